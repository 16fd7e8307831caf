import {parentPort, workerData} from 'node:worker_threads';
import {instantiateKernels} from './module.ts';

/** What a kernel's thread starts from. */
export interface ThreadSpec {
	readonly module: WebAssembly.Module;
	readonly memory: WebAssembly.Memory;
	/** Its number; 0 is the thread that gives the jobs. */
	readonly thread: number;
}

// A kernel's thread: it works inside wasm until it is told to quit.
const {module, memory, thread} = workerData as ThreadSpec;
const {work} = instantiateKernels(module, memory);
parentPort?.postMessage('ready');
work(thread);
