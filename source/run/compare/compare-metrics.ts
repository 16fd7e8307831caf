import {join} from 'node:path';
import type {MetricsCompared} from './comparison.ts';
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
	/** On ticks that `a` alone has a row of, with what lies between two rows of `b`. */
	readonly between: MetricDifference;
}

/**
Compares the metrics of two runs, which may have been written at different intervals, in one pass through both logs: their memory does not grow with
the runs. `points`: how long curves may be. Throws `log-missing` when a log can't be read.
*/
export function compareMetrics(a: OpenedRun, b: OpenedRun, points: number): Promise<MetricsCompared> {
	const [from, to] = [Math.min(a.first, b.first), Math.max(a.last, b.last)];
	const path = ({directory}: OpenedRun) => join(directory, 'metrics.jsonl');
	return withMetricRows(path(a), a.lineage, one =>
		withMetricRows(path(b), b.lineage, other => compareRows(one, other, () => createBins(from, to, points))),
	);
}

async function compareRows(a: MetricRows, b: MetricRows, newBins: () => MetricBins): Promise<MetricsCompared> {
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
			each(a, row, (name, value) => {
				const {bins, rows, between} = keptOf(name);
				bins.add(0, tick, value);
				if (right?.tick === tick) rows.add(tick, value, valueIn(b, right, name));
				else if (left && right) {
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
	const at = named.some(([, {rows}]) => rows.rows > 0)
		? 'rows'
		: named.some(([, {between}]) => between.rows > 0)
			? 'between'
			: 'nothing';
	return {
		a: a.rows,
		b: b.rows,
		damaged: a.damaged + b.damaged,
		at,
		metrics: at === 'nothing' ? [] : named.map(([name, {[at]: difference}]) => difference.found(name)),
		curves: named.map(([name, {bins}]) => ({name, ...bins.curve()})),
	};
}
