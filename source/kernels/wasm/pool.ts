import {Worker} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {jobKindAt, jobPartsAt, jobStartsAt} from './layout.ts';
import {compileKernels, instantiateKernels, type KernelExports} from './module.ts';
import type {ThreadSpec} from './thread.ts';

/** The kernels over one memory, and the threads that share their jobs. */
export interface Pool {
	readonly memory: WebAssembly.Memory;
	readonly exports: KernelExports;
	/** Threads that compute, the caller's among them. */
	readonly threads: number;
	/**
	Does all parts of a job: part k is what lies between `starts[k]` and `starts[k + 1]`. `alone`: in this thread, since there is little to do.
	Throws `kernel-thread` when a thread that takes part hangs.
	*/
	run(kind: number, starts: Int32Array, alone: boolean): void;
	dispose(): void;
}

/**
Starts `threads` − 1 threads over `memory`. One that ends is done without, and `lost` is told. Throws what the engine says where it knows no threads or
SIMD.
*/
export async function openPool(
	memory: WebAssembly.Memory,
	threads: number,
	lost: (line: string) => void,
): Promise<Pool> {
	const module = compileKernels();
	const exports = instantiateKernels(module, memory);
	const words = new Int32Array(memory.buffer, 0, 1024);
	words.fill(0, 0, 128);
	let over = false;
	const end = () => {
		over = true;
		exports.quit();
	};
	const ended = (why: string) => {
		if (!over) lost(`a thread of the wasm kernel has ended (${why}); the others do its work`);
	};
	try {
		const specs = Array.from({length: threads - 1}, (_, i) => ({module, memory, thread: i + 1}));
		await Promise.all(specs.map(spec => startThread(spec, ended)));
	} catch (error) {
		end();
		throw error;
	}
	return {
		memory,
		exports,
		threads,
		run(kind, starts, alone) {
			words[jobKindAt >> 2] = kind;
			words[jobPartsAt >> 2] = starts.length - 1;
			words[jobStartsAt >> 2] = starts.byteOffset;
			if (alone || threads === 1 || starts.length <= 2) exports.runAlone();
			else if (exports.runShared() === 0)
				throw new ConnectopError('failed', 'kernel-thread', 'a thread of the wasm kernel has not answered for 10 s');
		},
		dispose: end,
	};
}

/** Resolves when the thread is about to work; `ended` hears why it works no more. */
async function startThread(spec: ThreadSpec, ended: (why: string) => void): Promise<void> {
	const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './kernel-thread.js';
	const worker = new Worker(new URL(file, import.meta.url), {workerData: spec});
	await new Promise<void>((resolve, reject) => {
		worker.once('message', () => resolve());
		worker.once('error', reject);
		worker.once('exit', code => reject(new Error(`a thread of the wasm kernel ended with ${code} before it began`)));
	});
	let why = 'without a word';
	worker.on('error', error => {
		why = messageOf(error);
	});
	worker.once('exit', () => ended(why));
	worker.unref(); // it holds nothing up
}
