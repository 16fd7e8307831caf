import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Entrant} from './entrant.ts';

/** Kernels that can be asked for, and how far each may be from the cpu kernel's field: 0 is the same bits. */
export const ownKernels = {
	cpu: {title: 'cpu (JS, float32)', tolerance: 0, threaded: false, noisy: true},
	doubles: {title: 'JS in doubles', tolerance: 1e-5, threaded: false, noisy: false},
	wasm: {title: 'wasm', tolerance: 0, threaded: true, noisy: true},
	gpu: {title: 'gpu', tolerance: 1e-4, threaded: false, noisy: true},
} as const;
export type OwnKernel = keyof typeof ownKernels;

/** What all others are compared with. */
export const reference: OwnKernel = 'cpu';

/** The file of the benchmark's own processes, and what Node.js needs before it. */
const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './bench-worker.js';
const worker = fileURLToPath(new URL(file, import.meta.url));

/** The command of one of the benchmark's own processes. */
export const workerCommand = (...args: readonly string[]): [file: string, args: string[]] => [
	process.execPath,
	[...process.execArgv, worker, ...args],
];

/** The entrants of these kernels, each with every number of threads and with and without noise where it can. The reference comes first, asked for or not. */
export function ownEntrants(kernels: readonly OwnKernel[], threads: readonly number[]): Entrant[] {
	const all = [reference, ...kernels.filter(kernel => kernel !== reference)];
	return (['none', 'node'] as const).flatMap(noise =>
		all
			.filter(kernel => noise === 'none' || ownKernels[kernel].noisy)
			.flatMap(kernel => (ownKernels[kernel].threaded ? threads : [1]).map(count => entrant(kernel, count, noise))),
	);
}

function entrant(id: OwnKernel, threads: number, noise: 'none' | 'node'): Entrant {
	const {title, tolerance} = ownKernels[id];
	return {
		id,
		title,
		threads,
		noise,
		tolerance,
		optional: id !== reference,
		// The graph with its weights, what the kernel makes of it, and Node.js itself.
		bytes: (n, entries) => 14 * entries + 40 * n + 80e6,
		start(scene, problem) {
			const [command, args] = workerCommand('kernel', id, String(threads), noise, problem);
			return scene.spawn(command, args, {stdio: 'pipe'});
		},
	};
}
