import {columnOf} from './time-axis.ts';

/** What was measured over some time, thinned: of each entry the wall time (ms since 1970), mean, smallest and largest value. */
export interface Samples {
	readonly at: readonly number[];
	readonly mean: readonly number[];
	readonly low: readonly number[];
	readonly high: readonly number[];
}

/** The same, one entry a column of a chart; NaN where nothing is known. */
export interface Columns {
	readonly mean: Float64Array;
	readonly low: Float64Array;
	readonly high: Float64Array;
}

/** Columns without a sample between two with one are filled when no more time lies between than so many usual distances. */
const bridged = 3;

/**
Sorts samples, in order of time, into `count` columns from one wall time to another. Where samples are rarer than columns, straight lines go
from one to the next; a longer stretch without any, such as a pause, stays empty.
*/
export function columnsOf(samples: Samples, from: number, to: number, count: number): Columns {
	const columns: Columns = {
		mean: new Float64Array(count).fill(Number.NaN),
		low: new Float64Array(count).fill(Number.NaN),
		high: new Float64Array(count).fill(Number.NaN),
	};
	const longest = bridged * usualDistance(samples.at);
	let last: {readonly column: number; readonly at: number} | undefined;
	let taken = 0;
	for (const [index, at] of samples.at.entries()) {
		const mean = samples.mean[index];
		if (!(at >= from && at <= to) || !isNumber(mean)) continue;
		const column = columnOf(at, from, to, count);
		taken = column === last?.column ? taken + 1 : 1;
		put(columns, column, taken, mean, samples.low[index] ?? mean, samples.high[index] ?? mean);
		if (last && at - last.at <= longest) bridge(columns, last.column, column);
		last = {column, at};
	}
	return columns;
}

/** Over a wire what is no number is null. */
const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);

function put({mean, low, high}: Columns, column: number, taken: number, value: number, least: number, most: number) {
	if (taken === 1) {
		mean[column] = value;
		low[column] = least;
		high[column] = most;
		return;
	}
	const before = mean[column] ?? 0;
	mean[column] = before + (value - before) / taken;
	low[column] = Math.min(low[column] ?? least, least);
	high[column] = Math.max(high[column] ?? most, most);
}

function bridge(columns: Columns, left: number, right: number): void {
	for (let column = left + 1; column < right; column++) {
		const share = (column - left) / (right - left);
		for (const values of [columns.mean, columns.low, columns.high])
			values[column] = (values[left] ?? 0) * (1 - share) + (values[right] ?? 0) * share;
	}
}

/** Median distance between neighbours. */
function usualDistance(at: readonly number[]): number {
	const distances = Float64Array.from(at, (time, index) => time - (at[index - 1] ?? time)).subarray(1);
	return distances.sort()[distances.length >> 1] ?? 0;
}

/** Least and greatest value, and the mean of the means; undefined when there is no value. */
export function extentOf({
	mean,
	low,
	high,
}: Columns): {readonly mean: number; readonly low: number; readonly high: number} | undefined {
	let [sum, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const [column, value] of mean.entries()) {
		if (!Number.isFinite(value)) continue;
		count++;
		sum += value;
		least = Math.min(least, low[column] ?? value);
		most = Math.max(most, high[column] ?? value);
	}
	return count === 0 ? undefined : {mean: sum / count, low: least, high: most};
}
