import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {
	edgesWithin,
	expectedEntries,
	forecast,
	needText,
	nodesWithin,
	refuseLarge,
	sizeText,
} from '../../source/connectome/forecast.ts';
import {generate} from '../../source/connectome/topologies.ts';

const file = {from: 'file'} as const;
const knn = {from: 'knn', k: 12} as const;

test('the graph takes what its arrays take, its edges with a type', t => {
	const {rowPtr, colIdx, weight} = csrFromPairs(3, Int32Array.of(0, 1, 2, 0), Int32Array.of(1, 2, 0, 2));
	const arrays = [rowPtr, colIdx, weight].reduce((sum, array) => sum + array.byteLength, 0);
	t.is(forecast(3, 4, file).graph, arrays + 2 * 4 * 3 + 4);
});

test('a generated graph has nearly as many edges as are expected', t => {
	for (const k of [1, 2, 5, 12, 40]) {
		const {n, colIdx} = generate('knn', 5000, k, 1);
		const ratio = colIdx.length / expectedEntries(n, {from: 'knn', k});
		t.true(ratio > 0.95 && ratio <= 1, `k ${k}: ${ratio}`);
	}
	t.is(generate('ring', 50, 4, 0).colIdx.length, expectedEntries(50, {from: 'ring', k: 4}));
});

test('what fits needs no more than there is, and one more would', t => {
	for (const bytes of [1e6, 2e9, 5e10]) {
		const n = nodesWithin(bytes, knn);
		t.true(forecast(n, expectedEntries(n, knn), knn).total <= bytes);
		t.true(forecast(n + 1, expectedEntries(n + 1, knn), knn).total > bytes);
		const edges = edgesWithin(bytes);
		t.true(forecast(0, edges, file).total <= bytes);
		t.true(forecast(0, edges + 1, file).total > bytes);
	}
	t.is(nodesWithin(0, knn), 0);
});

test('what is too large is refused in one line with size, need, what there is and what would fit', t => {
	const room = {bytes: 1e9, whence: '--memory'};
	t.notThrows(() => refuseLarge(1e6, expectedEntries(1e6, knn), knn, room, '--neurons 1000000'));
	t.notThrows(() => refuseLarge(1e8, 1.9e9, knn, undefined, 'no limit'));
	const error = t.throws(() => refuseLarge(1e7, expectedEntries(1e7, knn), knn, room, '--neurons 10000000'), {
		instanceOf: ConnectopError,
	});
	t.is(error?.code, 'graph-memory');
	t.is(
		error?.message,
		'--neurons 10000000: 10,000,000 nodes and about 130,000,000 edges (undirected ones count twice) need 3.45 GB of memory (graph 1.35 GB, metrics 898 MB, kernel 602 MB, field 600 MB); 1 GB may be used (--memory), enough for 2,900,000 nodes with k 12',
	);
	const many = t.throws(() => refuseLarge(1e9, 2.4e10, knn, undefined, 'g'), {instanceOf: ConnectopError});
	t.is(many?.code, 'graph-entries', 'more than offsets address, whatever the memory');
});

test('the need says when building takes the most', t => {
	t.regex(
		needText(forecast(1000, 1e6, file)),
		/^37\.1 MB of memory \(graph 9\.01 MB, .*; 37\.1 MB while it is built\)$/,
	);
	t.notRegex(needText(forecast(1e6, 2e7, knn)), /while/);
});

test('each variable of a model takes its memory', t => {
	const field = (variables?: number) => forecast(1000, 0, variables === undefined ? knn : {...knn, variables}).field;
	t.is(field(), field(2), 'two where it is not known');
	t.is(field(5) - field(4), 16_000);
	t.true(nodesWithin(1e9, {...knn, variables: 1}) > nodesWithin(1e9, {...knn, variables: 6}));
});

test('a stored graph goes on where it was begun', t => {
	for (const [n, entries] of [
		[1e6, 1.36e7],
		[10, 20],
		[1e7, 1e7],
	] as const) {
		const again = (directed: boolean) => forecast(n, entries, {from: 'checkpoint', directed}).total;
		t.true(again(false) <= forecast(n, entries, knn).total);
		t.true(again(true) <= forecast(n, entries, file).total);
		t.true(again(false) < again(true));
	}
});

test('sizes are read in the unit that suits them', t => {
	t.deepEqual([58_000, 1_320_000_000, 5e12, 3, 999_400_000, 999_990_000].map(sizeText), [
		'58 KB',
		'1.32 GB',
		'5 TB',
		'0.003 KB',
		'999 MB',
		'1 GB',
	]);
});
