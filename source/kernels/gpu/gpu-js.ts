import {createRequire} from 'node:module';

/*
The little of gpu.js and gl that is used here. Both are CommonJS and loaded on demand: gl is native code that starts a GL client,
can be loaded once a process, and is not there unless it was built (README, "GPU").
*/

/** An array on the device. Every texture must be deleted by whoever got it. */
export interface DeviceArray {
	/** Copies N values from the device. */
	toArray(): Float32Array;
	delete(): void;
}

/** A compiled program with one output value a node. The first call compiles it. */
export interface DeviceProgram {
	(...args: readonly (number | Float32Array | DeviceArray)[]): DeviceArray;
	/** What runs behind the call: gpu.js may put another kernel in its place. */
	readonly kernel: object;
	destroy(removeCanvasReferences: boolean): void;
}

export interface ProgramSettings {
	readonly output: readonly [number];
	readonly pipeline: true;
	readonly immutable: true;
	readonly precision: 'single';
	readonly tactic: 'precision';
	readonly constants: Readonly<Record<string, object>>;
}

/** The programs of one model. */
export interface Gpu {
	addFunction(text: string, settings: {readonly argumentTypes: readonly string[]; readonly returnType: string}): void;
	injectNative(glsl: string): void;
	createKernel(text: string, settings: ProgramSettings): DeviceProgram;
}

/** The parts of a WebGL context that are asked for limits and errors. */
export interface GlContext {
	readonly RENDERER: number;
	readonly MAX_TEXTURE_SIZE: number;
	readonly NO_ERROR: number;
	getParameter(name: number): unknown;
	getError(): number;
}

interface HeadlessKernelClass {
	new (): object;
	readonly isSupported: boolean;
	readonly testContext: GlContext | null;
}

export interface GpuJs {
	readonly GPU: new (settings: {
		readonly mode: 'headlessgl';
		readonly context: GlContext;
		readonly canvas: object;
	}) => Gpu;
	readonly HeadlessGLKernel: HeadlessKernelClass;
	input(values: Float32Array, size: readonly [number, number]): object;
}

/** gl's export: makes a context, or null when there is no display. */
export interface Gl {
	readonly WebGLRenderingContext: {readonly prototype: object};
}

/** Loads gl as gpu.js sees it, then gpu.js. Throws what loading gl throws. */
export function loadGpuJs(): {readonly gl: Gl; readonly gpuJs: GpuJs} {
	const require = createRequire(import.meta.url);
	const gl: Gl = createRequire(require.resolve('./gpu-js.cjs'))('gl');
	return {gl, gpuJs: require('./gpu-js.cjs')};
}
