import type {Csr} from '../../source/base/csr.ts';
import {streams, uniform} from '../../source/base/threefry.ts';
import type {Model} from '../../source/dynamics/model.ts';
import {inStrength} from '../../source/dynamics/stability.ts';
import {cpuKernel} from '../../source/kernels/cpu.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {startSettings} from '../../source/run/settings.ts';
import {createPlanner} from '../../source/run/step-plan.ts';

/** A field on the cpu kernel, stepped by hand: a run without its threads, commands and records. */
export function fieldRun(model: Model, graph: Csr, options: RunOptions = {}, seed = 0) {
	const {n} = graph;
	const settings = startSettings(model, options, undefined);
	const planner = createPlanner(model, inStrength(graph), settings);
	const {step} = cpuKernel(model, graph);
	const arrays = () => model.variables.map(() => new Float32Array(n));
	let [current, next] = [arrays(), arrays()];
	const stimulus = new Float32Array(n);
	let tick = 0;
	for (let i = 0; i < n; i++) for (const x of current) x[i] = uniform(seed, streams.initial, 0, i);
	return {
		substeps: planner.substeps,
		stimulus,
		/** Variable 0. */
		get field(): Float32Array {
			return current[0] ?? new Float32Array(0);
		},
		tick(): void {
			const draw = {kind: settings.noise, seed, tick, amplitude: settings.noiseAmplitude};
			step({n, current, next, stimulus}, planner.at(tick * settings.dt), draw);
			[current, next] = [next, current];
			tick++;
		},
	};
}

/** Ticks a field; gives the share of nodes that moved by more than .2 in the last tick. */
export function unrest(run: ReturnType<typeof fieldRun>, ticks: number): number {
	for (let i = 1; i < ticks; i++) run.tick();
	const before = run.field.slice();
	run.tick();
	const after = run.field;
	return (
		before.reduce((count, value, i) => count + (Math.abs(value - (after[i] ?? Number.NaN)) <= 0.2 ? 0 : 1), 0) /
		before.length
	);
}
