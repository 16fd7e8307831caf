import test from 'ava';
import fc from 'fast-check';
import {metricsOf} from '../../../source/connectome/metrics.ts';
import {pairsOf} from '../../../source/connectome/pairs.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {chooseEdges, edgeLimit} from '../../../source/records/pictures/edge-choice.ts';
import {type EdgeTuple, graphOf, momentOf} from './_graphs.ts';

const listed = ({source, target, weight, length}: ReturnType<typeof chooseEdges>['active']): EdgeTuple[] =>
	Array.from({length}, (_, i) => [source[i]!, target[i]!, weight[i]!]);

test('counts the same active pairs as the metrics, whatever the directions and parallel edges', t => {
	const edge = fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom(1, 2, -3));
	const field = fc.float32Array({minLength: 8, maxLength: 8, min: 0, max: 1, noNaN: true});
	const property = fc.property(fc.array(edge, {maxLength: 40}), fc.boolean(), field, (edges, directed, values) => {
		const graph = graphOf(
			8,
			edges.filter(([a, b]) => a !== b),
			directed,
		);
		const pairs = pairsOf({...graph, signed: true});
		const choice = chooseEdges(momentOf(graph, values));
		const {activeEdges} = metricsOf(pairs)(values, 0.15);
		return (
			choice.activePairs === activeEdges &&
			choice.pairs === pairs.colIdx.length &&
			choice.inactive.length === choice.pairs - activeEdges
		);
	});
	t.notThrows(() => fc.assert(property));
});

test('each direction of a directed graph is an edge, parallel ones together', t => {
	const graph = graphOf(
		4,
		[
			[0, 1, 2],
			[0, 1, 3],
			[1, 0, -1],
			[2, 3, 1],
		],
		true,
	);
	const choice = chooseEdges(momentOf(graph, Float32Array.of(1, 1, 1, 1)));
	t.true(choice.directions);
	t.is(choice.activePairs, 2);
	t.deepEqual(listed(choice.active), [
		[1, 0, -1],
		[0, 1, 5],
		[2, 3, 1],
	]);
});

test('an undirected edge is drawn once', t => {
	const graph = graphOf(
		3,
		[
			[0, 1, 2],
			[1, 2, 1],
		],
		false,
	);
	const choice = chooseEdges(momentOf(graph, Float32Array.of(1, 1, 0)));
	t.false(choice.directions);
	t.deepEqual(listed(choice.active), [[0, 1, 2]]);
	t.deepEqual(listed(choice.inactive), [[1, 2, 1]]);
});

test('of too many edges an even sample is drawn, always the same', t => {
	const graph = generate('knn', 6000, 12, 1);
	const moment = momentOf(graph, new Float32Array(6000).fill(0.6));
	const choice = chooseEdges(moment);
	t.is(choice.activePairs, pairsOf(graph).colIdx.length);
	t.is(choice.drawnPairs, edgeLimit);
	t.is(choice.active.length, edgeLimit);
	t.is(choice.inactive.length, 0);
	t.deepEqual(listed(chooseEdges(moment).active), listed(choice.active));
	const left = listed(choice.active).filter(([, target]) => graph.x[target]! < 0.5).length;
	t.true(Math.abs(left / edgeLimit - 0.5) < 0.03, `${left} of ${edgeLimit} on the left half`);
});
