import test from 'ava';
import fc from 'fast-check';
import {dotAt, following, isIn, mostZoom, panned, shareOf, wholeGraph, zoomed} from '../../source/draw/graph-window.ts';

const place = fc.double({min: 0, max: 1, noNaN: true});
const moves = fc.array(
	fc.oneof(
		fc.record({factor: fc.double({min: 0.1, max: 10, noNaN: true})}),
		fc.record({right: fc.double({min: -2, max: 2, noNaN: true}), down: fc.double({min: -2, max: 2, noNaN: true})}),
	),
	{maxLength: 12},
);
const anyWindow = moves.map(all =>
	all.reduce(
		(window, move) => ('factor' in move ? zoomed(window, move.factor) : panned(window, move.right, move.down)),
		wholeGraph,
	),
);
const close = (a: number, b: number) => Math.abs(a - b) < 1e-9;

test('no move leaves the unit square', t => {
	fc.assert(
		fc.property(anyWindow, ({x, y, zoom}) => {
			t.true(zoom >= 1 && zoom <= mostZoom);
			for (const centre of [x, y]) {
				t.true(centre - 0.5 / zoom > -1e-9);
				t.true(centre + 0.5 / zoom < 1 + 1e-9);
			}
		}),
	);
});

test('looking nearer keeps the centre, and looking as much farther again gives the window back', t => {
	fc.assert(
		fc.property(anyWindow, fc.double({min: 1, max: 8, noNaN: true}), (window, factor) => {
			fc.pre(window.zoom * factor <= mostZoom);
			const near = zoomed(window, factor);
			t.true(close(near.x, window.x) && close(near.y, window.y));
			const back = zoomed(near, 1 / factor);
			t.true(close(back.x, window.x) && close(back.y, window.y) && Math.abs(back.zoom / window.zoom - 1) < 1e-9);
		}),
	);
});

test('a window moves by its own size, until it meets the border', t => {
	const near = zoomed(wholeGraph, 4);
	t.deepEqual(panned(near, 0.5, -0.25), {x: 0.625, y: 0.4375, zoom: 4});
	t.deepEqual(panned(near, 99, -99), {x: 0.875, y: 0.125, zoom: 4});
	t.deepEqual(panned(wholeGraph, 1, 1), wholeGraph);
});

test('whatever is followed lies in the window, at the border too, and what lies in it moves nothing', t => {
	fc.assert(
		fc.property(anyWindow, fc.oneof(place, fc.constantFrom(0, 1, Number.NaN)), place, (window, x, y) => {
			const after = following(window, x, y);
			const [across, down] = [shareOf(x, after.x, after.zoom), shareOf(y, after.y, after.zoom)];
			t.true(isIn(across) && isIn(down));
			t.true(dotAt(across, 80) >= 0 && dotAt(across, 80) < 80);
			t.is(after.zoom, window.zoom);
			t.is(following(after, x, y), after);
		}),
	);
});
