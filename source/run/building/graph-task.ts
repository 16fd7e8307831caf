import {basename} from 'node:path';
import process from 'node:process';
import type {FailureKind} from '../../base/errors.ts';
import type {Progress, Report} from '../../base/progress.ts';
import {graphOf} from '../../connectome/csr.ts';
import {refuseLarge} from '../../connectome/forecast.ts';
import type {EdgeTable, Graph, ImportReport} from '../../connectome/graph.ts';
import {type LayoutMethod, layoutMethod, layoutOf} from '../../connectome/graph-layout.ts';
import {type Pairs, pairsOf} from '../../connectome/pairs.ts';
import {readGraph} from '../../connectome/readers/read-graph.ts';
import type {ReadOptions} from '../../connectome/readers/read-options.ts';
import {generate, type Topology} from '../../connectome/topologies.ts';
import {shareGraph, sharePairs} from '../share-graph.ts';
import {openFile} from './file-source.ts';

/** A graph that is built as a whole in a thread of its own. */
export type GraphTask =
	| {readonly type: 'file'; readonly path: string; readonly options: ReadOptions}
	| {
			readonly type: 'topology';
			readonly topology: Topology;
			readonly n: number;
			readonly k: number;
			readonly seed: number;
	  };

/** What reading a file took. */
export interface ReadingCost {
	/** Size of the file. */
	readonly bytes: number;
	readonly readSeconds: number;
	readonly layoutSeconds: number;
	/** The most memory that this process has had so far. */
	readonly peakBytes: number;
}

/** A graph read from a file, what the reader did with its rows, and where the positions come from. */
export interface LoadedGraph {
	/** Arrays in shared memory. */
	readonly graph: Graph;
	/** Its pairs of joined nodes; arrays in shared memory. */
	readonly pairs: Pairs;
	readonly report: ImportReport;
	/** `file`: the file gave positions itself. */
	readonly layout: LayoutMethod | 'file';
	readonly cost: ReadingCost;
}

/** From the thread. */
export type GraphAnswer =
	| {readonly type: 'progress'; readonly progress: Progress}
	| {readonly type: 'generated'; readonly graph: Graph}
	| {readonly type: 'loaded'; readonly loaded: LoadedGraph}
	| {readonly type: 'failed'; readonly kind: FailureKind; readonly code: string; readonly message: string};

/** A generated graph; its arrays are shared memory. */
export function generateShared({topology, n, k, seed}: Extract<GraphTask, {type: 'topology'}>, report: Report): Graph {
	report({task: `building ${topology} k ${k}`, done: 0, total: 0, unit: 'nodes'});
	return shareGraph(generate(topology, n, k, seed));
}

/** Reads a graph file and lays it out unless it brings positions. `now` gives ms. Throws what loadGraphFile says. */
export function loadShared(
	{path, options}: Extract<GraphTask, {type: 'file'}>,
	report: Report,
	now: () => number,
): LoadedGraph {
	const name = basename(path);
	const begun = now();
	const {table, bytes} = readTable(path, name, options, report);
	const {n, source, report: rows} = table;
	const read = now();
	refuseLarge(n, source.length, {from: 'file'}, options.memory, name);
	const method = table.x && table.y ? 'file' : layoutMethod(n, source.length);
	const positions =
		table.x && table.y
			? {x: table.x, y: table.y}
			: layoutOf(n, table, (done, total) => report({task: `laying out ${name}`, done, total, unit: 'rounds'}));
	const laidOut = now();
	const title = method === 'pivot MDS' ? `${name} (layout: ${method})` : name;
	const graph = shareGraph(graphOf(table, positions, title));
	return {
		graph,
		pairs: sharePairs(pairsOf(graph)),
		report: rows,
		layout: method,
		cost: {
			bytes,
			readSeconds: (read - begun) / 1000,
			layoutSeconds: (laidOut - read) / 1000,
			peakBytes: 1024 * process.resourceUsage().maxRSS,
		},
	};
}

function readTable(
	path: string,
	name: string,
	options: ReadOptions,
	report: Report,
): {table: EdgeTable; bytes: number} {
	const file = openFile(path, done => report({task: `reading ${name}`, done, total: file.size, unit: 'B'}));
	const told = (done: number, total: number) =>
		report({task: `sorting the edges of ${name}`, done, total, unit: 'passes'});
	try {
		return {table: readGraph(file, name, {...options, told}), bytes: file.size};
	} finally {
		file.close();
	}
}
