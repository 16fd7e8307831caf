import test from 'ava';
import fc from 'fast-check';
import {hilbertIndex} from '../../source/connectome/hilbert.ts';

const cell = fc.nat(65_535);

test('the first cells of the curve, and its ends', t => {
	const step = 32_768;
	const quadrants = [
		[0, 0],
		[0, step],
		[step, step],
		[step, 0],
	] as const;
	t.deepEqual(
		quadrants.map(([x, y]) => Math.floor(hilbertIndex(x, y) / 2 ** 30)),
		[0, 1, 2, 3],
	);
	t.is(hilbertIndex(0, 0), 0);
	t.is(hilbertIndex(65_535, 0), 2 ** 32 - 1);
});

test('every cell of a block has a place of its own, and places one apart are cells one apart', t => {
	const side = 64;
	const at = new Map<number, readonly [number, number]>();
	for (let x = 0; x < side; x++) for (let y = 0; y < side; y++) at.set(hilbertIndex(x, y), [x, y]);
	const order = [...at.keys()].sort((a, b) => a - b);
	t.deepEqual(
		order,
		Array.from({length: side * side}, (_, i) => i),
		'the first block of the curve',
	);
	for (const index of order.slice(1)) {
		const [x = 0, y = 0] = at.get(index) ?? [];
		const [px = 0, py = 0] = at.get(index - 1) ?? [];
		t.is(Math.abs(x - px) + Math.abs(y - py), 1);
	}
});

test('indices are whole numbers below 4¹⁶', t => {
	fc.assert(
		fc.property(cell, cell, (x, y) => {
			const index = hilbertIndex(x, y);
			t.true(Number.isInteger(index) && index >= 0 && index < 4 ** 16);
		}),
	);
});
