import test from 'ava';
import fc from 'fast-check';
import type {Graph} from '../../../source/connectome/graph.ts';
import {activeComponents, componentOf} from '../../../source/ui/views/graph-components.ts';
import {anyGraph, graphOf} from './graph-fixtures.ts';

/** Nodes that can be reached from each node over active edges in either direction, by walking. */
function reachable({n, rowPtr, colIdx}: Graph, field: Float32Array, threshold: number): string[] {
	const near = Array.from({length: n}, () => new Set<number>());
	for (let i = 0; i < n; i++)
		for (const j of colIdx.subarray(rowPtr[i]!, rowPtr[i + 1]!))
			if (Math.fround(field[i]! * field[j]!) > Math.fround(threshold)) {
				near[i]!.add(j);
				near[j]!.add(i);
			}
	return near.map((_, start) => {
		const seen = new Set([start]);
		for (const node of seen) for (const next of near[node]!) seen.add(next);
		return [...seen].sort((a, b) => a - b).join(' ');
	});
}

test('components are those that a walk over active edges finds', t => {
	fc.assert(
		fc.property(
			anyGraph(25),
			fc.array(fc.double({min: -1, max: 1}), {minLength: 25, maxLength: 25}),
			fc.constantFrom(-0.5, 0, 0.1, 0.5),
			(graph, values, threshold) => {
				const field = Float32Array.from(values.slice(0, graph.n));
				const found = activeComponents(graph, field, threshold);
				const walked = reachable(graph, field, threshold);
				t.is(found.count, new Set(walked).size);
				const sizes = [...new Set(walked)]
					.map(nodes => nodes.split(' ').map(Number))
					.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
				for (let node = 0; node < graph.n; node++) {
					const number = 1 + sizes.findIndex(nodes => nodes.includes(node));
					t.deepEqual(componentOf(found, node), {size: sizes[number - 1]!.length, number});
				}
			},
		),
	);
});

test('the largest is number 1, of equal ones the one with the lowest node', t => {
	const graph = graphOf(
		Array.from({length: 6}, () => [0.5, 0.5] as const),
		[
			[0, 1],
			[2, 3],
			[3, 4],
		],
	);
	const found = activeComponents(graph, new Float32Array(6).fill(1), 0.1);
	t.deepEqual(
		[0, 2, 4, 5].map(node => componentOf(found, node)),
		[
			{size: 2, number: 2},
			{size: 3, number: 1},
			{size: 3, number: 1},
			{size: 1, number: 3},
		],
	);
	t.is(activeComponents(graph, new Float32Array(6).fill(1), 1).count, 6, 'the threshold itself is not enough');
});
