import {streams, threefry} from '../base/threefry.ts';
import {hilbertIndex} from './hilbert.ts';

/** 24 random bits as a number in [0, 1), exact in float32. */
const unit = 2 ** -24;

/**
Random points `from … to − 1` of a seed, each a function of its number alone: x and y in `random[2i]` and `random[2i + 1]`, uniform in
[0, 1), and their place along the Hilbert curve in `places[i]`.
*/
export function randomPoints(seed: number, random: Float32Array, places: Uint32Array, from: number, to: number): void {
	const block = new Uint32Array(2);
	for (let i = from; i < to; i++) {
		threefry(seed, streams.positions, 0, i, block); // what `uniform` gives for 2i and 2i + 1
		const x = (block[0]! >>> 8) * unit;
		const y = (block[1]! >>> 8) * unit;
		random[2 * i] = x;
		random[2 * i + 1] = y;
		places[i] = hilbertIndex(Math.floor(x * 65_536), Math.floor(y * 65_536));
	}
}

const radixBits = 11;
const radix = 1 << radixBits;

/** Writes the numbers of the points to `order`, sorted by place; equal places keep the order of their numbers. Sorted by digits, O(N). */
export function orderByPlace(places: Uint32Array, order: Int32Array): void {
	const n = places.length;
	const other = new Int32Array(n);
	for (let i = 0; i < n; i++) other[i] = i;
	let read: Int32Array = other;
	let written = order;
	// Three digits of 11 bits: an odd number of passes ends in `order`.
	for (let shift = 0; shift < 32; shift += radixBits) {
		const next = new Int32Array(radix + 1);
		for (let i = 0; i < n; i++) next[((places[i]! >>> shift) & (radix - 1)) + 1]!++;
		for (let digit = 0; digit < radix; digit++) next[digit + 1]! += next[digit]!;
		for (let at = 0; at < n; at++) {
			const i = read[at]!;
			written[next[(places[i]! >>> shift) & (radix - 1)]!++] = i;
		}
		[read, written] = [written, read];
	}
}
