import test from 'ava';
import fc from 'fast-check';
import {streams, uniform} from '../../source/base/threefry.ts';
import {hilbertIndex} from '../../source/connectome/hilbert.ts';
import {orderByPlace, randomPoints} from '../../source/connectome/points.ts';

test('points are the uniform numbers of their seed, in whatever parts they are drawn', t => {
	const n = 1001;
	const random = new Float32Array(2 * n);
	const places = new Uint32Array(n);
	for (const [from, to] of [
		[600, n],
		[0, 1],
		[1, 600],
	] as const)
		randomPoints(5, random, places, from, to);
	t.deepEqual(
		random,
		Float32Array.from({length: 2 * n}, (_, i) => uniform(5, streams.positions, 0, i)),
	);
	t.true(
		places.every(
			(place, i) =>
				place ===
				hilbertIndex(Math.floor((random[2 * i] ?? 0) * 65_536), Math.floor((random[2 * i + 1] ?? 0) * 65_536)),
		),
	);
});

test('points are sorted by place, equal places by number', t => {
	const place = fc.oneof(
		fc.nat(3),
		fc.integer({min: 0, max: 2 ** 32 - 1}),
		fc.constantFrom(2047, 2048, 2 ** 22, 2 ** 31),
	);
	fc.assert(
		fc.property(fc.array(place, {maxLength: 80}), list => {
			const order = new Int32Array(list.length);
			orderByPlace(Uint32Array.from(list), order);
			const sorted = [...list.keys()].sort((a, b) => (list[a] ?? 0) - (list[b] ?? 0) || a - b);
			t.deepEqual([...order], sorted);
		}),
	);
});
