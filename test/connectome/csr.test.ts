import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {csrFromPairs, graphOf} from '../../source/connectome/csr.ts';
import type {EdgeTable, ImportReport} from '../../source/connectome/graph.ts';
import {initialLayout} from '../../source/connectome/layout.ts';
import {readText} from './readers/graph-text.ts';

const n = 7;
const edge = fc.record({source: fc.nat(n - 1), target: fc.nat(n - 1), weight: fc.integer({min: -5, max: 5})});

test('rows list in-edges sorted by source; equal pairs keep their order', t => {
	fc.assert(
		fc.property(fc.array(edge, {maxLength: 60}), edges => {
			const column = (key: 'source' | 'target') => Int32Array.from(edges, one => one[key]);
			const weight = Float32Array.from(edges, one => one.weight);
			const csr = csrFromPairs(n, column('source'), column('target'), weight);
			const rows = Array.from({length: n}, (_, i) => {
				const [from, to] = [csr.rowPtr[i] ?? 0, csr.rowPtr[i + 1] ?? 0];
				return Array.from(csr.colIdx.subarray(from, to), (source, e) => ({
					source,
					target: i,
					weight: csr.weight[from + e],
				}));
			});
			const sorted = edges.toSorted((a, b) => a.target - b.target || a.source - b.source);
			t.deepEqual(rows.flat(), sorted);
			t.is(csr.rowPtr.length, n + 1);
			t.is(
				csr.unit,
				edges.every(one => one.weight === 1),
			);
			t.is(
				csr.signed,
				edges.some(one => one.weight < 0),
			);
		}),
	);
});

test('weights left out are 1', t => {
	const csr = csrFromPairs(3, Int32Array.of(2, 0), Int32Array.of(1, 1));
	t.deepEqual([...csr.rowPtr], [0, 0, 2, 2]);
	t.deepEqual([...csr.colIdx], [0, 2]);
	t.deepEqual([...csr.weight], [1, 1]);
	t.true(csr.unit);
});

const graph = (text: string) => {
	const table = readText(text);
	return graphOf(table, initialLayout(table.n, 0), 'test');
};

test('a graph is directed as soon as one edge lacks a twin of the same weight and type', t => {
	t.false(graph('a b 2\nb a 2\nb c 1\nc b 1').directed);
	t.true(graph('a b 2\nb a 2\nb c 1').directed);
	t.true(graph('a b 2\nb a 3').directed);
	t.true(graph('a b 2 fast\nb a 2 slow').directed);
	t.false(graph('a b 2 fast\nb a 2 fast\na b 1 slow\nb a 1 slow').directed);
});

test('a graph keeps names, types, self-loops and title', t => {
	const {names, types, edgeType, selfLoops, title, unit} = graph('b a 1 slow\na b 1 fast\na a 1 fast');
	t.deepEqual(names, ['b', 'a']);
	t.deepEqual(types, ['slow', 'fast']);
	t.deepEqual([...(edgeType ?? [])], [1, 0]);
	t.is(selfLoops, 1);
	t.is(title, 'test');
	t.true(unit);
});

test('a table in any order gives sorted rows with types beside them', t => {
	const report: ImportReport = {
		format: '',
		rows: 3,
		nodes: 2,
		edgesByType: {},
		duplicates: 0,
		selfLoops: 0,
		mirrored: 0,
		zeroWeights: 0,
	};
	const table: EdgeTable = {
		n: 2,
		source: Int32Array.of(0, 1, 0),
		target: Int32Array.of(1, 0, 1),
		weight: Float32Array.of(5, 6, 7),
		types: ['p', 'q'],
		edgeType: Uint8Array.of(1, 0, 0),
		report,
	};
	const {rowPtr, colIdx, weight, edgeType} = graphOf(table, initialLayout(2, 0), 'test');
	t.deepEqual(
		[rowPtr, colIdx, weight, edgeType].map(array => [...(array ?? [])]),
		[
			[0, 1, 3],
			[1, 0, 0],
			[6, 7, 5],
			[0, 0, 1],
		],
	);
	t.deepEqual([...table.source], [0, 1, 0], 'the table stays as it was');
});

test('more entries than int32 offsets address are refused', t => {
	const error = t.throws(() => csrFromPairs(2, {length: 2 ** 31} as Int32Array, new Int32Array(0)), {
		instanceOf: ConnectopError,
	});
	t.is(error?.code, 'graph-entries');
	t.regex(error?.message ?? '', /2147483648 edges .* 2147483647 are allowed/);
});
