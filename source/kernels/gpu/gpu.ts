import type {Csr} from '../../base/csr.ts';
import {messageOf} from '../../base/errors.ts';
import type {Field, Model} from '../../dynamics/model.ts';
import {cpuKernel} from '../cpu.ts';
import type {Kernel} from '../kernel.ts';
import {backendOf} from './backend.ts';
import type {Unavailable} from './device.ts';
import {deviceKernel, oneLine, type Survival} from './device-kernel.ts';
import {createDeviceField, type DeviceField} from './field.ts';
import type {GpuMode} from './modes.ts';
import {neighbourTable} from './neighbour-table.ts';
import {programText} from './program-text.ts';
import {createPrograms} from './programs.ts';
import {checkAgainstCpu} from './self-check.ts';
import {createWebGpuField} from './web-gpu.ts';

export {type Loss, lossText} from './device-kernel.ts';

/** How a gpu kernel is to be. */
export interface GpuWish extends Partial<Survival> {
	/** Which of gpu.js's backends; `gl` when it is left out. No other is ever taken in its place. */
	readonly mode?: GpuMode;
}

/**
The gpu kernel of a model on a graph, holding `state.current`, or why it cannot be had: no device, a graph that does not fit, a model
that does not compile, a device that computes something else than the cpu. Call it in the one thread that may load gl.
*/
export async function createGpuKernel(
	model: Model,
	graph: Csr,
	state: Field,
	{mode = 'gl', ...survival}: GpuWish = {},
): Promise<{readonly kernel: Kernel} | Unavailable> {
	let field: DeviceField | undefined;
	try {
		const made = mode === 'webgpu' ? await createWebGpuField(model, graph) : fieldOf(model, graph, mode);
		if ('reason' in made) return made;
		field = made.field;
		checkAgainstCpu(model, graph, field);
		const instead = survival.instead ?? (() => cpuKernel(model, graph));
		const lost = survival.lost ?? (() => undefined);
		return {kernel: deviceKernel(model, state, made, {instead, lost})};
	} catch (error) {
		field?.dispose();
		return {
			reason: `${model.id} does not run on ${mode === 'gl' ? 'the gpu' : `gpu.js ${mode}`}: ${oneLine(messageOf(error))}`,
		};
	}
}

function fieldOf(
	model: Model,
	graph: Csr,
	mode: Exclude<GpuMode, 'webgpu'>,
): {readonly field: DeviceField; readonly title: string} | Unavailable {
	const backend = backendOf(mode);
	if ('reason' in backend) return backend;
	const table = neighbourTable(graph, backend.limits);
	if ('reason' in table) return table;
	const programs = createPrograms(programText(model, table.width, graph.unit), graph.n, table, backend);
	try {
		return {field: createDeviceField(programs, graph.n), title: backend.title};
	} catch (error) {
		programs.dispose();
		throw error;
	}
}
