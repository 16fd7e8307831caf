// Compiles the wasm kernels: `node scripts/compile-kernels.js [FILE]` writes source/kernels/wasm/kernel.wasm, or FILE. The result is committed, and a
// test compiles it again to see that it is what the sources say.
import {execFileSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = 'source/kernels/wasm';

/** Memory is imported, shared and as large as 32-bit addresses reach. Nothing is allocated inside: no runtime. */
const options = [
	'-O3',
	'--noAssert',
	'--runtime',
	'stub',
	'--importMemory',
	'--sharedMemory',
	'--initialMemory',
	'2',
	'--maximumMemory',
	'65536',
	'--enable',
	'simd',
	'--enable',
	'threads',
	// Vectors that cross the border to JavaScript, which none does
	'--disableWarning',
	'112',
];

/** Compiles to `output`. Throws what the compiler says. */
export function compileKernels(output) {
	const compiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
	execFileSync(process.execPath, [compiler, `${folder}/assembly/index.ts`, '-o', output, ...options], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) compileKernels(process.argv[2] ?? `${folder}/kernel.wasm`);
