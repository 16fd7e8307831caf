import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../source/base/csr.ts';
import {ConnectopError} from '../../source/base/errors.ts';
import {generate, topologies} from '../../source/connectome/topologies.ts';

const rows = ({n, rowPtr, colIdx}: Csr) =>
	Array.from({length: n}, (_, i) => [...colIdx.subarray(rowPtr[i], rowPtr[i + 1])]);

/** What holds of every generated graph. */
function isWhole(graph: ReturnType<typeof generate>): boolean {
	const lists = rows(graph);
	return (
		graph.unit &&
		!graph.signed &&
		graph.weight.every(weight => weight === 1) &&
		graph.x.length === graph.n &&
		[...graph.x, ...graph.y].every(value => value >= 0 && value < 1) &&
		lists.every((list, i) => list.every((j, e) => j !== i && (e === 0 || j > (list[e - 1] ?? j)))) &&
		lists.every((list, i) => list.every(j => lists[j]?.includes(i)))
	);
}

test('rows are sorted, without repeats and self-loops, and every edge goes both ways', t => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 80}), fc.integer({min: 1, max: 20}), fc.nat(5), (n, k, seed) => {
			fc.pre(k < n || n === 1);
			t.true(isWhole(generate('knn', n, k, seed)));
			if (k % 2 === 0) t.true(isWhole(generate('ring', n, k, seed)));
		}),
	);
});

test('knn joins each node to its k nearest, found by looking at all, and to whom it is one of theirs', t => {
	for (const [n, k, seed] of [
		[60, 5, 1],
		[300, 12, 2],
		[7, 6, 3],
	] as const) {
		const graph = generate('knn', n, k, seed);
		const {x, y} = graph;
		const distance = (i: number, j: number) => {
			const [dx, dy] = [(x[j] ?? 0) - (x[i] ?? 0), (y[j] ?? 0) - (y[i] ?? 0)];
			return dx * dx + dy * dy;
		};
		const nearest = Array.from({length: n}, (_, i) => {
			const others = Array.from({length: n}, (_, j) => j).filter(j => j !== i);
			return others.sort((a, b) => distance(i, a) - distance(i, b) || a - b).slice(0, k);
		});
		const expected = nearest.map((own, i) =>
			nearest.flatMap((list, j) => (own.includes(j) || list.includes(i) ? [j] : [])),
		);
		t.deepEqual(
			rows(graph),
			expected.map((list, i) => list.filter(j => j !== i)),
		);
	}
});

test('knn stores nodes so that neighbours are near in memory', t => {
	const {n, rowPtr, colIdx} = generate('knn', 4000, 12, 0);
	let near = 0;
	for (let i = 0; i < n; i++) {
		for (const j of colIdx.subarray(rowPtr[i], rowPtr[i + 1])) if (Math.abs(i - j) < 64) near++;
	}
	t.true(near / colIdx.length > 0.7, `${near / colIdx.length}`);
});

test('a graph depends on its seed alone', t => {
	t.deepEqual(generate('knn', 200, 8, 5), generate('knn', 200, 8, 5));
	t.notDeepEqual(generate('knn', 200, 8, 5).colIdx, generate('knn', 200, 8, 6).colIdx);
});

test('ring: k/2 neighbours each side', t => {
	t.deepEqual(rows(generate('ring', 6, 4, 0))[0], [1, 2, 4, 5]);
	t.deepEqual(rows(generate('ring', 5, 4, 0))[3], [0, 1, 2, 4]);
	t.deepEqual(rows(generate('ring', 3, 2, 0)), [
		[1, 2],
		[0, 2],
		[0, 1],
	]);
});

test('a single node has no edges', t => {
	for (const topology of topologies) t.deepEqual(rows(generate(topology, 1, 1, 0)), [[]]);
});

test('k is refused when nodes can not have as many neighbours', t => {
	for (const k of [0, 10, 11, -1, Number.NaN]) {
		const error = t.throws(() => generate('knn', 10, k, 0), {instanceOf: ConnectopError});
		t.is(error.kind, 'usage');
		t.is(error.message, `-k ${k}: each node needs 1 to 9 neighbours when there are 10 nodes`);
	}
	t.throws(() => generate('ring', 10, 3, 0), {message: /^-k 3: .* k must be even$/});
});
