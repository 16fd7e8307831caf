// Behind `npm start` and `npm test`: the program or its tests, on this Node.js when it is recent enough and otherwise on
// one from the package registry. A recent Node.js becomes the program itself: no second process, not a byte printed.
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {keepSignal} from '../bin/keep-signal.js';
import {isRecentEnough} from '../bin/node-version.js';
import {bringRuntime, handOver} from './runtime.js';

const [task, ...args] = process.argv.slice(2);
const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (!isRecentEnough(process.versions.node)) {
	handOver(bringRuntime(root), [fileURLToPath(import.meta.url), task, ...args]);
} else if (task === 'test') {
	const {runTests} = await import('./test.js');
	process.exitCode = await runTests(root, args);
} else {
	const {rebuildWhenStale} = await import('./freshness.js');
	const {countRepeatedInterruptsOnce} = await import('./interrupt.js');
	try {
		rebuildWhenStale(root);
	} catch (error) {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
	countRepeatedInterruptsOnce();
	keepSignal();
	process.argv.splice(1, 2, `${root}/bin/connectop.js`);
	await import('../dist/cli.js');
}
