import test from 'ava';
import fc from 'fast-check';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {pairsOf} from '../../source/connectome/pairs.ts';

const n = 8;
const ends = fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), {maxLength: 50});

test('each joined pair once, whatever the direction and number of its edges, without loops', t => {
	fc.assert(
		fc.property(ends, edges => {
			const {rowPtr, colIdx} = pairsOf(
				csrFromPairs(
					n,
					Int32Array.from(edges, ([source]) => source),
					Int32Array.from(edges, ([, target]) => target),
				),
			);
			const joined = new Set(edges.filter(([a, b]) => a !== b).map(([a, b]) => `${Math.max(a, b)} ${Math.min(a, b)}`));
			const found = Array.from({length: n}, (_, i) =>
				[...colIdx.subarray(rowPtr[i], rowPtr[i + 1])].map(j => `${i} ${j}`),
			).flat();
			t.deepEqual(found, [...joined].sort());
		}),
	);
});

test('of an undirected graph the same, faster', t => {
	fc.assert(
		fc.property(ends, edges => {
			const both = [...edges, ...edges.map(([a, b]) => [b, a] as const)];
			const graph = csrFromPairs(
				n,
				Int32Array.from(both, ([source]) => source),
				Int32Array.from(both, ([, target]) => target),
			);
			t.deepEqual(pairsOf({...graph, directed: false}), pairsOf(graph));
		}),
	);
});
