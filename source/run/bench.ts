import {digestState} from '../base/digest.ts';
import {fillUniform, streams} from '../base/threefry.ts';
import {metricsOf} from '../connectome/metrics.ts';
import {pairsOf} from '../connectome/pairs.ts';
import {generate} from '../connectome/topologies.ts';
import type {FieldState} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import {inStrength} from '../dynamics/stability.ts';
import {cpuKernel} from '../kernels/cpu.ts';
import {startSettings} from './settings.ts';
import {createPlanner} from './step-plan.ts';

/** Medians of one size, milliseconds. */
export interface BenchRow {
	readonly nodes: number;
	/** Directed edges. */
	readonly entries: number;
	/** Making the graph and its pairs, once. */
	readonly buildMs: number;
	readonly noiseMs: number;
	/** One tick of the cpu kernel. */
	readonly stepMs: number;
	readonly metricsMs: number;
	readonly digestMs: number;
}

const warmUp = 10;
/** Enough ticks for a median, and no more than some seconds of them. */
const ticksFor = (entries: number): number => Math.max(11, Math.min(301, Math.round(4e8 / entries)));

/** Measures what a tick of the default model costs on a knn graph of `nodes` nodes, k 12, part by part, in this thread. */
export function bench(nodes: number): BenchRow {
	const [model] = builtInModels;
	const begun = performance.now();
	const graph = generate('knn', nodes, Math.min(12, nodes - 1), 0);
	const measure = metricsOf(pairsOf(graph));
	const buildMs = performance.now() - begun;
	const step = cpuKernel(model, graph).step;
	const planner = createPlanner(model, inStrength(graph), startSettings(model, graph.colIdx.length, {}, undefined));
	const state = {
		n: nodes,
		current: [new Float32Array(nodes)],
		next: [new Float32Array(nodes)],
		stimulus: new Float32Array(nodes),
		noise: new Float32Array(nodes),
	};
	state.current[0]!.fill(0.5);
	const times: Record<'noiseMs' | 'stepMs' | 'metricsMs' | 'digestMs', number[]> = {
		noiseMs: [],
		stepMs: [],
		metricsMs: [],
		digestMs: [],
	};
	for (let tick = 0; tick < warmUp + ticksFor(graph.colIdx.length); tick++) {
		const marks = [performance.now()];
		fillUniform(state.noise, 0, streams.noise, tick, 0.02);
		marks.push(performance.now());
		step(state satisfies FieldState, planner.at(tick));
		[state.current, state.next] = [state.next, state.current];
		marks.push(performance.now());
		measure(state.current[0]!, 0.15);
		marks.push(performance.now());
		digestState(state.current);
		marks.push(performance.now());
		if (tick < warmUp) continue;
		for (const [part, name] of (['noiseMs', 'stepMs', 'metricsMs', 'digestMs'] as const).entries())
			times[name].push(marks[part + 1]! - marks[part]!);
	}
	return {
		nodes,
		entries: graph.colIdx.length,
		buildMs,
		noiseMs: median(times.noiseMs),
		stepMs: median(times.stepMs),
		metricsMs: median(times.metricsMs),
		digestMs: median(times.digestMs),
	};
}

const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
