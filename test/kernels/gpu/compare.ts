import type {ExecutionContext} from 'ava';
import type {Csr} from '../../../source/base/csr.ts';
import {fillUniform, streams, uniform} from '../../../source/base/threefry.ts';
import type {FieldState, Model, StepPlan} from '../../../source/dynamics/model.ts';
import {couplingScale, inStrength, substepsFor} from '../../../source/dynamics/stability.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {createGpuKernel} from '../../../source/kernels/gpu/gpu.ts';
import type {Kernel} from '../../../source/kernels/kernel.ts';

export interface Setup {
	readonly ticks?: number;
	readonly dt?: number;
	readonly coupling?: 'scaled' | 'raw';
	readonly noise?: 'none' | 'shared' | 'node';
	/** Tick on which every seventh node gets a stimulus, which decays afterwards. */
	readonly stimulusAt?: number;
	readonly parameters?: Readonly<Record<string, number>>;
}

/** Tolerance of the acceptance. */
const tolerance = 1e-5;

/** A field that takes its values from the shown range of the model, different for every seed. */
export function fieldOf(
	{variables}: Model,
	n: number,
	noiseLength: number,
): {-readonly [K in keyof FieldState]: FieldState[K]} {
	return {
		n,
		current: variables.map(({shown: [low, high]}, v) =>
			Float32Array.from({length: n}, (_, i) => low + (high - low) * uniform(v, streams.initial, 0, i)),
		),
		next: variables.map(() => new Float32Array(n)),
		stimulus: new Float32Array(n),
		noise: new Float32Array(noiseLength),
	};
}

/** The gpu kernel of a test; fails the test when there is none. */
export function gpuKernelOf(model: Model, graph: Csr, state: FieldState): Kernel {
	const made = createGpuKernel(model, graph, state);
	if ('reason' in made) throw new Error(made.reason);
	return made.kernel;
}

/** Runs the same ticks on both kernels and asserts that no value ever differs by more than the tolerance. Returns the exchange passes a tick. */
export function assertGpuEqualsCpu(t: ExecutionContext, model: Model, graph: Csr, setup: Setup = {}): number {
	const {ticks = 200, dt = 1, coupling = 'scaled', noise = 'none', stimulusAt = -1} = setup;
	const {n} = graph;
	const host = fieldOf(model, n, {none: 0, shared: 1, node: n}[noise]);
	const device = fieldOf(model, n, host.noise.length);
	const cpu = cpuKernel(model, graph);
	const gpu = gpuKernelOf(model, graph, device);
	const p = model.parameters.map(each => setup.parameters?.[each.name] ?? each.default);
	const strength = inStrength(graph);
	const scale =
		couplingScale(coupling, strength) *
		(model.strength === undefined ? 1 : (p[model.parameters.findIndex(each => each.name === model.strength)] ?? 1));
	const substeps = substepsFor(model, p, dt, scale, strength);
	let worst = 0;
	for (let tick = 0; tick < ticks; tick++) {
		fillUniform(host.noise, 1, streams.noise, tick, 1);
		if (tick === stimulusAt) for (let i = 0; i < n; i += 7) host.stimulus[i] = 1;
		device.noise.set(host.noise);
		device.stimulus.set(host.stimulus);
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
		};
		cpu.step(host, plan);
		[host.current, host.next] = [host.next, host.current];
		gpu.step(device, plan);
		for (let i = 0; i < n; i++) host.stimulus[i]! *= 0.9;
		if (tick % 10 === 9 || tick === ticks - 1) {
			gpu.read(device);
			worst = Math.max(worst, largestDifference(host.current, device.current));
		}
	}
	gpu.dispose();
	const moved = largestDifference(host.current, fieldOf(model, n, 0).current);
	t.log(`largest difference ${worst.toExponential(1)}, ${substeps} exchange passes a tick`);
	t.true(worst <= tolerance, `gpu and cpu differ by ${worst}`);
	t.true(moved > 1e-3, 'the field must move, or equality says nothing');
	return substeps;
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
	let largest = 0;
	a.forEach((values, v) => {
		values.forEach((value, i) => {
			const difference = Math.abs(value - (b[v]?.[i] ?? Number.NaN));
			largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
		});
	});
	return largest;
}
