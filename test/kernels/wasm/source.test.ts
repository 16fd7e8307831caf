import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {compileKernels} from '../../../scripts/compile-kernels.js';

test('kernel.wasm is what its sources compile to', t => {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const file = join(folder, 'kernel.wasm');
	compileKernels(file);
	const committed = readFileSync(new URL('../../../source/kernels/wasm/kernel.wasm', import.meta.url));
	t.is(
		Buffer.compare(readFileSync(file), committed),
		0,
		'run `node scripts/compile-kernels.js` and commit what it writes',
	);
});
