import {streams, uniform} from '../base/threefry.ts';
import type {Positions} from './csr.ts';

/** Empty border on each side of the unit square, so that points at the edge are drawn whole. */
const margin = 0.02;

/** Angle between successive points of a sunflower head: no two of them line up, and the disc fills evenly. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/** Positions moved and scaled into the unit square with a small margin; the aspect ratio stays. One point, or all in one place: the middle. */
export function fitUnitSquare(x: ArrayLike<number>, y: ArrayLike<number>): Positions {
	const [left, right] = range(x);
	const [bottom, top] = range(y);
	const size = Math.max(right - left, top - bottom);
	const scale = size > 0 ? (1 - 2 * margin) / size : 0;
	return {
		x: Float32Array.from(x, value => 0.5 + (value - (left + right) / 2) * scale),
		y: Float32Array.from(y, value => 0.5 + (value - (bottom + top) / 2) * scale),
	};
}

/** Points of a sunflower head in the unit square, spread evenly over a disc; the seed turns it. */
export function initialLayout(n: number, seed: number): Positions {
	const turn = 2 * Math.PI * uniform(seed, streams.positions, 0, 0);
	const radius = (i: number) => (0.5 - margin) * Math.sqrt((i + 0.5) / n);
	return {
		x: Float32Array.from({length: n}, (_, i) => 0.5 + radius(i) * Math.cos(turn + i * goldenAngle)),
		y: Float32Array.from({length: n}, (_, i) => 0.5 + radius(i) * Math.sin(turn + i * goldenAngle)),
	};
}

/** How much of a coordinate is its rank: half keeps the shape, and lets the dense core have room although a few nodes stand far out. */
const rankShare = 0.5;

/** Positions in the unit square whose coordinates are half way to their ranks, so that outliers do not squeeze the rest together. */
export function spreadEvenly({x, y}: Positions): Positions {
	return fitUnitSquare(halfRanked(x), halfRanked(y));
}

function halfRanked(values: Float32Array): Float64Array {
	const [low, high] = range(values);
	const size = high > low ? high - low : 1;
	const sorted = values.slice().sort();
	const last = Math.max(1, values.length - 1);
	return Float64Array.from(
		values,
		value => ((1 - rankShare) * (value - low)) / size + (rankShare * rankOf(value, sorted)) / last,
	);
}

/** Middle of the places that a value has in sorted order: equal values share a rank. */
function rankOf(value: number, sorted: Float32Array): number {
	return (firstPlace(sorted, at => at >= value) + firstPlace(sorted, at => at > value) - 1) / 2;
}

function firstPlace(sorted: Float32Array, reached: (value: number) => boolean): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (reached(sorted[middle]!)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** Smallest and largest value; [0, 0] when there are none. */
function range(values: ArrayLike<number>): [number, number] {
	if (values.length === 0) return [0, 0];
	let [low, high] = [values[0]!, values[0]!];
	for (let i = 1; i < values.length; i++) {
		low = Math.min(low, values[i]!);
		high = Math.max(high, values[i]!);
	}
	return [low, high];
}
