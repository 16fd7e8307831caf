import {pathToFileURL} from 'node:url';
import {type MessagePort, parentPort, workerData} from 'node:worker_threads';
import {messageOf} from '../../base/errors.ts';
import {advance, awaitSteps, type DeviceState, hold, place} from './advance.ts';
import {oneLine} from './device-kernel.ts';
import {type GpuJs, loadGpuJs} from './gpu-js.ts';
import {createPrograms, type Programs} from './programs.ts';
import {
	answers,
	type WebGpuAnswers,
	type WebGpuReady,
	type WebGpuRequest,
	type WebGpuStart,
} from './web-gpu-messages.ts';

/* The thread that owns WebGPU (web-gpu.ts). */

interface Device {
	readonly lost: Promise<{readonly message: string}>;
	onuncapturederror: ((event: {readonly error: {readonly message: string}}) => void) | null;
}

interface Adapter {
	readonly info: Readonly<Record<'vendor' | 'device' | 'description', string>>;
	readonly limits: Readonly<Record<string, number>>;
	requestDevice(descriptor: {readonly requiredLimits: Readonly<Record<string, number>>}): Promise<Device>;
}

interface WebGpu {
	create(flags: readonly string[]): {requestAdapter(options: object): Promise<Adapter | null>};
	readonly globals: object;
}

/** Vulkan, Metal or Direct3D; then OpenGL ES, which many a machine without a Vulkan driver has. */
const ways = [
	{flags: [], options: {}},
	{flags: ['backend=opengles'], options: {featureLevel: 'compatibility'}},
];

/** What `create` gives is closed when it is collected as garbage, under whoever still uses it. */
const kept: object[] = [];
/** What the device said last, when it is gone or took something back. */
let failure: string | undefined;

async function openAdapter({create}: WebGpu): Promise<Adapter | undefined> {
	for (const {flags, options} of ways) {
		const gpu = create(flags);
		kept.push(gpu);
		const adapter = await gpu.requestAdapter(options);
		if (adapter) return adapter;
	}
	return undefined;
}

/** What gpu.js finds as `navigator.gpu`: the adapter that was chosen, and a device whose failures are heard. */
function provide(adapter: Adapter): void {
	const {limits} = adapter;
	const wanted = 'maxStorageBuffersPerShaderStage';
	const requestDevice: Adapter['requestDevice'] = async ({requiredLimits}) => {
		const device = await adapter.requestDevice({
			requiredLimits: {...requiredLimits, [wanted]: limits[wanted] ?? 8},
		});
		void device.lost.then(({message}) => {
			failure = `the WebGPU device was lost: ${message}`;
		});
		// gpu.js sets a handler of its own, which prints.
		Object.defineProperty(device, 'onuncapturederror', {value: null, writable: true});
		(device as unknown as EventTarget).addEventListener('uncapturederror', event => {
			failure = (event as unknown as {error: {message: string}}).error.message;
		});
		return device;
	};
	const gpu = {requestAdapter: async () => ({limits, requestDevice})};
	Object.defineProperty(globalThis, 'navigator', {value: {gpu}, configurable: true});
}

async function start({file}: WebGpuStart): Promise<{readonly gpuJs: GpuJs; readonly ready: WebGpuReady}> {
	const webGpu = (await import(pathToFileURL(file).href)) as WebGpu;
	Object.assign(globalThis, webGpu.globals);
	const gpuJs = loadGpuJs();
	const adapter = await openAdapter(webGpu);
	if (!adapter) return {gpuJs, ready: {reason: 'WebGPU finds no adapter: a Vulkan driver, or OpenGL ES and a display'}};
	provide(adapter);
	const {description, device, vendor} = adapter.info;
	const maxBytes = Math.min(limitOf(adapter, 'maxStorageBufferBindingSize'), limitOf(adapter, 'maxBufferSize'));
	return {gpuJs, ready: {title: `gpu (WebGPU, ${description || device || vendor || 'unnamed'})`, maxBytes}};
}

const limitOf = ({limits}: Adapter, name: string): number => limits[name] ?? 2 ** 27;

/** Carries out requests, one after the other. */
function serve(port: MessagePort, gpuJs: GpuJs): void {
	let shared: WebGpuAnswers | undefined;
	let programs: Programs | undefined;
	let state: DeviceState | undefined;

	const carryOut = async (request: WebGpuRequest): Promise<void> => {
		if (request.type === 'build') {
			const {text, n, table} = request;
			shared = request.shared;
			programs = createPrograms(text, n, table, {
				mode: 'webgpu',
				gpuJs,
				kernelClass: gpuJs.WebGPUKernel,
				createGpu: () => new gpuJs.GPU({mode: 'webgpu'}),
				verify: refuseFailure,
			});
			const zeros = await programs.upload(new Float32Array(n));
			state = {current: [], zeros, stimulus: undefined, held: undefined};
			return;
		}
		if (!programs || !state || !shared) throw new Error('WebGPU was asked before it was built');
		if (request.type === 'step') await awaitSteps(advance(programs, state, request.tick));
		else if (request.type === 'write') await awaitSteps(place(programs, state, request.current, request.stimulus));
		else if (request.type === 'hold') await awaitSteps(hold(programs, state, request.table));
		else await read(state, new Float32Array(shared.values));
		programs.verify();
	};

	let last = Promise.resolve();
	port.on('message', (request: WebGpuRequest) => {
		last = last
			.then(() => carryOut(request))
			.then(
				() => shared && answer(shared, undefined),
				(error: unknown) => shared && answer(shared, oneLine(failure ?? messageOf(error))),
			);
	});
}

function refuseFailure(): void {
	if (failure !== undefined) throw new Error(failure);
}

async function read({current}: DeviceState, into: Float32Array): Promise<void> {
	for (const [v, each] of current.entries()) {
		const values = await each.toArray();
		into.set(values, v * values.length);
	}
}

function answer({control, error}: WebGpuAnswers, failed: string | undefined): void {
	const state = new Int32Array(control);
	const text = new TextEncoder().encode(failed ?? '').subarray(0, error.byteLength - 1);
	new Uint8Array(error).fill(0);
	new Uint8Array(error).set(text);
	Atomics.store(state, 0, failed === undefined ? answers.done : answers.failed);
	Atomics.notify(state, 0);
}

if (!parentPort) throw new Error('WebGPU runs in a worker thread');
const port = parentPort;
start(workerData as WebGpuStart).then(
	({gpuJs, ready}) => {
		serve(port, gpuJs);
		port.postMessage(ready);
	},
	(error: unknown) => port.postMessage({reason: `WebGPU does not start: ${oneLine(messageOf(error))}`}),
);
