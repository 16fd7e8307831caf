import {readFileSync} from 'node:fs';

/** What the compiled kernels export (assembly/index.ts). */
export interface KernelExports {
	/** Does all parts of the job in the calling thread. */
	runAlone(): void;
	/** Does the job with all threads that come; 0 when one of them hangs. */
	runShared(): number;
	/** A thread's life. */
	work(thread: number): void;
	quit(): void;
	/** Joins along the edges that a thread has told were gained. */
	uniteGained(thread: number): void;
	/** Takes words into the four lanes of a digest. */
	digest(at: number, count: number, state: number): void;
}

/** Compiles kernel.wasm, which lies beside this file. Throws what the engine says where it knows no threads or SIMD. */
export const compileKernels = (): WebAssembly.Module =>
	new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));

/** An instance over a memory: one a thread. */
export const instantiateKernels = (module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports =>
	new WebAssembly.Instance(module, {env: {memory}}).exports as unknown as KernelExports;
