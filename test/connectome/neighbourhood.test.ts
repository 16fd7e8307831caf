import test from 'ava';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {neighbourhood, outEdges} from '../../source/connectome/neighbourhood.ts';
import {generate} from '../../source/connectome/topologies.ts';

// 0 → 1 → 2 → 3, 4 → 2, and 5 by itself
const chain = csrFromPairs(6, Int32Array.of(0, 1, 2, 4), Int32Array.of(1, 2, 3, 2));

test('out-edges are the same edges seen from their source', t => {
	const {rowPtr, colIdx} = outEdges(chain);
	t.deepEqual([...rowPtr], [0, 1, 2, 3, 3, 4, 4]);
	t.deepEqual([...colIdx], [1, 2, 3, 2]);
	const {colIdx: inEdges, rowPtr: inPtr} = generate('knn', 50, 6, 0);
	const back = outEdges(generate('knn', 50, 6, 0));
	t.deepEqual(back, {rowPtr: inPtr, colIdx: inEdges}, 'a symmetric graph is its own');
});

test('a neighbourhood goes along edges and against them, hop by hop', t => {
	const around = (node: number, hops: number) => neighbourhood(chain, outEdges(chain), node, hops);
	t.deepEqual(around(2, 0), [2]);
	t.deepEqual(around(2, 1), [1, 2, 3, 4]);
	t.deepEqual(around(0, 2), [0, 1, 2]);
	t.deepEqual(around(3, 64), [0, 1, 2, 3, 4]);
	t.deepEqual(around(5, 3), [5]);
});
