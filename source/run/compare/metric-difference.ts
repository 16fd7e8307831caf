import type {MetricCompared} from './comparison.ts';

/** Takes in the values of one metric, tick by tick, and says how they differ. */
export interface MetricDifference {
	/** Values of one tick; one that is no number in either run is passed over. */
	add(tick: number, a: number, b: number): void;
	readonly rows: number;
	found(name: string): MetricCompared;
}

export function createDifference(): MetricDifference {
	let [largest, largestTick, sum, size, rows, equal] = [0, 0, 0, 0, 0, 0];
	return {
		get rows() {
			return rows;
		},
		add(tick, a, b) {
			const difference = Math.abs(b - a);
			if (!Number.isFinite(difference)) return;
			rows++;
			if (a === b) equal++;
			sum += difference;
			size = Math.max(size, Math.abs(a), Math.abs(b));
			if (difference <= largest) return;
			largest = difference;
			largestTick = tick;
		},
		found: name => ({
			name,
			largest,
			largestTick,
			mean: rows === 0 ? 0 : sum / rows,
			relative: size === 0 ? 0 : largest / size,
			rows,
			equal,
		}),
	};
}
