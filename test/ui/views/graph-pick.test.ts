import test from 'ava';
import fc from 'fast-check';
import {isIn, shareOf} from '../../../source/draw/graph-window.ts';
import {
	chooseNeighbour,
	findNode,
	goToNeighbour,
	nodeName,
	nodesBeginning,
	pickNamed,
	pickNext,
} from '../../../source/ui/views/graph-pick.ts';
import {
	type GraphState,
	initialGraph,
	nextColour,
	nextEdges,
	pan,
	pick,
	targetsOf,
	toggleMark,
	unmarkAll,
	unpick,
	zoomBy,
} from '../../../source/ui/views/graph-state.ts';
import {createStructure} from '../../../source/ui/views/graph-structure.ts';
import {anyGraph, graphOf, ringGraph} from './graph-fixtures.ts';

const names = ['AVAL', 'AVAR', 'avb', '12', 'AVBL', 'PVC', 'AVA'];
const named = ringGraph(names.length, 1, {names});

const sees = ({window}: GraphState, {x, y}: {readonly x: Float32Array; readonly y: Float32Array}, node: number) =>
	isIn(shareOf(x[node]!, window.x, window.zoom)) && isIn(shareOf(y[node]!, window.y, window.zoom));

test('a node is found by its name, its index, the beginning of one name', t => {
	t.is(findNode(named, 'AVAR'), 1);
	t.is(findNode(named, ' AVA '), 6, 'the whole name, though others begin with it');
	t.is(findNode(named, 'avar'), 1);
	t.is(findNode(named, 'p'), 5);
	t.is(findNode(named, 'avb'), 2);
	t.is(findNode(named, 'avbl'), 4);
	t.is(findNode(named, '12'), 3, 'a name that is a number comes before the index');
	t.is(findNode(named, '5'), 5);
	t.is(findNode(named, '#5'), 5);
	t.is(pickNamed(initialGraph, named, 'PVC').picked, 5);
});

test('a text that names no node, or several, says so and what is allowed', t => {
	const says = (text: string, graph = named) =>
		t.throws(() => findNode(graph, text), {name: 'ConnectopError'})?.message;
	t.is(says('AV'), '"AV" begins more than one name: AVA, AVAL, AVAR, avb, …');
	t.is(says('X\u001B[2J'), 'no node\'s name begins with "X"; nodes are also 0 to 6');
	t.is(says('7'), 'node 7 does not exist; nodes are 0 to 6');
	t.is(says('AVAL', ringGraph(3)), '"AVAL" is no node; nodes have no names here but 0 to 2');
	t.is(findNode(ringGraph(3), '2'), 2);
});

test('suggestions begin with the text, in order', t => {
	t.deepEqual(nodesBeginning(named, 'ava', 9), [6, 0, 1]);
	t.deepEqual(nodesBeginning(named, 'ava', 2), [6, 0]);
	t.deepEqual(nodesBeginning(named, '', 9), []);
	t.deepEqual(nodesBeginning(ringGraph(3), '1', 9), []);
});

test('names are cleaned, and a node without a visible name is called by its index', t => {
	const graph = graphOf(
		[
			[0, 0],
			[1, 1],
			[0, 1],
		],
		[],
		{names: ['\u001B[31mred\u001B[2J', '\u0007', 'é']},
	);
	t.deepEqual(
		[0, 1, 2].map(node => nodeName(graph, node)),
		['red', '1', 'é'],
	);
	t.is(nodeName(graph, 2, true), '?');
});

test('next goes through every node in the window once, and previous back', t => {
	fc.assert(
		fc.property(anyGraph(25), fc.double({min: 1, max: 6, noNaN: true}), (graph, zoom) => {
			const structure = createStructure(graph);
			const near = zoomBy(initialGraph, zoom);
			const inside = Array.from({length: graph.n}, (_, i) => i).filter(node => sees(near, graph, node));
			let state = pickNext(near, structure, 1);
			t.true(sees(state, graph, state.picked!));
			if (inside.length === 0) return;
			t.deepEqual(state.window, near.window, 'what is seen moves nothing');
			const met = new Set<number>();
			for (const _ of inside) {
				met.add(state.picked!);
				const next = pickNext(state, structure, 1);
				t.is(pickNext(next, structure, -1).picked, state.picked);
				state = next;
			}
			t.deepEqual(
				[...met].sort((a, b) => a - b),
				inside,
			);
		}),
	);
});

