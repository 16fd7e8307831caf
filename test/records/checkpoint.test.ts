import {createHash} from 'node:crypto';
import {copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {
	type Checkpoint,
	deleteCheckpoints,
	graphOfCheckpoint,
	keptCheckpoints,
	newestCheckpoint,
	readAnyCheckpoint,
	readCheckpoint,
	type SavedState,
	writeCheckpoint,
} from '../../source/records/checkpoint.ts';
import {readGraphFile, writeGraph} from '../../source/records/graph-archive.ts';
import {decodeNpz, encodeNpz} from '../../source/records/npz.ts';
import type {CheckpointEntry} from '../../source/records/run-document.ts';
import {golden} from '../base/golden.ts';
import {loneNode, plainGraph, savedContext, savedState, typedGraph} from './fields.ts';
import {describeArrays, hasNumpy, numpy} from './numpy.ts';
import {failure, scratch} from './scratch.ts';

const at = new Date(0);
const somewhere = savedContext({file: 'graph-0.npz', sha256: '00'});

/** Arrays as their bytes: NaN and −0 count. */
function bitsOf({tick, epoch, theta, thetaBefore, variables, stimulus, detector}: SavedState) {
	const hex = (array: Float32Array | Float64Array) =>
		Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('hex');
	const fields = Object.entries(variables).map(([name, values]) => [name, hex(values)]);
	return {tick, epoch, theta, thetaBefore, fields, stimulus: hex(stimulus), detector: hex(detector)};
}

const contextOf = ({model, seed, settings, kernel, graph, modelFile}: Checkpoint) => ({
	model,
	seed,
	settings,
	kernel,
	graph,
	modelFile,
});
const write = (folder: string, change: Partial<SavedState> = {}) =>
	writeCheckpoint(folder, savedState(change), somewhere, at);

for (const [name, graph] of Object.entries({plainGraph, typedGraph, loneNode})) {
	test(`a graph is read back as it was: ${name}`, async t => {
		const folder = scratch(t);
		const file = await writeGraph(folder, graph);
		t.is(file.file, `graph-${file.sha256.slice(0, 12)}.npz`);
		const read = await readGraphFile(folder, file);
		t.deepEqual(read, graph);
		for (const {buffer, byteLength} of [read.rowPtr, read.colIdx, read.weight, read.x, read.y])
			t.true(buffer instanceof SharedArrayBuffer && buffer.byteLength === byteLength, 'threads need no copy of it');
		t.deepEqual(await writeGraph(folder, graph), file, 'the same graph is the same file');
		t.deepEqual(readdirSync(folder), [file.file]);
	});
}

test('another graph is another file', async t => {
	const folder = scratch(t);
	const {file} = await writeGraph(folder, typedGraph);
	t.not((await writeGraph(folder, {...typedGraph, weight: Float32Array.of(0.5, -2, 1.5)})).file, file);
	t.not((await writeGraph(folder, {...typedGraph, names: ['a', 'b', 'c']})).file, file);
});

test('a graph that is missing, damaged or another one is said', async t => {
	const folder = scratch(t);
	const file = await writeGraph(folder, typedGraph);
	const path = join(folder, file.file);
	const bytes = readFileSync(path);
	bytes[bytes.length - 40]! ^= 1;
	writeFileSync(path, bytes);
	t.regex((await failure(t, () => readGraphFile(folder, file))).message, /is damaged; its content is not/);
	rmSync(path);
	const {code, message} = await failure(t, () => readGraphFile(folder, file));
	t.is(code, 'checkpoint-corrupt');
	t.is(message, `${path}: is missing; a checkpoint needs its graph beside it`);
});

test('a graph whose edges lead nowhere is refused, whoever signed it', async t => {
	const folder = scratch(t);
	const broken = [
		{...typedGraph, colIdx: Int32Array.of(1, 3, 0)},
		{...typedGraph, colIdx: Int32Array.of(1, -1, 0)},
		{...typedGraph, rowPtr: Int32Array.of(0, 3, 2, 3)},
		{...typedGraph, rowPtr: Int32Array.of(1, 2, 2, 3)},
		{...typedGraph, edgeType: Uint8Array.of(0, 2, 0)},
		{...typedGraph, names: ['a', 'b']},
		{...typedGraph, x: Float32Array.of(1)},
		{...typedGraph, weight: Float32Array.of(1)},
	];
	for (const graph of broken) {
		const file = await writeGraph(folder, graph);
		t.is((await failure(t, () => readGraphFile(folder, file))).code, 'checkpoint-corrupt');
	}
});

test('a state is read back bit for bit, with all that a run needs to go on', async t => {
	const folder = scratch(t);
	const context = savedContext(await writeGraph(folder, typedGraph));
	const state = savedState({epoch: 3});
	const entry = await writeCheckpoint(folder, state, context, at);
	const bytes = readFileSync(join(folder, 'state_42.3.npz'));
	t.deepEqual(entry, {
		file: 'state_42.3.npz',
		tick: 42,
		epoch: 3,
		bytes: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		at: at.toISOString(),
	});
	const checkpoint = await readCheckpoint(join(folder, entry.file));
	t.deepEqual(bitsOf(checkpoint.state), bitsOf(state));
	t.deepEqual(contextOf(checkpoint), context);
	t.is(checkpoint.sha256, entry.sha256);
	t.deepEqual(await graphOfCheckpoint(checkpoint), typedGraph);
});

test('the same state is the same file', async t => {
	const [one, two] = [scratch(t), scratch(t)];
	t.is((await write(one)).sha256, (await write(two)).sha256);
	t.is((await write(one)).file, 'state_42.npz', 'epoch 0 has no epoch in its name');
});

test('variables may be called as the arrays beside them are', async t => {
	const folder = scratch(t);
	const variables = {N: Float32Array.of(1, 2, 3), tick: Float32Array.of(4, 5, 6), W: Float32Array.of(7, 8, 9)};
	const {file} = await write(folder, {variables});
	const {state} = await readCheckpoint(join(folder, file));
	t.deepEqual(state.variables, variables);
	t.is(state.tick, 42);
});

test('what is no checkpoint is said in one line, which names what is wrong', async t => {
	const folder = scratch(t);
	const {file} = await write(folder);
	const path = join(folder, file);
	const right = decodeNpz(readFileSync(path), path);
	const {W: _, ...others} = right;
	const {context: __, ...without} = right;
	for (const [arrays, message] of [
		[without, 'is no checkpoint of connectop (no array context); it holds backend, N, tick,'],
		[{...right, context: {data: 'x', shape: []}}, 'is no checkpoint of connectop: array context is not the JSON'],
		[{...right, context: {data: '{}', shape: []}}, 'is no checkpoint of connectop: array context is not the JSON'],
		[
			{...right, tick: {data: Float64Array.of(-1), shape: []}},
			'is no checkpoint of connectop: array tick is no number',
		],
		[
			{...others, W: {data: Float64Array.of(1, 2, 3), shape: [3]}},
			'is no checkpoint of connectop: array W does not hold 3 numbers of the kind Float32Array',
		],
		[{...right, stimulus: {data: Float32Array.of(1), shape: [1]}}, 'is no checkpoint of connectop: array stimulus'],
	] as const) {
		writeFileSync(path, Buffer.concat(encodeNpz(arrays)));
		const {kind, code, message: found} = await failure(t, () => readCheckpoint(path));
		t.is(kind, 'invalid');
		t.is(code, 'checkpoint-foreign');
		t.true(found.startsWith(`${path}: ${message}`), found);
	}
	writeFileSync(path, '\u0089HDF\r\n', 'latin1');
	t.regex((await failure(t, () => readCheckpoint(path))).message, /HDF5 checkpoints are not read; use \.npz$/);
	rmSync(path);
	t.is((await failure(t, () => readCheckpoint(path))).message, `checkpoint ${path}: no such file`);
	t.is((await failure(t, () => readCheckpoint(folder))).code, 'checkpoint-missing');
});

test('a checkpoint that can not be written leaves nothing behind', async t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'state_42.npz', 'taken'), {recursive: true});
	t.is((await failure(t, () => write(folder))).code, 'write-failed');
	t.deepEqual(readdirSync(folder), ['state_42.npz']);
	t.is((await failure(t, () => write(join(folder, 'gone')))).code, 'run-directory-lost');
});

