import {ConnectopError} from '../../base/errors.ts';
import {type GpuDevice, probeGpu, type Unavailable} from './device.ts';
import {type Gpu, type GpuJs, type KernelClass, loadGpuJs} from './gpu-js.ts';
import {mathText} from './math.ts';
import type {GpuMode} from './modes.ts';

/** What programs can address. */
export interface Limits {
	/** Most texels a texture has in a row or column, of four values each; infinite where there are no textures. */
	readonly maxTextureSize: number;
	/** Indices of entries are exact below this. */
	readonly maxElements: number;
	/** Most bytes of the neighbour table. */
	readonly maxBytes: number;
}

/** Where gpu.js computes, and what it can hold. */
export interface Backend {
	readonly mode: GpuMode;
	/** What computes, for people: `gpu (NVIDIA …)`, `gpu.js webasm (WebAssembly on the processor)`. */
	readonly title: string;
	readonly limits: Limits;
	readonly gpuJs: GpuJs;
	/** The programs' own kernel class: gpu.js may silently put one of another class in its place. */
	readonly kernelClass: KernelClass;
	createGpu(): Gpu;
	/** Throws when the device reported an error since the last call, or is gone. */
	verify(): void;
}

/** Most bytes of a neighbour table in memory that the processor computes in, or that OpenGL has to give. */
const mostBytes = 2 ** 30;

/** The backend of a mode but WebGPU's, which has a thread of its own, or why it can't be had. */
export function backendOf(mode: Exclude<GpuMode, 'webgpu'>): Backend | Unavailable {
	if (mode !== 'gl') return onProcessor(mode);
	const device = probeGpu();
	return 'reason' in device ? device : onGl(device);
}

function onGl({renderer, maxTextureSize, indexBits, context, canvas, gpuJs}: GpuDevice): Backend {
	return {
		mode: 'gl',
		title: `gpu (${renderer})`,
		limits: {maxTextureSize, maxElements: 2 ** indexBits, maxBytes: mostBytes},
		gpuJs,
		kernelClass: gpuJs.HeadlessGLKernel,
		createGpu() {
			const gpu = new gpuJs.GPU({mode: 'headlessgl', context, canvas});
			context.getError(); // what a refused model left there
			gpu.injectNative(mathText);
			return gpu;
		},
		verify() {
			const error = context.getError();
			if (error !== context.NO_ERROR)
				throw new ConnectopError('failed', 'gl-error', `GL reported error 0x${error.toString(16)}`);
		},
	};
}

function onProcessor(mode: 'webasm' | 'cpu'): Backend {
	const gpuJs = loadGpuJs();
	return {
		mode,
		title: `gpu.js ${mode} (${mode === 'webasm' ? 'WebAssembly' : 'JavaScript'} on the processor, no gpu)`,
		limits: {maxTextureSize: Number.POSITIVE_INFINITY, maxElements: 2 ** 31, maxBytes: mostBytes},
		gpuJs,
		kernelClass: mode === 'webasm' ? gpuJs.WebAssemblyKernel : gpuJs.CPUKernel,
		createGpu: () => new gpuJs.GPU({mode}),
		verify: () => undefined,
	};
}
