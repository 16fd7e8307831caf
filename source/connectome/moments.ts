/*
Mean and variance in float64, in an order of summation that threads can share: blocks of nodes, within a block four sums by i mod 4 of the differences
to its first value, the blocks put together one after the other (Chan, Golub and LeVeque, The American Statistician 37, 1983). So the bits do not depend
on who adds, and a field far from 0 loses none.
*/

/** Nodes in a block. */
const blockNodes = 4096;

export interface Moments {
	readonly mean: number;
	/** Of the population. */
	readonly variance: number;
}

/** Mean and variance of N values; NaN for none. */
export function moments(field: Float32Array): Moments {
	const blocks = Math.ceil(field.length / blockNodes);
	const sums = new Float64Array(3 * blocks);
	for (let block = 0; block < blocks; block++) addBlock(field, block, sums);
	return combined(field.length, sums);
}

function addBlock(field: Float32Array, block: number, out: Float64Array): void {
	const from = block * blockNodes;
	const to = Math.min(from + blockNodes, field.length);
	const origin = field[from]!;
	const sum = [0, 0, 0, 0];
	const square = [0, 0, 0, 0];
	for (let i = from; i < to; i++) {
		const d = field[i]! - origin;
		sum[i & 3]! += d;
		square[i & 3]! += d * d;
	}
	out[3 * block] = origin;
	out[3 * block + 1] = sum[0]! + sum[1]! + (sum[2]! + sum[3]!);
	out[3 * block + 2] = square[0]! + square[1]! + (square[2]! + square[3]!);
}

/** Moments of N values from three numbers a block: first value, sum of the differences to it, sum of their squares. */
export function combined(n: number, sums: Float64Array): Moments {
	let count = 0;
	let mean = 0;
	let squares = 0;
	for (let block = 0; 3 * block < sums.length; block++) {
		const size = Math.min(blockNodes, n - block * blockNodes);
		const sum = sums[3 * block + 1]!;
		const delta = sums[3 * block]! + sum / size - mean;
		const total = count + size;
		squares += sums[3 * block + 2]! - (sum * sum) / size + (delta * delta * count * size) / total;
		mean += (delta * size) / total;
		count = total;
	}
	return {mean: n === 0 ? Number.NaN : mean, variance: n === 0 ? Number.NaN : Math.max(0, squares / n)};
}
