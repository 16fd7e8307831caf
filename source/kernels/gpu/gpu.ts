import type {Csr} from '../../base/csr.ts';
import {messageOf} from '../../base/errors.ts';
import type {FieldState, Model} from '../../dynamics/model.ts';
import type {Kernel} from '../kernel.ts';
import {type GpuDevice, probeGpu, type Unavailable} from './device.ts';
import {createDeviceField, type DeviceField} from './field.ts';
import {neighbourTable} from './neighbour-table.ts';
import {createPrograms, type Programs} from './programs.ts';
import {checkAgainstCpu} from './self-check.ts';

export {probeGpu};

/**
The gpu kernel of a model on a graph, holding `state.current`, or why it cannot be had: no GL, a graph that does not fit, a model
that does not compile, a device that computes something else than the cpu. Call it in the one thread that may load gl.
*/
export function createGpuKernel(model: Model, graph: Csr, state: FieldState): {readonly kernel: Kernel} | Unavailable {
	const device = probeGpu();
	if ('reason' in device) return device;
	const table = neighbourTable(graph, device.maxTextureSize);
	if ('reason' in table) return table;
	let programs: Programs | undefined;
	try {
		programs = createPrograms(model, graph, table, device);
		const field = createDeviceField(model, programs, state);
		checkAgainstCpu(model, graph, field);
		field.write(state);
		return {kernel: kernelOf(field, device)};
	} catch (error) {
		programs?.dispose();
		return {reason: `${model.id} does not run on the gpu: ${oneLine(messageOf(error))}`};
	}
}

function kernelOf(field: DeviceField, {renderer}: GpuDevice): Kernel {
	return {id: 'gpu', title: `gpu (${renderer})`, inPlace: false, ...field};
}

/** Compilers explain themselves over many lines. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
