import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {uniform} from '../../source/base/threefry.ts';
import {graphOf} from '../../source/connectome/csr.ts';
import type {Graph} from '../../source/connectome/graph.ts';
import {fitUnitSquare} from '../../source/connectome/layout.ts';
import {readGraphml} from '../../source/connectome/readers/graphml.ts';
import {graphmlText, type NodeValues} from '../../source/records/export-graphml.ts';
import {plainGraph, typedGraph} from './fields.ts';
import {scratch} from './scratch.ts';

const textOf = (graph: Graph, variables: NodeValues = {}): string => [...graphmlText(graph, variables)].join('');

/** The graph that our own reader makes of the document. */
function readBack(text: string): Graph {
	const table = readGraphml(Buffer.from(text), 'a.graphml', 0, {});
	const {x, y} = table;
	if (!x || !y) throw new Error('the places were not read');
	return graphOf(table, {x, y}, 'a.graphml');
}

function sameGraph(t: ExecutionContext, found: Graph, graph: Graph): void {
	for (const part of ['n', 'rowPtr', 'colIdx', 'weight', 'directed'] as const)
		t.deepEqual(found[part], graph[part], part);
	const types = ({types: names, edgeType}: Graph) => edgeType && Array.from(edgeType, type => names[type]);
	t.deepEqual(types(found), types(graph));
	const fitted = fitUnitSquare(graph.x, graph.y); // as readers place every file
	for (const axis of ['x', 'y'] as const)
		t.true(
			found[axis].every((value, i) => Math.abs(value - (fitted[axis][i] ?? 9)) < 1e-6),
			axis,
		);
}

const weighted: Graph = {
	...plainGraph,
	// The weights of both directions of an edge are one number: of its two ends.
	weight: Float32Array.from(plainGraph.colIdx, (source, e) => {
		const target = plainGraph.rowPtr.findIndex(end => end > e) - 1;
		return uniform(7, 1, Math.min(source, target), Math.max(source, target)) - 0.5;
	}),
};

/** Directed, with types and names that XML has to escape. */
const chain: Graph = {
	...typedGraph,
	names: ['a<b>&"c"', 'wörld 😀', "it's"],
	types: ['chemical', 'peptide & "co"'],
	x: Float32Array.of(0.0005, 0.5, 0.9995),
	y: Float32Array.of(0.5, 0.25, 0.75),
};

test('our reader reads the same graph back: undirected, weighted, directed with types and names', t => {
	for (const graph of [plainGraph, weighted, chain]) sameGraph(t, readBack(textOf(graph)), graph);
	t.deepEqual(readBack(textOf(chain)).names, chain.names);
});

test('an undirected edge stands once', t => {
	const edges = textOf(plainGraph).match(/<edge /g)?.length;
	t.is(edges, plainGraph.colIdx.length / 2);
});

test('variables are exact in float32, and names that readers know get a prefix', t => {
	const values = Float32Array.of(0.1, 1e-40, -0);
	const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
	const text = textOf(chain, {W: values, x: odd});
	t.regex(text, /attr\.name="W" attr\.type="float"/);
	t.regex(text, /attr\.name="variable\.x"/);
	const found = [...text.matchAll(/<data key="v0">([^<]*)</g)].map(([, value]) => Math.fround(Number(value)));
	t.deepEqual(Float32Array.from(found), values);
	t.deepEqual(
		[...text.matchAll(/<data key="v1">([^<]*)</g)].map(([, value]) => value),
		['NaN', 'INF', '-INF'],
	);
});

test('what XML has no place for becomes a replacement sign', t => {
	const text = textOf({...chain, names: ['\u0001', '\uD800', 'ok']});
	t.is(text.match(/<data key="name">\uFFFD<\/data>/g)?.length, 2);
});

const program = `
import json, sys, networkx as nx
g = nx.read_graphml(sys.argv[1], node_type=int)
print(json.dumps({'directed': g.is_directed(), 'nodes': [[n, d.get('name'), d['x'], d['W']] for n, d in g.nodes(data=True)],
  'edges': sorted([u, v, d['weight'], d.get('type')] for u, v, d in g.edges(data=True))}))`;
const hasNetworkx = spawnSync('python3', ['-c', 'import networkx']).status === 0;

(hasNetworkx ? test : test.skip)('networkx reads the same graph', t => {
	const path = join(scratch(t), 'a.graphml');
	const W = Float32Array.of(0.25, 0.5, 0.1);
	writeFileSync(path, textOf(chain, {W}));
	const {directed, nodes, edges} = JSON.parse(execFileSync('python3', ['-c', program, path], {encoding: 'utf8'})) as {
		directed: boolean;
		nodes: [number, string, number, number][];
		edges: [number, number, number, string][];
	};
	t.true(directed);
	t.deepEqual(
		nodes.map(([node, name, x, w]) => [node, name, Math.fround(x), Math.fround(w)]),
		[0, 1, 2].map(i => [i, chain.names?.[i] ?? '', chain.x[i] ?? 0, W[i] ?? 0] as const).map(each => [...each]),
	);
	const expected = Array.from(chain.colIdx, (source, e) => {
		const target = chain.rowPtr.findLastIndex(begin => begin <= e);
		return [source, target, chain.weight[e], chain.types[chain.edgeType?.[e] ?? 0]];
	});
	t.deepEqual(
		edges,
		expected.sort((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1])),
	);
});
