import type {MetricCompared} from './comparison.ts';

/** Takes in the values of one metric, tick by tick, and says how they differ. */
export interface MetricDifference {
	/** Values of one tick; one that is no number in either run is passed over. */
	add(tick: number, a: number, b: number): void;
	/** A value of a tick on which the states are equal, and the metric with them. */
	addEqual(): void;
	readonly rows: number;
	found(name: string): MetricCompared;
}

/** Relative differences below it are those of rounding: sums of the same numbers in another order. */
const noise = 1e-12;

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
			const here = Math.max(Math.abs(a), Math.abs(b));
			size = Math.max(size, here);
			if (difference <= noise * here) {
				equal++;
				return;
			}
			sum += difference;
			if (difference <= largest) return;
			largest = difference;
			largestTick = tick;
		},
		addEqual() {
			rows++;
			equal++;
		},
		found(name) {
			if (largest <= noise * size) return {name, largest: 0, largestTick: 0, mean: 0, relative: 0, rows, equal: rows};
			return {name, largest, largestTick, mean: sum / rows, relative: largest / size, rows, equal};
		},
	};
}