test('a picked node is in the window, wherever it was', t => {
	fc.assert(
		fc.property(
			anyGraph(10),
			fc.double({min: 1, max: 400, noNaN: true}),
			fc.double({min: -3, max: 3, noNaN: true}),
			fc.nat(9),
			(graph, zoom, right, at) => {
				const node = at % graph.n;
				const state = pick(pan(zoomBy(initialGraph, zoom), right, -right), graph, node);
				t.is(state.picked, node);
				t.true(sees(state, graph, node));
			},
		),
	);
});

test('neighbours come by weight, and the chosen one is gone to', t => {
	const graph = graphOf(
		[
			[0.1, 0.1],
			[0.2, 0.1],
			[0.9, 0.9],
			[0.5, 0.5],
		],
		[
			[1, 0, 2],
			[0, 1, 3],
			[2, 0, -7],
			[0, 3, 1],
			[0, 3, 4],
		],
	);
	const structure = createStructure(graph);
	t.deepEqual(structure.neighboursOf(0), [
		{node: 2, incoming: -7, outgoing: undefined},
		{node: 3, incoming: undefined, outgoing: 5},
		{node: 1, incoming: 2, outgoing: 3},
	]);
	t.deepEqual(structure.degreeOf(0), {incoming: 2, outgoing: 3, strengthIn: -5, strengthOut: 8});
	t.deepEqual(
		[0, 1, 2, 3].map(node => structure.degrees()[node]),
		[5, 2, 1, 2],
	);
	t.deepEqual(structure.hubs(), [0, 1, 3, 2]);
	const state = pick(zoomBy(initialGraph, 8), graph, 0);
	t.is(goToNeighbour(state, structure), state, 'none is chosen');
	const first = chooseNeighbour(state, structure, 1);
	t.is(first.neighbour, 0);
	t.is(chooseNeighbour(first, structure, -1).neighbour, 0);
	t.is(chooseNeighbour(first, structure, 99).neighbour, 2);
	t.is(chooseNeighbour(state, structure, -1).neighbour, 2);
	const there = goToNeighbour(first, structure);
	t.is(there.picked, 2);
	t.is(there.neighbour, undefined);
	t.true(sees(there, graph, 2));
	t.is(chooseNeighbour(initialGraph, structure, 1), initialGraph);
});

test('an undirected edge is one neighbour, both ways alike', t => {
	const structure = createStructure(
		graphOf(
			[
				[0, 0],
				[1, 1],
			],
			[[0, 1, 2]],
			{directed: false},
		),
	);
	t.deepEqual(structure.neighboursOf(1), [{node: 0, incoming: 2, outgoing: 2}]);
	t.deepEqual(
		[0, 1].map(node => structure.degrees()[node]),
		[1, 1],
	);
});

test('actions are for the marked nodes, or else for the picked one', t => {
	const graph = ringGraph(5);
	t.deepEqual(targetsOf(initialGraph), []);
	t.is(toggleMark(initialGraph), initialGraph);
	const one = pick(initialGraph, graph, 3);
	t.deepEqual(targetsOf(one), [3]);
	const two = toggleMark(pick(toggleMark(one), graph, 1));
	t.deepEqual(targetsOf(pick(two, graph, 4)), [3, 1]);
	t.deepEqual(targetsOf(toggleMark(two)), [3]);
	t.deepEqual(targetsOf(unpick(unmarkAll(two))), []);
});

test('colours and edges go round', t => {
	const second = nextColour(initialGraph);
	const third = nextColour(second);
	const fourth = nextColour(third);
	t.deepEqual(
		[second, third, fourth, nextColour(fourth)].map(({colourBy}) => colourBy),
		['degree', 'component', 'change', 'value'],
	);
	t.is(nextEdges(nextEdges(nextEdges(initialGraph))).edges, 'all');
});
