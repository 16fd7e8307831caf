import test from 'ava';
import fc from 'fast-check';
import {MultiGraph} from 'graphology';
import gexf from 'graphology-gexf';
import {edgesOf, readFixture, readText} from './graph-text.ts';

const graphml = (attributes: string, body: string, keys = '') =>
	readText(
		`<?xml version="1.0"?><!-- c --><graphml>${keys}<graph ${attributes}><node id="a"/><node id="b"/>${body}</graph></graphml>`,
		'g.xml',
	);

test('GraphML: weights and their default, types, labels, both kinds of direction', t => {
	const table = readFixture('triangle.graphml');
	t.deepEqual(edgesOf(table), [
		'a & b→left 3 excitatory',
		'left→a & b 3 excitatory',
		'left→right -2 inhibitory',
		'right→a & b 1.5 excitatory',
	]);
	t.like(table.report, {format: 'GraphML', rows: 4, nodes: 3, selfLoops: 1, mirrored: 1});
});

test('GraphML: x and y of the nodes become positions of the same shape in the unit square', t => {
	const {x, y} = readFixture('triangle.graphml');
	t.deepEqual(
		[...(x ?? [])].map(value => value.toFixed(2)),
		['0.02', '0.98', '0.50'],
	);
	t.deepEqual(
		[...(y ?? [])].map(value => value.toFixed(2)),
		['0.38', '0.38', '0.62'],
	);
});

test('GraphML: a nested graph has a default of its own', t => {
	const inner =
		'<node id="c"><graph edgedefault="undirected"><node id="d"/><edge source="c" target="d"/></graph></node>';
	const table = graphml('edgedefault="directed"', `${inner}<edge source="a" target="b"/>`);
	t.deepEqual(edgesOf(table).sort(), ['a→b 1', 'c→d 1', 'd→c 1']);
});

test('GraphML: edgedefault, ids as names, edges before nodes, prefixes, CDATA', t => {
	t.deepEqual(edgesOf(graphml('edgedefault="undirected"', '<edge source="a" target="b"/>')), ['a→b 1', 'b→a 1']);
	t.deepEqual(edgesOf(graphml('edgedefault="directed"', '<edge source="a" target="z"/><node id="z"/>')), ['a→z 1']);
	const weight = '<key id="k" for="edge" attr.name="Weight" attr.type="float"/>';
	t.deepEqual(
		edgesOf(
			graphml(
				'edgedefault="directed"',
				'<edge source="a" target="b"><data key="k"><![CDATA[ 2 ]]></data></edge>',
				weight,
			),
		),
		['a→b 2'],
	);
	const prefixed =
		'<g:graphml xmlns:g="x"><g:graph edgedefault="directed"><g:node id="a"/><g:node id="b"/><g:edge source="b" target="a"/></g:graph></g:graphml>';
	t.deepEqual(edgesOf(readText(prefixed, 'g.graphml')), ['b→a 1']);
});

test('GraphML: positions that some nodes lack are left out', t => {
	const keys = '<key id="x" for="node" attr.name="x"/><key id="y" for="node" attr.name="y"/>';
	const table = graphml(
		'edgedefault="directed"',
		'<node id="c"><data key="x">1</data><data key="y">2</data></node><edge source="a" target="c"/>',
		keys,
	);
	t.is(table.x, undefined);
});

test('GEXF: weights, kinds and their default, labels, mutual and directed edges, viz positions', t => {
	const table = readFixture('triangle.gexf');
	t.deepEqual(edgesOf(table), [
		'left→right 2.5 slow',
		'left→top 4 slow',
		'right→left 2.5 slow',
		'right→top 1 fast',
		'top→left 4 slow',
	]);
	t.deepEqual(
		[...(table.x ?? [])].map(value => value.toFixed(2)),
		['0.02', '0.98', '0.50'],
	);
	t.like(table.report, {format: 'GEXF', rows: 3, mirrored: 2});
});

test('XML in Latin-1 is read as it says', t => {
	const text =
		'<?xml version="1.0" encoding="ISO-8859-1"?><gexf><graph defaultedgetype="directed"><nodes><node id="é"/><node id="b"/></nodes><edges><edge source="é" target="b"/></edges></graph></gexf>';
	t.deepEqual(edgesOf(readText(text, 'g.gexf')).length, 1);
	t.notThrows(() => readText(text.replace('ISO-8859-1', 'UTF-8'), 'g.gexf'));
});

test('XML larger than one chunk keeps its characters whole', t => {
	const nodes = Array.from({length: 60_000}, (_, i) => `<node id="ñandú${i}"/>`).join('\n');
	const edges = Array.from(
		{length: 60_000},
		(_, i) => `<edge source="ñandú${i}" target="ñandú${(i + 1) % 60_000}"/>`,
	).join('\n');
	const table = readText(`<graphml><graph edgedefault="directed">${nodes}${edges}</graph></graphml>`, 'g.graphml');
	t.is(table.n, 60_000);
	t.is(table.source.length, 60_000);
	t.true(table.names?.every(name => name.startsWith('ñandú')));
});

test('what graphology writes as GEXF is read as graphology holds it', t => {
	const edge = fc.record({
		source: fc.nat(9),
		target: fc.nat(9),
		weight: fc.integer({min: 1, max: 99}),
		undirected: fc.boolean(),
	});
	const property = fc.property(
		fc.uniqueArray(edge, {minLength: 1, maxLength: 30, selector: e => [e.source, e.target].sort().join()}),
		edges => {
			const graph = new MultiGraph();
			for (let i = 0; i < 10; i++) graph.addNode(`n${i}`, {label: `<"${i}" & 'co'>`});
			for (const {source, target, weight, undirected} of edges) {
				if (undirected) graph.addUndirectedEdge(`n${source}`, `n${target}`, {weight});
				else graph.addDirectedEdge(`n${source}`, `n${target}`, {weight});
			}
			const expected = edges.flatMap(({source, target, weight, undirected}) => {
				if (source === target) return [];
				const [a, b] = [`<"${source}" & 'co'>`, `<"${target}" & 'co'>`];
				return undirected ? [`${a}→${b} ${weight}`, `${b}→${a} ${weight}`] : [`${a}→${b} ${weight}`];
			});
			t.deepEqual(edgesOf(readText(gexf.write(graph), 'g.gexf')), expected.sort());
		},
	);
	fc.assert(property, {numRuns: 50});
});
