import {scaleLinear} from 'd3-scale';
import {count} from './numbers.ts';
import {widthOf} from './text.ts';

/** What the values of an axis may be. */
export interface Quantity {
	readonly min: number;
	readonly max: number;
	/** Only whole numbers are marked. */
	readonly whole: boolean;
}

export interface Mark {
	readonly value: number;
	readonly label: string;
}

export interface Axis {
	readonly domain: readonly [number, number];
	readonly marks: readonly Mark[];
}

/** Size of the labels of an axis, pixels. */
export const labelSize = 17;

/** An axis that holds every finite value of all series with some air, at most about `steps` marks, inside the quantity's bounds. */
export function valueAxis(series: readonly Float64Array[], quantity: Quantity, steps = 5): Axis {
	const scale = scaleLinear()
		.domain(airy(extent(series), quantity))
		.nice(steps);
	return {domain: ends(scale.domain()), marks: marksOf(scale, steps, quantity.whole)};
}

/** The axis of ticks, from the first to the last, with as many marks as fit in `length` pixels without touching. */
export function tickAxis(tick: Float64Array, length: number): Axis {
	const [low, high] = extent([tick]);
	const scale = scaleLinear().domain(high > low ? [low, high] : [Math.max(0, low - 1), low + 1]);
	for (let steps = 8; steps > 0; steps--) {
		const marks = wholeMarks(scale.ticks(steps));
		const widest = Math.max(0, ...marks.map(mark => widthOf(mark.label, labelSize)));
		if (marks.length * (widest + 2 * labelSize) <= length) return {domain: ends(scale.domain()), marks};
	}
	return {domain: ends(scale.domain()), marks: wholeMarks(scale.ticks(1)).slice(0, 1)};
}

const wholeMarks = (values: readonly number[]): Mark[] =>
	values.filter(Number.isInteger).map(value => ({value, label: count(value)}));

function marksOf(scale: ReturnType<typeof scaleLinear<number, number>>, steps: number, whole: boolean): Mark[] {
	const size = Math.max(...scale.domain().map(Math.abs));
	const values = scale.ticks(steps);
	if (whole && size < 1e8) return wholeMarks(values);
	const format = scale.tickFormat(steps, size >= 1e8 ? 's' : size < 1e-3 ? 'e' : ',f');
	return values.map(value => ({value, label: value === 0 ? '0' : format(value)}));
}

/** Smallest and largest finite value; [0, 0] without any. */
function extent(series: readonly Float64Array[]): [number, number] {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const values of series) {
		for (const value of values) {
			if (!Number.isFinite(value)) continue;
			if (value < low) low = value;
			if (value > high) high = value;
		}
	}
	return low <= high ? [low, high] : [0, 0];
}

/** Adds room around the values; a constant gets a range of its own size, so that it shows as a line across the middle. */
function airy([low, high]: [number, number], {min, max, whole}: Quantity): [number, number] {
	const size = Math.max(Math.abs(low), Math.abs(high));
	const constant = high - low <= Math.max(1e-7 * size, 1e-12);
	const own = size > 1e-12 ? 0.05 * size : 0.5;
	const air = constant ? Math.max(whole ? 1 : 0, own) : 0.06 * (high - low);
	const floor = low >= 0 ? Math.max(0, min) : min; // What never was negative gets no negative axis.
	return [Math.max(floor, low - air), Math.min(max, high + air)];
}

const ends = (domain: readonly number[]): [number, number] => [domain[0] ?? 0, domain.at(-1) ?? 1];
