import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {generatedGraph} from '../../../source/run/building/generated-graph.ts';
import {knnByThreads} from '../../../source/run/building/knn-threads.ts';

// More nodes than a thread takes at a time, and no multiple of it.
const [n, k, seed] = [20_011, 7, 3];

for (const threads of [1, 2, 3]) {
	test(`${threads} threads build the graph that one would`, async t => {
		const {weight, colIdx, rowPtr, x, y, ...facts} = await knnByThreads(n, k, seed, threads);
		const alone = generate('knn', n, k, seed);
		t.deepEqual(rowPtr, alone.rowPtr);
		t.deepEqual(colIdx, alone.colIdx);
		t.deepEqual([x, y, weight], [alone.x, alone.y, alone.weight]);
		t.like(alone, facts);
		for (const array of [weight, colIdx, rowPtr, x, y]) t.true(array.buffer instanceof SharedArrayBuffer);
	});
}

test('more threads than nodes have nothing to do', async t => {
	t.deepEqual((await knnByThreads(5, 2, 1, 3)).colIdx, generate('knn', 5, 2, 1).colIdx);
});

test('how far it is never falls, and ends at all', async t => {
	const done: number[] = [];
	await knnByThreads(n, k, seed, 2, progress => {
		t.is(progress.task, 'building knn k 7');
		t.is(progress.total, n);
		done.push(progress.done);
	});
	t.is(done[0], 0);
	t.deepEqual(
		done,
		done.toSorted((a, b) => a - b),
	);
	t.is(done.at(-1), n);
});

test('large graphs are built in threads, small ones here, and a ring is a ring', async t => {
	t.true((await generatedGraph('knn', 75_000, 10, 0)).rowPtr.buffer instanceof SharedArrayBuffer);
	t.true((await generatedGraph('knn', 100, 10, 0)).rowPtr.buffer instanceof ArrayBuffer);
	const tasks = new Set<string>();
	const ring = await generatedGraph('ring', 200_000, 4, 0, ({task}) => tasks.add(task));
	t.deepEqual(ring, generate('ring', 200_000, 4, 0));
	t.deepEqual([...tasks], ['building ring k 4']);
	await t.throwsAsync(generatedGraph('ring', 1e6, 3, 0), {message: /k must be even/});
	await t.throwsAsync(generatedGraph('knn', 1e6, 1e6, 0), {message: /^-k 1000000: each node needs/});
});
