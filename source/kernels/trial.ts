import type {Csr} from '../base/csr.ts';
import type {Field, Model, StepPlan} from '../dynamics/model.ts';
import {inStrength} from '../dynamics/stability.ts';
import type {Kernel} from './kernel.ts';

/** Ticks that are timed at most, after one that is not, and the time after which no more begin. */
const mostTicks = 5;
const enoughMs = 60;

/** Milliseconds of the shortest of a few ticks by `trialPlan`. `field.next` is written, nothing else is changed. */
export function trialMs(kernel: Kernel, plan: StepPlan, field: Field): number {
	const stimulus = field.stimulus.slice(); // what is too small to last is lost in a tick
	const begun = performance.now();
	let shortest = Infinity;
	for (let tick = 0; tick <= mostTicks && (tick < 2 || performance.now() - begun < enoughMs); tick++) {
		const start = performance.now();
		kernel.step(field, plan, {kind: 'node', seed: 0, tick, amplitude: 0.01});
		if (tick > 0) shortest = Math.min(shortest, performance.now() - start);
	}
	field.stimulus.set(stimulus);
	kernel.write(field); // what it may have learnt of the stimulus is not true of the run
	return shortest;
}

/** A tick at the model's defaults that leaves the stimulus as it is; the coupling moves no node by more than its neighbours' range. */
export function trialPlan(model: Model, graph: Csr): StepPlan {
	const p = model.parameters.map(each => each.default);
	return {
		dt: 1,
		u: model.clock?.(1, ...p) ?? 1,
		p,
		substeps: 1,
		coupling: 0.25 / Math.max(1, inStrength(graph).max),
		noiseScale: 1,
		stimulusScale: 1,
		stimulusDecay: 1,
	};
}
