import test from 'ava';
import fc from 'fast-check';
import {densityOf, fillings} from '../../source/draw/density.ts';
import {wholeGraph} from '../../source/draw/graph-window.ts';
import {rasterOf} from '../../source/draw/raster.ts';
import {someNodes} from './some-nodes.ts';

/** The fillings of cells in which every dot is set. */
const fillingsOf = (counts: readonly number[]) => densityOf(counts, new Uint8Array(counts.length).fill(255));

test('few nodes are dots, and an even spread has one filling however many nodes there are', t => {
	t.true(fillingsOf([0, 3, 31, 8]).every(filling => filling === 0));
	for (const mean of [30, 45, 60, 120, 500]) {
		const {counts, dots} = rasterOf(someNodes(mean * 800), wholeGraph, 40, 20);
		t.true(
			densityOf(counts, dots).every((filling, cell) => filling === (counts[cell]! >= 32 && dots[cell] === 255 ? 1 : 0)),
			`${mean}`,
		);
	}
});

test('a cluster stands out from what surrounds it', t => {
	const counts = [0, 10, 40, 45, 40, 42, 44, 41, 900, 40, 43, 20_000];
	t.deepEqual([...fillingsOf(counts)], [0, 0, 1, 1, 1, 1, 1, 1, 2, 1, 1, 3]);
});

test('a line and a heap of nodes stay dots, however many there are', t => {
	const n = 100_000;
	const line = {x: new Float32Array(n).fill(0.51), y: Float32Array.from({length: n}, (_, i) => i / n)};
	const heap = {x: new Float32Array(n).fill(0.51), y: new Float32Array(n).fill(0.3)};
	for (const places of [line, heap]) {
		const {counts, dots} = rasterOf(places, wholeGraph, 20, 6);
		t.true(Math.max(...counts) > 1000);
		t.true(densityOf(counts, dots).every(filling => filling === 0));
	}
	const counts = [50_000, 40, 45];
	t.deepEqual([...densityOf(counts, Uint8Array.of(0x40, 255, 255))], [0, 1, 1], 'nor do they make others emptier');
});

test('more nodes are never drawn emptier', t => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: 0, max: 1_000_000}), {maxLength: 80}), counts => {
			const filling = fillingsOf(counts);
			const order = counts.map((_, cell) => cell).sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
			for (const [at, cell] of order.entries()) {
				t.true((filling[cell] ?? 0) >= (filling[order[at - 1] ?? -1] ?? 0));
				t.true((filling[cell] ?? 9) <= fillings.length);
			}
		}),
	);
});
