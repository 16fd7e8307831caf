import test from 'ava';
import fc from 'fast-check';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import type {Graph} from '../../source/connectome/graph.ts';
import {degreesOf} from '../../source/connectome/node-degrees.ts';
import {createMap, type MapOptions} from '../../source/draw/braille-map.ts';
import {panned, wholeGraph, zoomed} from '../../source/draw/graph-window.ts';
import {createNodeGrid} from '../../source/draw/node-grid.ts';
import {makePart, mostSampled} from '../../source/server/graph-part.ts';
import {nodeReport} from '../../source/server/node-report.ts';
import {decodePart} from '../../source/server/remote/decode-part.ts';
import {headSchema} from '../../source/server/schemas.ts';
import {encodePart} from '../../source/server/stream-field.ts';
import {decodeMessage} from '../../source/server/wire.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {createStructure} from '../../source/ui/views/graph-structure.ts';
import {someNodes} from '../draw/some-nodes.ts';
import {anyGraph} from '../ui/views/graph-fixtures.ts';

/** `n` nodes spread evenly, each joined to the next two. */
function evenGraph(n: number, directed = false): Graph {
	const from = Int32Array.from({length: 2 * n}, (_, e) => e >> 1);
	const to = from.map((node, e) => (node + 1 + (e & 1)) % n);
	const both = (a: Int32Array, b: Int32Array) => (directed ? a : Int32Array.from([...a, ...b]));
	const [source, target] = [both(from, to), both(to, from)];
	const csr = csrFromPairs(n, source, target, new Float32Array(source.length).fill(1));
	return {...csr, ...someNodes(n), directed, types: [], selfLoops: 0, title: 'even'};
}

const whole = (columns: number, rows: number) => ({...wholeGraph, columns, rows});
const valuesOf = ({valuesOf, size}: ReturnType<typeof makePart>, field: Float32Array) => {
	const values = new Float32Array(size);
	valuesOf(field, values);
	return values;
};

test('few nodes for a picture come one by one, and the map of the part is the map of the graph', t => {
	for (const directed of [false, true]) {
		const graph = evenGraph(1500, directed);
		const made = makePart(graph, undefined, degreesOf(graph), whole(90, 40));
		t.false(made.part.dense);
		t.is(made.part.edgeShare, made.part.from.length / 3000);
		const options: MapOptions = {
			width: 90,
			height: 40,
			look: createTheme('braille', 2),
			shown: [0, 1],
			threshold: 2, // no edge: which of them are drawn, a sample of a sample decides
		};
		const field = graph.x.map((x, i) => x * (graph.y[i] ?? 0));
		t.deepEqual(createMap(made.part).render(valuesOf(made, field), options), createMap(graph).render(field, options));
	}
});

test('of many nodes come means of cells, a number that is that of the picture; small cells have the mean of all of theirs', t => {
	const sizes = [20_000, 200_000].map(n => {
		const graph = evenGraph(n);
		const made = makePart(graph, undefined, degreesOf(graph), whole(40, 20));
		t.true(made.part.dense);
		t.is(made.part.shown, n);
		t.is(made.part.nodes.length, 800, 'one node of each cell can be picked');
		const values = valuesOf(made, graph.x);
		for (const [cell, mean] of values.entries()) t.true(Math.abs(mean - ((cell % 40) + 0.5) / 40) < 0.015);
		return encodePart(made.part, values).length;
	});
	t.true(Math.abs(sizes[0]! - sizes[1]!) < 64, 'bytes do not depend on the graph');
	t.true(sizes[0]! < 32_000);
	const graph = evenGraph(20_000);
	const options = {width: 40, height: 20, look: createTheme('braille', 2), shown: [0, 1], threshold: 0.1} as const;
	const exact = makePart(graph, undefined, degreesOf(graph), whole(40, 20));
	t.true(exact.part.counts.every(count => count <= mostSampled / 800));
	t.deepEqual(
		createMap(exact.part).render(valuesOf(exact, graph.y), options),
		createMap(graph).render(graph.y, options),
	);
});

test('a near window holds its nodes and the edges that lead to them, with a grid or without', t => {
	const graph = evenGraph(30_000);
	const grid = createNodeGrid(graph);
	const degrees = degreesOf(graph);
	const shift = fc.double({min: -8, max: 8, noNaN: true});
	fc.assert(
		fc.property(fc.double({min: 6, max: 90, noNaN: true}), shift, shift, (zoom, right, down) => {
			const window = panned(zoomed(wholeGraph, zoom), right, down);
			const {part} = makePart(graph, grid, degrees, {...window, columns: 60, rows: 30});
			t.deepEqual(part, makePart(graph, undefined, degrees, {...window, columns: 60, rows: 30}).part);
			t.false(part.dense);
			const half = 0.5 / window.zoom - 1e-6;
			const inside = (at: number) =>
				Math.abs((part.x[at] ?? 0) - window.x) <= half + 2e-6 && Math.abs((part.y[at] ?? 0) - window.y) <= half + 2e-6;
			for (const [e, from] of part.from.entries()) t.true(inside(part.to[e] ?? -1) || inside(from));
			let shown = 0;
			for (let i = 0; i < graph.n; i++)
				if (Math.abs(graph.x[i]! - window.x) < half && Math.abs(graph.y[i]! - window.y) < half) shown++;
			t.true(part.shown >= shown && part.shown <= part.nodes.length);
		}),
		{numRuns: 30},
	);
});

test('a part is on the other side of a wire what it was on this', t => {
	for (const columns of [4, 90]) {
		const graph = {...evenGraph(900), names: Array.from({length: 900}, (_, i) => `N${i}`)};
		const made = makePart(graph, undefined, degreesOf(graph), whole(columns, 21));
		t.is(made.part.dense, columns === 4);
		const values = valuesOf(made, graph.x);
		const {head, field} = decodeMessage(encodePart(made.part, values));
		const parsed = headSchema.parse(head);
		if (parsed.type !== 'part') return t.fail();
		t.deepEqual(decodePart(parsed, field), {part: made.part, values});
		for (const [short, body] of [
			[{...parsed, nodes: parsed.nodes + 1e6}, field],
			[parsed, undefined],
		] as const)
			t.throws(() => decodePart(short, body), {message: /less in it than it says/});
	}
});

test('the run says of a node what the screen of a small graph finds itself', t => {
	fc.assert(
		fc.property(anyGraph(20), graph => {
			const structure = createStructure(graph);
			const degrees = degreesOf(graph);
			for (let node = 0; node < graph.n; node++) {
				const report = nodeReport(graph, node);
				const {incoming, outgoing, strengthIn, strengthOut} = structure.degreeOf(node);
				t.like(report, {incoming, outgoing, joined: structure.joinedTo(node)});
				t.true(Math.abs(report.strengthIn - strengthIn) + Math.abs(report.strengthOut - strengthOut) < 1e-4);
				t.deepEqual(
					report.near.map(each => ({node: each.node, incoming: each.incoming, outgoing: each.outgoing})),
					structure.neighboursOf(node),
				);
				t.is(degrees.degreeOf(node), structure.degrees()[node] ?? -1);
			}
			t.deepEqual(degrees.hubs, structure.hubs());
		}),
	);
});
