import test from 'ava';
import fc from 'fast-check';
import {panned, wholeGraph, zoomed} from '../../source/draw/graph-window.ts';
import {createNodeGrid} from '../../source/draw/node-grid.ts';
import {meansOf, rasterOf, sampleOf} from '../../source/draw/raster.ts';
import {someNodes} from './some-nodes.ts';

const anyNodes = fc.array(fc.tuple(fc.float(), fc.float(), fc.float({min: 0, max: 1, noNaN: true})), {
	minLength: 1,
	maxLength: 60,
});
const anySide = fc.integer({min: 1, max: 9});
const anyWindow = fc
	.tuple(fc.double({min: 1, max: 60, noNaN: true}), fc.double({min: -4, max: 4, noNaN: true}))
	.map(([zoom, right]) => panned(zoomed(wholeGraph, zoom), right, -right));

test('cells hold the nodes of the window, and the mean of each is that of all its nodes where none are left out', t => {
	fc.assert(
		fc.property(anyNodes, anyWindow, anySide, anySide, (nodes, window, columns, rows) => {
			const places = {x: Float32Array.from(nodes, ([x]) => x), y: Float32Array.from(nodes, ([, y]) => y)};
			const field = Float32Array.from(nodes, ([, , value]) => value);
			const raster = rasterOf(places, window, columns, rows);
			if (window.zoom === 1) t.is(raster.shown, nodes.length);
			t.is(
				raster.counts.reduce((sum, count) => sum + count, 0),
				raster.shown,
			);
			for (const [cell, count] of raster.counts.entries()) t.is(count > 0, raster.dots[cell] !== 0);
			const sample = sampleOf(places, window, raster, 60);
			t.deepEqual(sample.taken, raster.counts);
			const means = new Float32Array(columns * rows);
			meansOf(field, sample, means);
			for (const [cell, mean] of means.entries()) {
				const own = [...sample.nodes].filter((_, at) => sample.cells[at] === cell).map(node => field[node] ?? 0);
				if (own.length === 0) t.true(Number.isNaN(mean));
				else t.true(Math.abs(mean - own.reduce((sum, value) => sum + value, 0) / own.length) < 1e-5);
			}
		}),
	);
});

test('of many nodes a cell has so many looked at, evenly taken, however many there are', t => {
	const [columns, rows, most] = [20, 10, 8];
	for (const n of [20_000, 200_000]) {
		const places = someNodes(n);
		const raster = rasterOf(places, wholeGraph, columns, rows);
		const {nodes, cells, taken} = sampleOf(places, wholeGraph, raster, most);
		t.is(nodes.length, columns * rows * most, 'the cost of a frame is that of the picture');
		t.true(taken.every(count => count === most));
		t.true(nodes.every((node, at) => at === 0 || node > (nodes[at - 1] ?? 0)));
		const seen = [...nodes].filter((_, at) => cells[at] === 7);
		t.true((seen[0] ?? n) < n / 2 && (seen.at(-1) ?? 0) > n / 2, 'from all of the graph');
		const means = new Float32Array(columns * rows);
		meansOf(places.x, {nodes, cells, taken}, means);
		for (const [cell, mean] of means.entries()) t.true(Math.abs(mean - ((cell % columns) + 0.5) / columns) < 0.03);
	}
});

test('a grid finds the nodes of a small window, and so the same cells', t => {
	const places = someNodes(5000);
	const grid = createNodeGrid(places);
	t.is(grid.near(wholeGraph), undefined, 'a pass over all is quicker');
	fc.assert(
		fc.property(anyWindow, window => {
			const among = grid.near(zoomed(window, 4));
			const near = zoomed(window, 4);
			t.true(among !== undefined && among.length < 5000);
			const all = rasterOf(places, near, 8, 5);
			const found = rasterOf(places, near, 8, 5, among);
			t.deepEqual(found, all);
			t.deepEqual(sampleOf(places, near, found, 3, among), sampleOf(places, near, all, 3));
		}),
	);
});
