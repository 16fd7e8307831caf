import test from 'ava';
import fc from 'fast-check';
import {densityOf, fillings} from '../../source/draw/density.ts';
import {wholeGraph} from '../../source/draw/graph-window.ts';
import {rasterOf} from '../../source/draw/raster.ts';
import {someNodes} from './some-nodes.ts';

test('few nodes are dots, and an even spread has one filling however many nodes there are', t => {
	t.true(densityOf([0, 3, 31, 8]).every(filling => filling === 0));
	for (const mean of [30, 45, 60, 120, 500]) {
		const {counts} = rasterOf(someNodes(mean * 800), wholeGraph, 40, 20);
		t.true(
			densityOf(counts).every((filling, cell) => filling === (counts[cell]! >= 32 ? 1 : 0)),
			`${mean}`,
		);
	}
});

test('a cluster stands out from what surrounds it', t => {
	const counts = [0, 10, 40, 45, 40, 42, 44, 41, 900, 40, 43, 20_000];
	t.deepEqual([...densityOf(counts)], [0, 0, 1, 1, 1, 1, 1, 1, 2, 1, 1, 3]);
});

test('more nodes are never drawn emptier', t => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: 0, max: 1_000_000}), {maxLength: 80}), counts => {
			const filling = densityOf(counts);
			const order = counts.map((_, cell) => cell).sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
			for (const [at, cell] of order.entries()) {
				t.true((filling[cell] ?? 0) >= (filling[order[at - 1] ?? -1] ?? 0));
				t.true((filling[cell] ?? 9) <= fillings.length);
			}
		}),
	);
});
