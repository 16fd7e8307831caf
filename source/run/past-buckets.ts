import type {HistorySlice} from './past.ts';
import {addRow, addTotals, type Names, newTotals, type Rows, type Summary, type Totals} from './past-rows.ts';

/** Equal stretches of time that rows are sorted into. */
export interface Buckets {
	/** A row that lies between the bounds; others are passed over. */
	addRow(rows: Rows, row: number): void;
	/** Rows that were taken together, as if all had been measured when the middle one was. */
	addSummary(summary: Summary): void;
	slice(first: number, last: number): HistorySlice;
}

type Stamped = Pick<Summary, 'at' | 'tick' | 'epoch' | 'count'>;

interface Bucket {
	/** What fell into it, in order. */
	readonly parts: Stamped[];
	totals: Totals;
}

/** Buckets between two wall times, both included, ms since 1970. `names` may still grow. */
export function createBuckets(from: number, to: number, points: number, names: Names): Buckets {
	const buckets = new Map<number, Bucket>();

	function bucketOf(at: number): Bucket {
		const place = to > from ? Math.min(points - 1, Math.floor(((at - from) / (to - from)) * points)) : 0;
		const known = buckets.get(place) ?? {parts: [], totals: newTotals(names.size)};
		if (known.totals.length < 4 * names.size) {
			const wider = newTotals(names.size);
			wider.set(known.totals);
			known.totals = wider;
		}
		buckets.set(place, known);
		return known;
	}

	function add(part: Stamped): Bucket | undefined {
		if (!(part.at >= from && part.at <= to)) return undefined;
		const bucket = bucketOf(part.at);
		bucket.parts.push(part);
		return bucket;
	}

	return {
		addRow(rows, row) {
			const [at = 0, tick = 0, epoch = 0] = [rows.at[row], rows.tick[row], rows.epoch[row]];
			const bucket = add({at, tick, epoch, count: 1});
			if (bucket) addRow(bucket.totals, rows, row);
		},
		addSummary(summary) {
			const {at, tick, epoch, count, totals} = summary;
			const bucket = add({at, tick, epoch, count});
			if (bucket) addTotals(bucket.totals, totals);
		},
		slice(first, last) {
			const filled = [...buckets].sort(([a], [b]) => a - b).map(([, bucket]) => bucket);
			const middles = filled.map(({parts}) => middleOf(parts));
			return {
				first,
				last,
				at: middles.map(each => each.at),
				tick: middles.map(each => each.tick),
				epoch: middles.map(each => each.epoch),
				series: Object.fromEntries([...names].map(([name, measure]) => [name, seriesOf(filled, measure)])),
			};
		},
	};
}

/** What holds the middle row of them all. */
function middleOf(parts: readonly Stamped[]): Stamped {
	let left = parts.reduce((sum, {count}) => sum + count, 0) >> 1;
	for (const part of parts) {
		if (left < part.count) return part;
		left -= part.count;
	}
	return {at: 0, tick: 0, epoch: 0, count: 0};
}

function seriesOf(filled: readonly Bucket[], measure: number): HistorySlice['series'][string] {
	const column = (of: (count: number, at: number, totals: Totals) => number | undefined) =>
		filled.map(({totals}) => {
			const at = 4 * measure;
			const count = totals[at] ?? 0;
			return count === 0 ? Number.NaN : (of(count, at, totals) ?? Number.NaN);
		});
	return {
		mean: column((count, at, totals) => (totals[at + 1] ?? Number.NaN) / count),
		low: column((_, at, totals) => totals[at + 2]),
		high: column((_, at, totals) => totals[at + 3]),
	};
}
