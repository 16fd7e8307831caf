import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {Worker} from 'node:worker_threads';
import type {Csr} from '../../base/csr.ts';
import {ConnectopError} from '../../base/errors.ts';
import type {Model} from '../../dynamics/model.ts';
import type {Unavailable} from './device.ts';
import type {DeviceField} from './field.ts';
import {neighbourTable} from './neighbour-table.ts';
import {programText} from './program-text.ts';
import {answers, type WebGpuAnswers, type WebGpuReady, type WebGpuRequest} from './web-gpu-messages.ts';

/*
WebGPU answers with promises alone, and a tick may not wait for one: it has a thread of its own, and the thread that asks stands still until
the answer is in shared memory.
*/

/** Milliseconds after which a device that does not answer is taken for gone. */
const patience = 30_000;

export const webGpuNeeds =
	'WebGPU needs the npm package webgpu: npm install webgpu@0.6.2 in this directory (native code, 130 MB), and a Vulkan driver, or OpenGL ES and a display';

/**
The field of a model on WebGPU, or why it can't be had: the package webgpu is not installed, no adapter, a graph that does not fit. Throws what
went wrong when the programs were built.
*/
export async function createWebGpuField(
	model: Model,
	graph: Csr,
): Promise<{readonly field: DeviceField; readonly title: string} | Unavailable> {
	const file = webGpuFile([join(process.cwd(), 'any.js'), import.meta.filename]);
	if (file === undefined) return {reason: webGpuNeeds};
	const entry = import.meta.url.endsWith('.ts') ? './web-gpu-worker.ts' : './web-gpu-worker.js';
	const worker = new Worker(new URL(entry, import.meta.url), {workerData: {file}, stdout: true, stderr: true});
	const ready = await firstWord(worker);
	const table =
		'reason' in ready
			? ready
			: neighbourTable(graph, {maxTextureSize: Infinity, maxElements: 2 ** 31, maxBytes: ready.maxBytes});
	if ('reason' in ready || 'reason' in table) {
		await worker.terminate();
		return 'reason' in ready ? ready : (table as Unavailable);
	}
	const text = programText(model, table.width, graph.unit);
	const shared: WebGpuAnswers = {
		control: new SharedArrayBuffer(4),
		values: new SharedArrayBuffer(4 * graph.n * model.variables.length),
		error: new SharedArrayBuffer(1024),
	};
	const field = fieldOf(worker, shared, graph.n, model.variables.length);
	try {
		field.ask({type: 'build', text, n: graph.n, table, shared});
	} catch (error) {
		field.dispose();
		throw error;
	}
	return {field, title: ready.title};
}

/** The file of the package webgpu as these files see it. Type declarations go by the same name. */
export function webGpuFile(from: readonly string[]): string | undefined {
	for (const each of from) {
		try {
			const file = createRequire(each).resolve('webgpu');
			const about = join(dirname(file), 'package.json');
			if (existsSync(about) && JSON.parse(readFileSync(about, 'utf8')).name === 'webgpu') return file;
		} catch (error) {
			if (!/MODULE_NOT_FOUND|ERR_PACKAGE/.test(String((error as NodeJS.ErrnoException).code))) throw error;
		}
	}
	return undefined;
}

function firstWord(worker: Worker): Promise<WebGpuReady> {
	const {promise, resolve} = Promise.withResolvers<WebGpuReady>();
	worker.once('message', resolve);
	worker.once('error', error => resolve({reason: `WebGPU does not start: ${String(error)}`}));
	worker.once('exit', () => resolve({reason: 'WebGPU ended before it had begun'}));
	return promise.finally(() => worker.unref());
}

function fieldOf(worker: Worker, {control, values, error}: WebGpuAnswers, n: number, variables: number) {
	const state = new Int32Array(control);
	const ask = (request: WebGpuRequest): void => {
		Atomics.store(state, 0, answers.working);
		worker.postMessage(request);
		if (Atomics.wait(state, 0, answers.working, patience) === 'timed-out')
			throw new ConnectopError('failed', 'gpu-hung', `WebGPU did not answer within ${patience / 1000} s`);
		if (Atomics.load(state, 0) === answers.done) return;
		const text = new TextDecoder().decode(new Uint8Array(error).slice());
		throw new ConnectopError('failed', 'gpu-lost', text.slice(0, text.indexOf('\0')));
	};
	const read = Array.from({length: variables}, (_, v) => new Float32Array(values, 4 * n * v, n));
	return {
		ask,
		step: (tick: Parameters<DeviceField['step']>[0]) => ask({type: 'step', tick}),
		write: (current: readonly Float32Array[], stimulus: Float32Array | undefined) =>
			ask({type: 'write', current: current.map(each => each.slice()), stimulus}),
		hold: (table: Float32Array | undefined) => ask({type: 'hold', table}),
		read(): readonly Float32Array[] {
			ask({type: 'read'});
			return read;
		},
		dispose: () => void worker.terminate(),
	};
}
