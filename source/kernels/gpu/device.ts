import {messageOf} from '../../base/errors.ts';
import {type Gl, type GlContext, type GpuJs, isGlInstalled, loadGl, loadGpuJs} from './gpu-js.ts';

/** A GL device that kernels can run on. */
export interface GpuDevice {
	/** What GL calls itself: `NVIDIA GeForce RTX …`, `Mesa/X.org llvmpipe (LLVM 15, 256 bits) …`. */
	readonly renderer: string;
	/** False when the processor computes the pictures (llvmpipe, softpipe, SwiftShader): slower than the cpu kernel. */
	readonly hardware: boolean;
	/** Most texels a texture has in a row or column. */
	readonly maxTextureSize: number;
	/** Bits of the integers that shaders index textures with: 31, or 24 where they are floats. */
	readonly indexBits: number;
	/** The only context of the process. Node 24 aborts when one is collected as garbage, so no other is ever made. */
	readonly context: GlContext;
	/** What gpu.js takes for the canvas of the context; sizes that all programs share are kept by it. */
	readonly canvas: object;
	readonly gpuJs: GpuJs;
}

/** Why something cannot be had on the gpu, in one line. */
export interface Unavailable {
	readonly reason: string;
}

let probed: GpuDevice | Unavailable | undefined;

/**
The GL device of this process, or why there is none. The first call loads gl, which only one thread of a process may ever do; the
answer is kept.
*/
export function probeGpu(): GpuDevice | Unavailable {
	probed ??= probe();
	return probed;
}

function probe(): GpuDevice | Unavailable {
	// On Linux GL is reached through X: without a display, loading gl and gpu.js would cost every run a tenth of a second for nothing.
	if (process.platform === 'linux' && !process.env['DISPLAY'] && isGlInstalled())
		return {reason: whyNoContext(undefined)};
	let gl: Gl;
	try {
		gl = loadGl();
	} catch (error) {
		return {reason: whyNotLoaded(messageOf(error))};
	}
	const gpuJs = loadGpuJs();
	const {HeadlessGLKernel} = gpuJs;
	const context = HeadlessGLKernel.isSupported ? HeadlessGLKernel.testContext : null;
	if (!context) return {reason: whyNoContext(process.env['DISPLAY'])};
	const renderer = rendererOf(gl, context);
	return {
		renderer,
		hardware: !isSoftware(renderer),
		maxTextureSize: Number(context.getParameter(context.MAX_TEXTURE_SIZE)),
		indexBits: context.getShaderPrecisionFormat(context.FRAGMENT_SHADER, context.HIGH_INT)?.rangeMax ?? 24,
		context,
		canvas: {},
		gpuJs,
	};
}

/** What loading the native module said, as one line that says what to do. */
export function whyNotLoaded(message: string): string {
	if (/cannot find (?:module|package) 'gl'/i.test(message)) return 'the package gl is not installed (README, "GPU")';
	if (/could not locate the bindings/i.test(message)) return 'the package gl is not built (README, "GPU")';
	if (/NODE_MODULE_VERSION|different Node\.js version/i.test(message))
		return `gl is built for another Node than ${process.version}; build it again (README, "GPU")`;
	if (/self-register/i.test(message)) return 'gl was loaded before in this process, which works once';
	return `gl does not load: ${message.split('\n', 1)[0]}`;
}

function whyNoContext(display: string | undefined): string {
	if (!display) return 'no display: GL needs an X server (DISPLAY is not set)';
	return `the display ${display} gives no GL context`;
}

/** gl answers `ANGLE` to everyone; its native part tells what ANGLE runs on. */
function rendererOf({WebGLRenderingContext}: Gl, context: GlContext): string {
	const native: Pick<GlContext, 'getParameter'> = Object.getPrototypeOf(WebGLRenderingContext.prototype);
	const name = String(native.getParameter.call(context, context.RENDERER));
	return /^ANGLE \((.*)\)$/.exec(name)?.[1] ?? name;
}

/** Renderers that compute on the processor. */
export function isSoftware(renderer: string): boolean {
	return /llvmpipe|softpipe|lavapipe|swrast|swiftshader|software|basic render/i.test(renderer);
}