test('the newest checkpoint is that of the highest epoch and tick that can be read', async t => {
	const folder = scratch(t);
	const entries: CheckpointEntry[] = [];
	for (const [tick, epoch] of [
		[0, 0],
		[900, 0],
		[100, 1],
		[200, 1],
		[150, 2],
	] as const) {
		entries.push(await write(folder, {tick, epoch}));
	}
	const damaged: string[] = [];
	const newest = async (listed = entries) =>
		(await newestCheckpoint(folder, listed, message => damaged.push(message))).path.replace(`${folder}/`, '');
	t.is(await newest(), 'state_150.2.npz');
	t.is(await newest(entries.slice(0, 2)), 'state_150.2.npz', 'also when the crash came before it was listed');
	t.deepEqual(damaged, []);

	writeFileSync(join(folder, 'state_150.2.npz'), 'cut');
	rmSync(join(folder, 'state_200.1.npz'));
	copyFileSync(join(folder, 'state_0.npz'), join(folder, 'state_100.1.npz'));
	t.is(await newest(), 'state_900.npz');
	t.deepEqual(
		damaged.map(message => message.replaceAll(`${folder}/`, '')),
		[
			'state_150.2.npz: is no whole .npz archive: it has no end',
			'checkpoint state_200.1.npz: no such file',
			'state_100.1.npz is damaged: its content is not what was saved',
		],
	);
});

