import {join} from 'node:path';
import type {MetricsCompared, StatesCompared} from './comparison.ts';
import {type EqualTicks, equalTicks} from './equal-ticks.ts';
import {createBins, type MetricBins} from './metric-bins.ts';
import {createDifference, type MetricDifference} from './metric-difference.ts';
import {type MetricRow, type MetricRows, withMetricRows} from './metric-rows.ts';
import type {OpenedRun} from './opened-run.ts';

/** Figures of the clock and the processor, which no two runs have in common. */
const besides = new Set(['time', 'measuredTick', 'stepMs', 'tickMs']);

/** What is kept of a metric while two logs are read. */
interface Kept {
	readonly bins: MetricBins;
	/** On ticks that both have a row of. */
	readonly rows: MetricDifference;
	/** On ticks that `a` alone has a row of, with what lies between two rows of `b`; on ticks with equal states with nothing. */
	readonly between: MetricDifference;
}

export interface MetricOptions {
	/** What is known of the states. */
	readonly states: StatesCompared | undefined;
	/** How long curves may be. */
	readonly points: number;
}

/**
Compares the metrics of two runs, which may have been written at different intervals, in one pass through both logs: their memory does not grow with
the runs. Where their states are equal nothing is compared: a metric that lags behind its state, or lies between two rows, is no difference of the runs.
Throws `log-missing` when a log can't be read.
*/
export function compareMetrics(a: OpenedRun, b: OpenedRun, {states, points}: MetricOptions): Promise<MetricsCompared> {
	const common = [Math.max(a.first, b.first), Math.min(a.last, b.last)] as const;
	// Runs without a common tick have curves too, each its own.
	const [from, to] = common[0] <= common[1] ? common : [Math.min(a.first, b.first), Math.max(a.last, b.last)];
	const setup = {equal: equalTicks(states), newBins: () => createBins(from, to, points)};
	const path = ({directory}: OpenedRun) => join(directory, 'metrics.jsonl');
	return withMetricRows(path(a), a.lineage, one =>
		withMetricRows(path(b), b.lineage, other => compareRows(one, other, setup)),
	);
}

async function compareRows(
	a: MetricRows,
	b: MetricRows,
	{equal, newBins}: {readonly equal: EqualTicks; newBins(): MetricBins},
): Promise<MetricsCompared> {
	/** Ticks, outside of those with equal states, that were compared in each way. */
	const compared = {rows: 0, between: 0};
	let common = 0;
	const kept = new Map<string, Kept>();
	const keptOf = (name: string): Kept => {
		const known = kept.get(name) ?? {bins: newBins(), rows: createDifference(), between: createDifference()};
		kept.set(name, known);
		return known;
	};
	const each = ({names}: MetricRows, {values}: MetricRow, action: (name: string, value: number) => void) => {
		for (const [name, index] of names) {
			const value = values[index];
			if (value !== undefined && !besides.has(name)) action(name, value);
		}
	};
	const valueIn = (rows: MetricRows, row: MetricRow, name: string) =>
		row.values[rows.names.get(name) ?? -1] ?? Number.NaN;

	let [one, other] = [await a.next(), await b.next()];
	let before: MetricRow | undefined; // the row of b before `other`
	while (one ?? other) {
		const [here, there] = [one?.tick ?? Number.POSITIVE_INFINITY, other?.tick ?? Number.POSITIVE_INFINITY];
		if (one && here <= there) {
			const {tick} = one;
			const [row, left, right] = [one, before, other];
			const same = equal(tick);
			const inBoth = right?.tick === tick;
			const lies = left && right && !inBoth && !equal(left.tick) && !equal(right.tick);
			if (inBoth) common++;
			if (!same && inBoth) compared.rows++;
			else if (!same && lies) compared.between++;
			each(a, row, (name, value) => {
				const {bins, rows, between} = keptOf(name);
				bins.add(0, tick, value);
				if (same) {
					if (inBoth && Number.isFinite(valueIn(b, right, name))) rows.addEqual();
					between.addEqual();
				} else if (inBoth) rows.add(tick, value, valueIn(b, right, name));
				else if (lies) {
					const share = (tick - left.tick) / (right.tick - left.tick);
					between.add(tick, value, (1 - share) * valueIn(b, left, name) + share * valueIn(b, right, name));
				}
			});
			one = await a.next();
		}
		if (other && there <= here) {
			const {tick} = other;
			each(b, other, (name, value) => keptOf(name).bins.add(1, tick, value));
			before = other;
			other = await b.next();
		}
	}
	const named = [...kept];
	const at = wayOf({...compared, common, states: named.some(([, {between}]) => between.rows > 0)});
	const foundOf = (name: string, {rows, between}: Kept) => {
		if (at === 'rows') return rows.found(name);
		return (b.names.has(name) ? between : createDifference()).found(name); // what one run alone has is compared nowhere
	};
	return {
		a: a.rows,
		b: b.rows,
		damaged: a.damaged + b.damaged,
		at,
		metrics: at === 'nothing' ? [] : named.map(([name, each]) => foundOf(name, each)),
		curves: named.map(([name, {bins}]) => ({name, ...bins.curve()})),
	};
}

/** What metrics are told by: rows of the same ticks where the states differ, what lies between rows of those, else what is known without either. */
function wayOf(ticks: {
	readonly rows: number;
	readonly between: number;
	readonly common: number;
	readonly states: boolean;
}): MetricsCompared['at'] {
	if (ticks.rows > 0) return 'rows';
	if (ticks.between > 0) return 'between';
	if (ticks.common > 0) return 'rows';
	return ticks.states ? 'states' : 'nothing';
}
