import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {loadGraphFile} from '../../source/run/graph-file.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/graphs/${name}`, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'graph-file-'));
test.after.always(() => rmSync(directory, {recursive: true}));

test('a file becomes a graph with a layout made in a worker, the same each time', async t => {
	const {graph, report, layout} = await loadGraphFile(fixture('worm-excerpt.csv'));
	t.is(graph.title, 'worm-excerpt.csv');
	t.is(layout, 'ForceAtlas2');
	t.is(graph.n, report.nodes);
	t.is(graph.colIdx.length, 42);
	t.is(graph.rowPtr[graph.n], 42);
	t.is(graph.x.length, graph.n);
	t.true([...graph.x, ...graph.y].every(value => value > 0 && value < 1));
	t.true(graph.weight.buffer instanceof SharedArrayBuffer, 'no copy is needed for the engine');
	const again = await loadGraphFile(fixture('worm-excerpt.csv'));
	t.deepEqual(again.graph, graph);
});

test('positions of the file are taken, options reach the reader', async t => {
	const {graph, layout} = await loadGraphFile(fixture('triangle.gexf'), {undirected: true, unweighted: true});
	t.is(layout, 'file');
	t.false(graph.directed);
	t.true(graph.unit);
	t.deepEqual(
		[...graph.x].map(value => value.toFixed(2)),
		['0.02', '0.98', '0.50'],
	);
});

async function refusal(path: string, memoryLimit?: number): Promise<string> {
	try {
		await loadGraphFile(path, memoryLimit === undefined ? {} : {memory: {bytes: memoryLimit, whence: '--memory'}});
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'invalid') return `${error.code}: ${error.message}`;
		throw error;
	}
	return 'no error';
}

test('what is no readable file is refused in one line', async t => {
	const missing = join(directory, 'missing.csv');
	t.is(await refusal(missing), `graph-file: ${missing}: no such file`);
	t.is(await refusal(directory), `graph-file: ${directory}: is a directory; a graph is one file`);
	t.is(await refusal('/dev/null'), 'graph-file: /dev/null: is no regular file; a graph is read from a file on disk');
	t.is(await refusal(join(fixture('ring4.mtx'), 'x')), `graph-file: ${fixture('ring4.mtx')}/x: no such file`);
});

test('an empty and a malformed file name the line', async t => {
	const path = join(directory, 'bad.csv');
	writeFileSync(path, '');
	t.is(await refusal(path), 'graph-empty: bad.csv: is empty; a graph has at least one edge');
	writeFileSync(path, 'a,b,1\nc,d\n');
	t.regex(await refusal(path), /^graph-row: bad\.csv, line 2: has 2 fields/);
});

test('a graph over the memory limit is refused with both figures', async t => {
	const path = join(directory, 'large.txt');
	writeFileSync(path, Array.from({length: 2000}, (_, i) => `${i} ${i + 1}`).join('\n'));
	t.is(
		await refusal(path, 200_000),
		'graph-memory: large.txt: 2,001 nodes and 2,000 edges (undirected ones count twice) need 258 KB of memory (graph 42 KB, metrics 40 KB, kernel 16.3 KB, field 120 KB; 258 KB while it is built); 200 KB may be used (--memory), enough for 1,500 such edges',
	);
	t.regex(
		await refusal(path, 1000),
		/^graph-memory: large\.txt: has more than 26 edges, and no more fit into memory: 1 KB may be used \(--memory\)$/,
	);
});
