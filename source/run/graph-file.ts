import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {Worker} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {graphOf, refuseLarge, sizeText} from '../connectome/csr.ts';
import type {EdgeTable, Graph, ImportReport} from '../connectome/graph.ts';
import {type LayoutMethod, layoutMethod} from '../connectome/graph-layout.ts';
import {readGraph} from '../connectome/readers/read-graph.ts';
import type {ReadOptions} from '../connectome/readers/read-options.ts';
import type {LayoutResult, LayoutTask} from './layout-worker.ts';

/** A graph read from a file, what the reader did with its rows, and where the positions come from. */
export interface LoadedGraph {
	readonly graph: Graph;
	readonly report: ImportReport;
	/** `file`: the file gave positions itself. */
	readonly layout: LayoutMethod | 'file';
}

/** Bytes that one array of Node holds and int32 offsets address. */
const maxFileBytes = 2 ** 31 - 1;

/**
Reads a graph file and lays it out in a worker unless it brings positions. The graph's title is the file's name, with the layout where it is
the cheaper one of large graphs.

Throws a ConnectopError of kind `invalid`: `graph-file` when the file cannot be read, `graph-memory` when the graph needs more than
`options.memoryLimit` bytes, and what readGraph says of malformed files.
*/
export async function loadGraphFile(path: string, options: ReadOptions = {}): Promise<LoadedGraph> {
	const name = basename(path);
	const table = readGraph(await bytesOf(path, options.memoryLimit), name, options);
	const {n, report} = table;
	refuseLarge(n, table.source.length, options.memoryLimit, name);
	if (table.x && table.y) return {graph: graphOf(table, {x: table.x, y: table.y}, name), report, layout: 'file'};
	const {x, y, edges} = await layOut(table);
	const layout = layoutMethod(n);
	const title = layout === 'ForceAtlas2' ? name : `${name} (layout: ${layout})`;
	return {graph: graphOf({...table, ...edges}, {x, y}, title), report, layout};
}

async function bytesOf(path: string, memoryLimit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
	const failed = (why: string, code = 'graph-file', cause?: unknown) =>
		new ConnectopError('invalid', code, `${path}: ${why}`, {cause});
	try {
		const facts = await stat(path);
		if (facts.isDirectory()) throw failed('is a directory; a graph is one file');
		if (!facts.isFile()) throw failed('is no regular file; a graph is read from a file on disk');
		if (facts.size > maxFileBytes)
			throw failed(`is ${sizeText(facts.size)}; graph files of up to ${sizeText(maxFileBytes)} are read`);
		if (facts.size > memoryLimit)
			throw failed(
				`is ${sizeText(facts.size)}, more than the ${sizeText(memoryLimit)} of memory that are allowed`,
				'graph-memory',
			);
		return await readFile(path);
	} catch (error) {
		if (error instanceof ConnectopError) throw error;
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT' || code === 'ENOTDIR') throw failed('no such file', 'graph-file', error);
		if (code === 'EACCES' || code === 'EPERM')
			throw failed('may not be read by you (permission denied)', 'graph-file', error);
		throw failed(`cannot be read: ${messageOf(error)}`, 'graph-file', error);
	}
}

/** Runs the layout in a worker, lending it the table's arrays: they come back in the result. */
function layOut({n, source, target, weight}: EdgeTable): Promise<LayoutResult> {
	const file = import.meta.url.endsWith('.ts') ? './layout-worker.ts' : './layout-worker.js';
	const task: LayoutTask = {n, edges: {source, target, weight}};
	const transferList = [source, target, weight].map(array => array.buffer as ArrayBuffer);
	const worker = new Worker(new URL(file, import.meta.url), {workerData: task, transferList});
	return new Promise((resolve, reject) => {
		worker.once('message', (result: LayoutResult) => resolve(result));
		worker.once('messageerror', reject);
		worker.once('error', reject);
		worker.once('exit', code => reject(new Error(`the layout worker stopped before it was done (exit code ${code})`)));
	});
}
