import test from 'ava';
import fc from 'fast-check';
import {degreesOf} from '../../source/connectome/node-degrees.ts';
import {anyGraph} from '../ui/views/graph-fixtures.ts';

test('edges are counted as going through all of them counts, and those with the most come first', t => {
	fc.assert(
		fc.property(anyGraph(90), graph => {
			const counts = Array.from({length: graph.n}, () => 0);
			for (let node = 0; node < graph.n; node++)
				for (const other of graph.colIdx.subarray(graph.rowPtr[node], graph.rowPtr[node + 1])) {
					counts[node]!++;
					if (graph.directed) counts[other]!++;
				}
			const {degreeOf, range, hubs} = degreesOf(graph);
			t.deepEqual(
				counts.map((_, node) => degreeOf(node)),
				counts,
			);
			t.deepEqual(range, [Math.min(...counts), Math.max(...counts)]);
			const sorted = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
			t.deepEqual(hubs, sorted.slice(0, 40));
		}),
	);
});
