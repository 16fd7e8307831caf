import type {ExecutionContext} from 'ava';
import type {Csr} from '../../../source/base/csr.ts';
import {streams, uniform} from '../../../source/base/threefry.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../../../source/dynamics/model.ts';
import {couplingScale, inStrength, substepsFor} from '../../../source/dynamics/stability.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {createGpuKernel, type GpuWish} from '../../../source/kernels/gpu/gpu.ts';
import type {Kernel} from '../../../source/kernels/kernel.ts';

export interface Setup {
	readonly ticks?: number;
	readonly dt?: number;
	readonly coupling?: 'scaled' | 'raw';
	readonly noise?: 'none' | 'shared' | 'node';
	/** Tick on which every seventh node gets a stimulus, which decays afterwards. */
	readonly stimulusAt?: number;
	readonly parameters?: Readonly<Record<string, number>>;
	/** Which of gpu.js's backends. Default: gl. */
	readonly mode?: GpuWish['mode'];
}

/** Tolerance of the acceptance. */
const tolerance = 1e-5;

/** A field that takes its values from the shown range of the model. */
export function fieldOf({variables}: Model, n: number): {-readonly [K in keyof Field]: Field[K]} {
	return {
		n,
		current: variables.map(({shown: [low, high]}, v) =>
			Float32Array.from({length: n}, (_, i) => low + (high - low) * uniform(v, streams.initial, 0, i)),
		),
		next: variables.map(() => new Float32Array(n)),
		stimulus: new Float32Array(n),
	};
}

export const noNoise: NoiseDraw = {kind: 'none', seed: 0, tick: 0, amplitude: 0};

/** The gpu kernel of a test; fails the test when there is none. */
export async function gpuKernelOf(model: Model, graph: Csr, state: Field, wish: GpuWish = {}): Promise<Kernel> {
	const made = await createGpuKernel(model, graph, state, wish);
	if ('reason' in made) throw new Error(made.reason);
	return made.kernel;
}

/** Runs the same ticks on both kernels and asserts that no value ever differs by more than the tolerance. Returns the exchange passes a tick. */
export async function assertGpuEqualsCpu(
	t: ExecutionContext,
	model: Model,
	graph: Csr,
	setup: Setup = {},
): Promise<number> {
	const {ticks = 200, dt = 1, coupling = 'scaled', noise = 'none', stimulusAt = -1, mode = 'gl'} = setup;
	const {n} = graph;
	const host = fieldOf(model, n);
	const device = fieldOf(model, n);
	const cpu = cpuKernel(model, graph);
	const gpu = await gpuKernelOf(model, graph, device, {mode});
	const p = model.parameters.map(each => setup.parameters?.[each.name] ?? each.default);
	const strength = inStrength(graph);
	const scale =
		couplingScale(coupling, strength) *
		(model.strength === undefined ? 1 : (p[model.parameters.findIndex(each => each.name === model.strength)] ?? 1));
	const substeps = substepsFor(model, p, dt, scale, strength);
	let worst = 0;
	for (let tick = 0; tick < ticks; tick++) {
		const draw: NoiseDraw = {kind: noise, seed: 1, tick, amplitude: 1};
		if (tick === stimulusAt) {
			gpu.read(device);
			for (let i = 0; i < n; i += 7) host.stimulus[i] = device.stimulus[i] = 1;
			gpu.write(device);
		}
		const time = tick * dt * 0.1;
		const u = model.clock?.(time, ...p) ?? time;
		const noiseScale = noise === 'none' ? 0 : 0.02 * Math.sqrt(dt) * (model.noiseGain?.(u, ...p) ?? 1);
		const plan: StepPlan = {
			dt,
			u,
			p,
			substeps,
			coupling: (dt * scale) / substeps,
			noiseScale,
			stimulusScale: 0.25 * dt,
			stimulusDecay: 0.9 ** dt,
		};
		cpu.step(host, plan, draw);
		[host.current, host.next] = [host.next, host.current];
		gpu.step(device, plan, draw);
		if (tick % 10 === 9 || tick === ticks - 1) {
			gpu.read(device);
			worst = Math.max(worst, largestDifference(host.current, device.current));
		}
	}
	gpu.dispose();
	const moved = largestDifference(host.current, fieldOf(model, n).current);
	t.log(`largest difference ${worst.toExponential(1)}, ${substeps} exchange passes a tick`);
	t.deepEqual(device.stimulus, host.stimulus, 'the buffer decays to the same bits');
	t.true(worst <= tolerance, `gpu and cpu differ by ${worst}`);
	t.true(moved > 1e-3, 'the field must move, or equality says nothing');
	return substeps;
}

export function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
	let largest = 0;
	a.forEach((values, v) => {
		values.forEach((value, i) => {
			const difference = Math.abs(value - (b[v]?.[i] ?? Number.NaN));
			largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
		});
	});
	return largest;
}
