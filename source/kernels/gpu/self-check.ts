import type {Csr} from '../../base/csr.ts';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../../dynamics/model.ts';
import {cpuKernel} from '../cpu.ts';
import {noiseFor} from '../noise.ts';
import {trialPlan} from '../trial.ts';
import {deviceTick} from './device-tick.ts';
import {type DeviceField, refuseNaN} from './field.ts';

/** How far a value of the gpu may lie from the cpu's after one tick: absolute below 1, relative above. */
const tolerance = 1e-5;

/**
Computes one tick of a made-up state on both the device and the cpu: what GLSL does with a function that it compiles is not always
what JavaScript does. Throws when a value differs by more than `tolerance`. The device's state is lost.
*/
export function checkAgainstCpu(model: Model, graph: Csr, field: DeviceField): void {
	const device = madeUpState(model, graph.n);
	const host = {...device, stimulus: device.stimulus.slice()};
	const plan = madeUpPlan(model, graph);
	try {
		cpuKernel(model, graph).step(host, plan, madeUpNoise);
	} catch (error) {
		throw new ConnectopError(
			'invalid',
			'gpu-unchecked',
			`the cpu cannot compute a test tick over the shown range: ${messageOf(error)}`,
			{cause: error},
		);
	}
	field.write(device.current, device.stimulus);
	field.step(deviceTick(plan, noiseFor(graph.n)(madeUpNoise), 1));
	const computed = field.read();
	refuseNaN(model, computed);
	host.next.forEach((expected, v) => {
		expected.forEach((value, i) => {
			const got = computed[v]?.[i] ?? Number.NaN;
			if (Math.abs(got - value) <= tolerance * Math.max(1, Math.abs(value))) return;
			const where = `${model.variables[v]?.name} of node ${i}`;
			throw new ConnectopError(
				'failed',
				'gpu-differs',
				`a test tick differs from the cpu's: ${where} is ${got}, not ${value}`,
			);
		});
	});
}

/** Values all over the range that is shown, different for neighbours in memory; noise and stimulus on. */
function madeUpState({variables}: Model, n: number): Field {
	const spread = (low: number, high: number, step: number) =>
		Float32Array.from({length: n}, (_, i) => low + (high - low) * ((i * step) % 1));
	return {
		n,
		current: variables.map(({shown: [low, high]}, v) => spread(low, high, 0.618034 + 0.1 * v)),
		next: variables.map(() => new Float32Array(n)),
		stimulus: spread(0, 1, 0.414214),
	};
}

const madeUpNoise: NoiseDraw = {kind: 'node', seed: 0, tick: 0, amplitude: 1};

/** Edges up to which the exchange program is tried too: it takes a second copy of the table to the device. */
const fewEdges = 4_000_000;

/** One tick at the defaults; the coupling moves no node by more than its neighbours' range. */
function madeUpPlan(model: Model, graph: Csr): StepPlan {
	return {
		...trialPlan(model, graph),
		substeps: graph.colIdx.length <= fewEdges ? 2 : 1,
		noiseScale: 0.01,
		stimulusScale: 0.01,
		stimulusDecay: 0.9,
	};
}
