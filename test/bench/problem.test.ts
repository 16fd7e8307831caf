import {readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {graphOf, type Problem, readProblem, writeProblem} from '../../source/bench/problem.ts';
import {failure, scratch} from '../records/scratch.ts';

const problem: Problem = {
	n: 3,
	rowPtr: Int32Array.of(0, 2, 3, 4),
	colIdx: Int32Array.of(1, 2, 0, 0),
	field: Float32Array.of(0.25, 0.5, 1),
	growth: 0.25,
	decay: 0.125,
};

test('a problem is read as it was written', t => {
	const path = join(scratch(t), 'problem');
	writeProblem(path, problem);
	t.deepEqual(readProblem(path), problem);
	const graph = graphOf(readProblem(path));
	t.deepEqual(graph.weight, new Float32Array(4).fill(1));
	t.true(graph.unit);
});

test('the file has the layout that baselines in other languages read', t => {
	const path = join(scratch(t), 'problem');
	writeProblem(path, problem);
	const bytes = readFileSync(path);
	t.is(bytes.length, 32 + 4 * 4 + 4 * 4 + 3 * 4);
	t.is(bytes.toString('latin1', 0, 8), 'ctbench1');
	t.deepEqual([bytes.readUInt32LE(8), bytes.readUInt32LE(12)], [3, 4]);
	t.deepEqual([bytes.readFloatLE(16), bytes.readFloatLE(20)], [0.25, 0.125]);
	t.is(bytes.readInt32LE(32 + 4), 2);
	t.is(bytes.readInt32LE(32 + 16 + 4), 2);
	t.is(bytes.readFloatLE(32 + 32 + 8), 1);
});

test('what is cut short or something else is refused', async t => {
	const folder = scratch(t);
	const path = join(folder, 'problem');
	writeProblem(path, problem);
	truncateSync(path, 70);
	t.regex((await failure(t, () => readProblem(path))).message, /cut short/);
	writeFileSync(join(folder, 'other'), Buffer.alloc(100));
	t.regex((await failure(t, () => readProblem(join(folder, 'other')))).message, /is no problem of the bench/);
});
