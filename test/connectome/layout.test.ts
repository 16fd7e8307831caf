import test from 'ava';
import {layoutMethod, layoutOf} from '../../source/connectome/graph-layout.ts';
import {fitUnitSquare, initialLayout, spreadEvenly} from '../../source/connectome/layout.ts';
import {readFixture} from './readers/graph-text.ts';

const inside = (values: Float32Array) => values.every(value => value >= 0 && value <= 1);

test('positions keep their shape inside the unit square', t => {
	const {x, y} = fitUnitSquare([100, 300, 200], [-5, 45, 20]);
	t.deepEqual(
		[...x].map(value => value.toFixed(3)),
		['0.020', '0.980', '0.500'],
	);
	t.deepEqual(
		[...y].map(value => value.toFixed(3)),
		['0.380', '0.620', '0.500'],
	);
});

test('one point, points in one place and no points are no trouble', t => {
	t.deepEqual([...fitUnitSquare([7], [3]).x], [0.5]);
	t.deepEqual([...fitUnitSquare([2, 2], [5, 5]).y], [0.5, 0.5]);
	t.is(fitUnitSquare([], []).x.length, 0);
	t.deepEqual([...spreadEvenly({x: Float32Array.of(4), y: Float32Array.of(4)}).x], [0.5]);
});

test('the initial layout fills a disc evenly, is a function of the seed and never repeats a place', t => {
	const {x, y} = initialLayout(1000, 1);
	t.true(inside(x) && inside(y));
	const inner = x.filter((value, i) => Math.hypot(value - 0.5, (y[i] ?? 0) - 0.5) < 0.48 / Math.SQRT2).length;
	t.is(inner, 500, 'half of the points on half of the area');
	t.is(new Set(Array.from(x, (value, i) => `${value},${y[i]}`)).size, 1000);
	t.deepEqual(initialLayout(1000, 1), {x, y});
	t.notDeepEqual(initialLayout(1000, 2), {x, y});
});

test('spreading keeps the order of coordinates and gives the core room beside outliers', t => {
	const x = Float32Array.from({length: 100}, (_, i) => (i === 99 ? 1000 : i / 100));
	const spread = spreadEvenly({x, y: x}).x;
	t.true(spread.every((value, i) => i === 0 || value > (spread[i - 1] ?? 1)));
	t.true((spread[98] ?? 0) - (spread[0] ?? 0) > 0.4);
});

/** A grid of `side` × `side` nodes, stored in scrambled order. */
function grid(side: number) {
	const n = side * side;
	const id = (row: number, column: number) => ((row * side + column) * 7919) % n;
	const edges: [number, number][] = [];
	for (let i = 0; i < side; i++) {
		for (let j = 0; j + 1 < side; j++) edges.push([id(i, j), id(i, j + 1)], [id(j, i), id(j + 1, i)]);
	}
	return {
		n,
		source: Int32Array.from(edges, ([a]) => a),
		target: Int32Array.from(edges, ([, b]) => b),
		weight: new Float32Array(edges.length).fill(1),
	};
}

test('neighbours come to lie near each other, and the grid fills the square', t => {
	const {n, ...edges} = grid(20);
	const {x, y} = layoutOf(n, edges);
	t.true(inside(x) && inside(y));
	const distance = (i = 0, j = 0) => Math.hypot((x[i] ?? 0) - (x[j] ?? 0), (y[i] ?? 0) - (y[j] ?? 0));
	const mean = edges.source.reduce((sum, i, e) => sum + distance(i, edges.target[e]), 0) / edges.source.length;
	t.true(mean < 0.1, `mean length of an edge ${mean}`);
	const cells = new Set(Array.from(x, (value, i) => `${Math.floor(value * 5)},${Math.floor((y[i] ?? 0) * 5)}`));
	t.true(cells.size >= 20, `${cells.size} of 25 fields hold a node`);
});

test('the same edges give the same positions', t => {
	const {n, ...edges} = grid(12);
	t.deepEqual(layoutOf(n, edges), layoutOf(n, edges));
});

test('nodes that nothing ties to the rest stay in the picture and leave room for it', t => {
	const {n, ...edges} = grid(15);
	const {x, y} = layoutOf(n + 10, edges);
	t.true(inside(x) && inside(y));
	const core = x.subarray(0, n);
	t.true(Math.max(...core) - Math.min(...core) > 0.5);
});

test('a graph of typed edges both ways is laid out, and its arrays stay as they were', t => {
	const table = readFixture('worm-excerpt.csv');
	const before = table.source.slice();
	const {x} = layoutOf(table.n, table);
	t.is(new Set(x).size > table.n / 2, true);
	t.deepEqual(table.source, before);
});

test('large graphs take the cheaper layout', t => {
	t.is(layoutMethod(200_000, 0), 'ForceAtlas2');
	t.is(layoutMethod(200_001, 0), 'pivot MDS');
	t.is(layoutMethod(100_000, 5e6), 'ForceAtlas2');
	t.is(layoutMethod(138_639, 15e6), 'pivot MDS', 'forces along so many edges take as long as those of many nodes');
	const n = 200_001;
	const ring = {
		source: Int32Array.from({length: n}, (_, i) => i),
		target: Int32Array.from({length: n}, (_, i) => (i + 1) % n),
		weight: new Float32Array(n).fill(1),
	};
	const {x, y} = layoutOf(n, ring);
	t.true(inside(x) && inside(y));
});
