import {stampBytes, writeStamp} from '../../records/recording/layout.ts';
import type {RecorderPlan} from './plan.ts';

/** What a recorder reads of a run. */
export interface Sampled {
	/** Writes the values of some nodes of variable `v` into `values`, one a node. */
	gather(v: number, nodes: Int32Array, values: Float32Array): void;
	/** A metric as it was measured last; NaN where there is none. */
	figure(metric: string): number;
}

/** A moment of a run: `time` is model time, s. */
export interface Moment {
	readonly tick: number;
	readonly epoch: number;
	readonly time: number;
}

/** Where rows go: room for one, of which every byte has to be written; undefined when there is none. */
export type RowSink = () => {readonly view: DataView; readonly floats: Float32Array; readonly at: number} | undefined;

/** Writes what a recorder has to say of a moment. */
export interface Sampler {
	/** Every row that is due goes to the sink. Returns how many had no room there. */
	sample(run: Sampled, moment: Moment, sink: RowSink): number;
	/** Crossings are counted from the state as it is now. */
	begin(run: Sampled): void;
}

/** The sampler of a plan. Allocates nothing from tick to tick. */
export function createSampler(plan: RecorderPlan): Sampler {
	if (plan.metrics.length > 0) return metricSampler(plan);
	return plan.spec.crossing ? crossingSampler(plan, plan.spec.crossing) : nodeSampler(plan);
}

function metricSampler({metrics}: RecorderPlan): Sampler {
	return {
		begin: () => undefined,
		sample(run, {tick, epoch, time}, sink) {
			const row = sink();
			if (!row) return 1;
			writeStamp(row.view, row.at, tick, epoch, time);
			for (const [i, metric] of metrics.entries())
				row.view.setFloat64(row.at + stampBytes + 8 * i, run.figure(metric), true);
			return 0;
		},
	};
}

function nodeSampler({nodes, variables}: RecorderPlan): Sampler {
	return {
		begin: () => undefined,
		sample(run, {tick, epoch, time}, sink) {
			const row = sink();
			if (!row) return 1;
			writeStamp(row.view, row.at, tick, epoch, time);
			const start = (row.at + stampBytes) / 4;
			variables.forEach((v, i) => {
				const from = start + i * nodes.length;
				run.gather(v, nodes, row.floats.subarray(from, from + nodes.length));
			});
			return 0;
		},
	};
}

/** A node crosses upwards when it comes from the level or below it to above it, and downwards the other way round. */
function crossingSampler({nodes, variables: [variable = 0]}: RecorderPlan, {side, level}: Crossing): Sampler {
	const sign = side === 'above' ? 1 : -1;
	// As the field has it: 0.1 of float32 is not above 0.1.
	const bar = sign * Math.fround(level);
	let before = new Float32Array(nodes.length);
	let now = new Float32Array(nodes.length);
	return {
		begin: run => run.gather(variable, nodes, before),
		sample(run, {tick, epoch, time}, sink) {
			let lost = 0;
			run.gather(variable, nodes, now);
			for (let i = 0; i < nodes.length; i++) {
				if (!(sign * (now[i] ?? 0) > bar && sign * (before[i] ?? 0) <= bar)) continue;
				const row = sink();
				if (!row) {
					lost++;
					continue;
				}
				writeStamp(row.view, row.at, tick, epoch, time);
				row.view.setInt32(row.at + stampBytes, nodes[i] ?? 0, true);
			}
			[before, now] = [now, before];
			return lost;
		},
	};
}

type Crossing = NonNullable<RecorderPlan['spec']['crossing']>;
