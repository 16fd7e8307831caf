import test from 'ava';
import fc from 'fast-check';
import {createGraphCells, layers} from '../../source/draw/graph-cells.ts';
import {clipLine} from '../../source/draw/graph-clip.ts';
import {firstLines, layLines} from '../../source/draw/graph-lines.ts';
import {planScene} from '../../source/draw/graph-scene.ts';
import {wholeGraph, zoomed} from '../../source/draw/graph-window.ts';
import {anyGraph, graphOf, ringGraph} from '../ui/views/graph-fixtures.ts';

test('a line is cut where it leaves the field, and lies on the whole line', t => {
	t.deepEqual(clipLine(2, 2, 5, 3, 10, 10), [2, 2, 5, 3]);
	t.deepEqual(clipLine(-10, 5, 20, 5, 10, 10), [0, 5, 9, 5]);
	t.is(clipLine(-5, -1, 20, -1, 10, 10), undefined);
	t.is(clipLine(-5, 4, 4, -5, 10, 10), undefined);
	const far = fc.double({min: -1e4, max: 1e4, noNaN: true});
	fc.assert(
		fc.property(far, far, far, far, (x, y, endX, endY) => {
			const part = clipLine(x, y, endX, endY, 80, 40);
			if (!part) return;
			for (const [atX, atY] of [part.slice(0, 2), part.slice(2)] as [number, number][]) {
				t.true(Number.isInteger(atX) && atX >= 0 && atX < 80 && Number.isInteger(atY) && atY >= 0 && atY < 40);
				const [dx, dy] = [endX - x, endY - y];
				const away = Math.abs(dx * (atY - y) - dy * (atX - x)) / Math.max(1e-9, Math.hypot(dx, dy));
				t.true(away <= Math.SQRT2 + 1e-6 || Math.hypot(dx, dy) < 2, `${away}`);
			}
		}),
	);
});

test('a scene holds the nodes in its window, each in a cell of it, and lines in it alone', t => {
	const factor = fc.double({min: 1, max: 300, noNaN: true});
	fc.assert(
		fc.property(
			anyGraph(30),
			factor,
			fc.integer({min: 1, max: 60}),
			fc.integer({min: 1, max: 30}),
			(graph, by, width, height) => {
				const window = zoomed(wholeGraph, by);
				const scene = planScene(graph, window, width, height);
				const at = (value = 0) => (value > 0 ? Math.min(value, 1) : 0);
				for (let i = 0; i < graph.n; i++) {
					const away = Math.max(Math.abs(at(graph.x[i]) - 0.5), Math.abs(at(graph.y[i]) - 0.5)) * window.zoom;
					if (Math.abs(away - 0.5) < 1e-4) continue; // the border itself
					t.is(scene.nodes.includes(i), away < 0.5);
				}
				t.is(
					scene.nodesIn.reduce((sum, count) => sum + count, 0),
					scene.nodes.length,
				);
				for (const cell of [...scene.nodeCell, ...scene.lines.cell]) t.true(cell >= 0 && cell < width * height);
				t.is(scene.lines.start.at(-1), scene.lines.cell.length);
			},
		),
	);
});

test('edges are drawn up to a share of all dots, and none where single ones cannot be seen', t => {
	const dense = ringGraph(100, 40);
	const scene = planScene(dense, wholeGraph, 30, 15);
	t.true(scene.edgeShare > 0 && scene.edgeShare < 0.5);
	const dots = scene.lines.dots.reduce((sum, bits) => sum + bits.toString(2).replaceAll('0', '').length, 0);
	t.true(dots <= 0.3 * 30 * 15 * 8);
	t.deepEqual(planScene(dense, wholeGraph, 4, 4).lines.from.length, 0);
	t.is(planScene(ringGraph(10), wholeGraph, 30, 15).edgeShare, 1);
});

test('an edge is drawn once where it has a twin, and counts when one end is out of the window', t => {
	const places = [
		[0.5, 0.5],
		[0.52, 0.5],
		[0.9, 0.5],
		[0.95, 0.9],
	] as const;
	const edges = [
		[0, 1],
		[1, 2],
		[2, 3],
	] as const;
	for (const directed of [true, false]) {
		const scene = planScene(graphOf(places, edges, {directed}), zoomed(wholeGraph, 4), 40, 20);
		t.deepEqual([...scene.nodes], [0, 1]);
		t.is(scene.lines.from.length, 2);
	}
});

test('the first lines are whole lines, some in any case', t => {
	const graph = ringGraph(12);
	const all = layLines(
		graph,
		wholeGraph,
		40,
		20,
		new Int32Array(11),
		Int32Array.from({length: 11}, (_, i) => i + 1),
	);
	const some = firstLines(all, 60, 2);
	t.true(some.start.at(-1)! <= 60 && some.slope.length >= 2 && some.slope.length < 11);
	t.is(some.start.length, some.slope.length + 1);
	t.is(firstLines(all, 0, 2).slope.length, 2);
	t.is(firstLines(all, 1e9, 2).slope.length, 11);
});

test('nodes lie over active edges, these over those at rest; levels and edges have hysteresis', t => {
	const graph = graphOf(
		[
			[0, 0.1],
			[0.99, 0.1],
			[0, 0.9],
			[0.99, 0.9],
		],
		[
			[0, 1],
			[2, 3],
		],
	);
	const scene = planScene(graph, wholeGraph, 12, 4);
	t.true(scene.apart);
	const cells = createGraphCells(scene);
	const take = (values: readonly number[], edges: 'all' | 'active' | 'none' = 'all') => {
		cells.update({values, range: [0, 1], field: values, threshold: 0.25, edges});
		return [0, 4, 3 * 12 + 4].map(cell => cells.layer[cell]);
	};
	t.deepEqual(take([0.6, 0.6, 0.1, 0.1]), [layers.node, layers.active, layers.resting]);
	t.deepEqual(take([0.48, 0.48, 0.1, 0.1]), [layers.node, layers.active, layers.resting]);
	t.deepEqual(take([0.4, 0.4, 0.1, 0.1]), [layers.node, layers.resting, layers.resting]);
	t.deepEqual(take([0.48, 0.48, 0.1, 0.1]), [layers.node, layers.resting, layers.resting]);
	t.deepEqual(take([0.6, 0.6, 0.1, 0.1], 'active'), [layers.node, layers.active, layers.nothing]);
	t.deepEqual(take([0.6, 0.6, 0.1, 0.1], 'none'), [layers.node, layers.nothing, layers.nothing]);
	const level = (value: number) => {
		take([value, 0, 0, 0]);
		return cells.level[0];
	};
	t.deepEqual([0.5, 0.62, 0.65, 0.57, 0.55, Number.NaN].map(level), [2, 2, 3, 3, 2, 0]);
});
