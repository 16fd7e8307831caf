import {createRequire} from 'node:module';

/*
The little of gpu.js and gl that is used here. Both are CommonJS and loaded on demand: gl is native code that starts a GL client,
can be loaded once a process, and is not there unless it was built (README, "GPU").
*/

/** An array on the device. Every texture and buffer must be deleted by whoever got it. */
export interface DeviceArray {
	/** Copies N values from the device. WebGPU alone answers with a promise. */
	toArray(): Float32Array | Promise<Float32Array>;
	delete(): void;
}

/** What a program takes: host values are uploaded at the call. */
export type ProgramArgument = number | Float32Array | DeviceArray;

/** A compiled program with one output value a node. The first call compiles it. */
export interface DeviceProgram {
	/** The processor's modes answer with the values themselves, WebGPU with a promise. */
	(...args: readonly ProgramArgument[]): DeviceArray | Float32Array | Promise<DeviceArray>;
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
	readonly FRAGMENT_SHADER: number;
	readonly HIGH_INT: number;
	getParameter(name: number): unknown;
	getError(): number;
	getShaderPrecisionFormat(shader: number, type: number): {readonly rangeMax: number} | null;
}

/** A kind of kernel, to tell by `instanceof` what runs. */
export type KernelClass = new () => object;

interface HeadlessKernelClass extends KernelClass {
	readonly isSupported: boolean;
	readonly testContext: GlContext | null;
}

/** The settings of `new GPU`. A mode that is named is taken, or it throws. */
export type GpuSettings =
	| {readonly mode: 'headlessgl'; readonly context: GlContext; readonly canvas: object}
	| {readonly mode: 'webasm' | 'cpu' | 'webgpu'};

export interface GpuJs {
	readonly GPU: new (settings: GpuSettings) => Gpu;
	readonly HeadlessGLKernel: HeadlessKernelClass;
	readonly WebAssemblyKernel: KernelClass;
	readonly CPUKernel: KernelClass;
	readonly WebGPUKernel: KernelClass;
	input(values: Float32Array, size: readonly [number, number]): object;
}

/** gl's export: makes a context, or null when there is no display. */
export interface Gl {
	readonly WebGLRenderingContext: {readonly prototype: object};
}

/** Loads gpu.js. It tries to load gl, and goes without when that fails. */
export function loadGpuJs(): GpuJs {
	return createRequire(import.meta.url)('./gpu-js.cjs');
}

/** Loads gl as gpu.js sees it. Throws what loading gl throws. */
export function loadGl(): Gl {
	return glRequire()('gl');
}

function glRequire(): NodeJS.Require {
	const require = createRequire(import.meta.url);
	return createRequire(require.resolve('./gpu-js.cjs'));
}

/** Whether the package gl is there, built or not. It is not loaded. */
export function isGlInstalled(): boolean {
	try {
		glRequire().resolve('gl');
		return true;
	} catch {
		return false; // what loading it says is told where it is loaded
	}
}