test('a run without a checkpoint that can be read is said', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'state_7.npz.tmp'), '');
	t.is((await failure(t, () => newestCheckpoint(folder, [], t.fail))).code, 'checkpoint-missing');
	t.is((await failure(t, () => newestCheckpoint(join(folder, 'none'), [], t.fail))).code, 'checkpoint-missing');
});

test('the oldest checkpoints go; the first and pinned ones stay and do not count', async t => {
	const folder = scratch(t);
	const entries: CheckpointEntry[] = [];
	for (let tick = 0; tick < 8; tick++) entries.push(await write(folder, {tick}));
	const pinned = new Set(['state_2.npz', 'state_7.npz']);
	t.deepEqual(keptCheckpoints(entries, 0, pinned), entries, '0 keeps all');
	const left = keptCheckpoints(entries, 2, pinned);
	const files = ['state_0.npz', 'state_2.npz', 'state_5.npz', 'state_6.npz', 'state_7.npz'];
	t.deepEqual(
		left.map(({file}) => file),
		files,
	);
	await deleteCheckpoints(folder, entries, left, new Set([...pinned, 'state_3.npz']));
	t.deepEqual(readdirSync(folder).toSorted(), [...files, 'state_3.npz'].toSorted(), 'one that was pinned since stays');
	t.deepEqual(keptCheckpoints(left, 2, pinned), left);
	const fewer = keptCheckpoints(left, 1, pinned);
	t.is(fewer.length, 4);
	rmSync(join(folder, 'state_5.npz'));
	await t.notThrowsAsync(() => deleteCheckpoints(folder, left, fewer, pinned), 'one that is gone already is no error');
});

interface Described {
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly value: unknown;
}

const originals = golden<{file: string}, Record<string, Described>>('npz-layout').filter(({inputs}) =>
	inputs.file.endsWith('.npz'),
);
const original = (file: string) =>
	fileURLToPath(new URL(`../golden/npz/${file.replace('fixtures/', '')}`, import.meta.url));

