import {Worker} from 'node:worker_threads';
import {ConnectopError} from '../../base/errors.ts';
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

/** Starts `threads` − 1 threads over `memory`. Throws what the engine says where it knows no threads or SIMD. */
export async function openPool(memory: WebAssembly.Memory, threads: number): Promise<Pool> {
	const module = compileKernels();
	const exports = instantiateKernels(module, memory);
	const words = new Int32Array(memory.buffer, 0, 1024);
	words.fill(0, 0, 128);
	const workers = Array.from({length: threads - 1}, (_, i) => startThread({module, memory, thread: i + 1}));
	await Promise.all(workers);
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
		dispose: () => exports.quit(),
	};
}

/** Resolves when the thread is about to work. */
async function startThread(spec: ThreadSpec): Promise<void> {
	const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './kernel-thread.js';
	const worker = new Worker(new URL(file, import.meta.url), {workerData: spec});
	await new Promise<void>((resolve, reject) => {
		worker.once('message', () => resolve());
		worker.once('error', reject);
		worker.once('exit', code => reject(new Error(`a thread of the wasm kernel ended with ${code} before it began`)));
	});
	worker.unref(); // it holds nothing up: who takes part no more is done without
}