for (const {inputs, outputs} of originals) {
	test(`the original's ${inputs.file} is gone on with`, async t => {
		const checkpoint = await readAnyCheckpoint(original(inputs.file));
		const {state} = checkpoint;
		const n = Number(outputs['N']?.value);
		t.deepEqual([...(state.variables['W'] ?? [])], outputs['W']?.value as number[]);
		t.is(state.tick, 7);
		t.deepEqual([state.theta, state.thetaBefore, state.epoch], [7, 6, 0]);
		t.deepEqual(state.stimulus, new Float32Array(n));
		t.deepEqual(checkpoint.settings, {threshold: 0.15});

		const graph = await graphOfCheckpoint(checkpoint);
		const rows = Array.from({length: n}, (_, i) => [...graph.colIdx.subarray(graph.rowPtr[i], graph.rowPtr[i + 1])]);
		const matrix = outputs['A']?.value as number[][] | undefined;
		const [ptr, col] = [outputs['row_ptr']?.value, outputs['col_idx']?.value] as number[][];
		const expected = matrix
			? matrix.map(row => row.flatMap((value, j) => (value === 0 ? [] : [j])))
			: Array.from({length: n}, (_, i) => col?.slice(ptr?.[i], ptr?.[i + 1]).sort((a, b) => a - b));
		t.deepEqual(rows, expected as number[][]);
		t.true(graph.unit);
		t.false(graph.directed);
		t.is((await failure(t, () => readCheckpoint(original(inputs.file)))).code, 'checkpoint-foreign');
	});
}

test('ours are read by the same function', async t => {
	const folder = scratch(t);
	const {file} = await write(folder);
	t.deepEqual(await readAnyCheckpoint(join(folder, file)), await readCheckpoint(join(folder, file)));
});

test('an original whose edges lead nowhere is refused', async t => {
	const path = join(scratch(t), 'state_1.npz');
	const right = decodeNpz(readFileSync(original('sparse_state_7.npz')), path);
	for (const change of [
		{col_idx: {data: new Int32Array(42).fill(12), shape: [42]}},
		{col_idx: {data: new Int32Array(41), shape: [41]}},
		{row_ptr: {data: new BigInt64Array(5), shape: [5]}},
		{W: {data: new Float64Array(12), shape: [12]}},
	]) {
		writeFileSync(path, Buffer.concat(encodeNpz({...right, ...change})));
		const {code, message} = await failure(t, () => readAnyCheckpoint(path));
		t.is(code, 'checkpoint-foreign');
		t.true(message.startsWith(`${path}: is no checkpoint of the original program: `), message);
	}
});

const withNumpy = hasNumpy ? test : test.skip;

withNumpy('numpy reads state and graph, by the names and types of the original (needs python3 with numpy)', async t => {
	const folder = scratch(t);
	const graph = await writeGraph(folder, plainGraph);
	const W = Float32Array.from({length: plainGraph.n}, (_, i) => i / 50);
	const state = savedState({variables: {W}, stimulus: W});
	const {file} = await writeCheckpoint(folder, state, savedContext(graph), at);
	const found = numpy(describeArrays, join(folder, file)) as Record<string, Described>;
	const edges = numpy(describeArrays, join(folder, graph.file)) as Record<string, Described>;
	const layout = {...originals.find(({inputs}) => inputs.file.includes('sparse'))?.outputs};
	for (const name of ['backend', 'N', 'threshold', 'W'] as const) {
		t.is(found[name]?.dtype, layout[name]?.dtype, name);
		t.is(found[name]?.shape.length, layout[name]?.shape.length, name);
	}
	for (const name of ['N', 'row_ptr', 'col_idx']) t.is(edges[name]?.dtype, layout[name]?.dtype, name);
	t.deepEqual(found['W']?.value, [...W]);
	t.is(found['backend']?.value, 'sparse');
	t.is(found['threshold']?.value, 0.15);
	t.deepEqual(JSON.parse(String(found['context']?.value)), savedContext(graph));
	t.deepEqual(edges['row_ptr']?.value, [...plainGraph.rowPtr]);
	t.deepEqual(edges['col_idx']?.value, [...plainGraph.colIdx]);
});
