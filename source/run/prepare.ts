import os from 'node:os';
import {dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {refuseLarge} from '../connectome/csr.ts';
import type {Graph, ImportReport} from '../connectome/graph.ts';
import {type Pairs, pairsOf} from '../connectome/pairs.ts';
import {generate, type Topology} from '../connectome/topologies.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import {type Checkpoint, graphOfCheckpoint} from '../records/checkpoint.ts';
import {checkFit} from './checkpoint-fit.ts';
import type {KernelChoice, ModelSource} from './engine-protocol.ts';
import {loadGraphFile} from './graph-file.ts';
import {foundEquations, isModelFile, loadModel} from './load-model.ts';
import {checkOptions, type RunOptions} from './options.ts';
import type {Settings} from './protocol.ts';
import {findResumed, type Resumed} from './resumed.ts';
import {startSettings} from './settings.ts';
import {shareGraph, sharePairs} from './share-graph.ts';

/** A run, checked and built as far as it can be before anything is written. */
export interface Prepared {
	readonly source: ModelSource;
	readonly model: Model;
	/** Arrays in shared memory. */
	readonly graph: Graph;
	/** The graph's pairs of joined nodes; arrays in shared memory. */
	readonly pairs: Pairs;
	/** The graph did not come from the checkpoint. */
	readonly ownGraph: boolean;
	readonly report: ImportReport | undefined;
	readonly settings: Settings;
	readonly seed: number;
	readonly kernel: KernelChoice;
	readonly init: string;
	readonly resumed: Resumed | undefined;
	/** What the user should know of how this came about. */
	readonly notes: readonly string[];
}

/** Everything that can be wrong with a run is found here, before its directory exists. Throws ConnectopError. */
export async function prepare(options: RunOptions): Promise<Prepared> {
	checkOptions(options);
	const notes: string[] = [...(options.notes ?? [])];
	const wish = {force: options.force === true, note: (message: string) => void notes.push(message)};
	const resumed = options.resume === undefined ? undefined : await findResumed(options.resume, wish);
	try {
		return await build(options, resumed, notes);
	} catch (error) {
		resumed?.run?.lock.release();
		throw error;
	}
}

async function build(options: RunOptions, resumed: Resumed | undefined, notes: string[]): Promise<Prepared> {
	if (resumed?.run && (options.runDirectory !== undefined || options.name !== undefined)) {
		throw new ConnectopError(
			'usage',
			'resume',
			`--resume ${options.resume}: a run goes on in its own directory; leave out --run-dir and --name, or resume one of its checkpoint files`,
		);
	}
	if (resumed?.checkpoint.edges)
		notes.push(
			`${options.resume} is of the original program: its W, edges and threshold are taken over, the rest begins anew`,
		);
	const {source, model} = await modelOf(options, resumed, notes);
	const seed = options.seed ?? resumed?.checkpoint.seed ?? 0;
	const {graph, report} = await graphOf(options, resumed, seed);
	const ownGraph = !resumed || graphAsked(options);
	if (resumed)
		notes.push(...(await checkFit(resumed.checkpoint, {graph, ownGraph, model, force: options.force === true})));
	const settings = settingsOf(model, graph, options, resumed?.checkpoint);
	return {
		source,
		model,
		graph: shareGraph(graph),
		pairs: sharePairs(pairsOf(graph)),
		ownGraph,
		report,
		settings,
		seed,
		kernel: options.kernel ?? (resumed?.checkpoint.kernel as KernelChoice | undefined) ?? 'auto',
		init: options.init ?? Object.keys(model.initial)[0] ?? '',
		resumed,
		notes,
	};
}

/** The original program's checkpoints hold a threshold and no other setting. */
function settingsOf(model: Model, graph: Graph, options: RunOptions, saved: Checkpoint | undefined): Settings {
	const entries = graph.colIdx.length;
	if (saved?.edges) {
		const threshold = options.threshold ?? (saved.settings['threshold'] as number | undefined);
		return startSettings(model, entries, {...options, ...(threshold === undefined ? {} : {threshold})}, undefined);
	}
	return startSettings(model, entries, options, saved && (saved.settings as unknown as Settings));
}

async function modelOf(
	options: RunOptions,
	resumed: Resumed | undefined,
	notes: string[],
): Promise<{source: ModelSource; model: Model}> {
	const saved = resumed?.checkpoint;
	const beside = (file: string | undefined) =>
		file === undefined || !saved ? undefined : join(dirname(saved.path), file);
	const name = options.model ?? beside(saved?.modelFile) ?? saved?.model ?? builtInModels[0].id;
	const isFile = isModelFile(name);
	const plain: ModelSource = {model: isFile ? resolve(name) : name, isFile};
	const model = await loadModel(plain);
	const asked = options.equations ?? beside(saved?.equationsFile);
	const found =
		asked === undefined && !saved && options.autoEquations !== false ? foundEquations(model, process.cwd()) : undefined;
	if (found !== undefined) notes.push(`running the equations in ${found}; --no-auto-equations leaves them out`);
	const equations = asked ?? found;
	if (equations === undefined) return {source: plain, model};
	const source = {...plain, equations: resolve(equations)};
	return {source, model: await loadModel(source)};
}

const graphAsked = ({graph, neurons, k, topology}: RunOptions): boolean =>
	[graph, neurons, k, topology].some(each => each !== undefined);

async function graphOf(
	options: RunOptions,
	resumed: Resumed | undefined,
	seed: number,
): Promise<{graph: Graph; report: ImportReport | undefined}> {
	const limit = options.memoryLimit ?? defaultMemoryLimit();
	if (options.graph !== undefined) {
		return loadGraphFile(options.graph, {
			memoryLimit: limit,
			...(options.undirected === undefined ? {} : {undirected: options.undirected}),
			...(options.unweighted === undefined ? {} : {unweighted: options.unweighted}),
		});
	}
	if (resumed && !graphAsked(options))
		return {graph: await graphOfCheckpoint(resumed.checkpoint), report: resumed.checkpoint.edges?.report};
	const n = options.neurons ?? 1000;
	const topology = options.topology ?? 'knn';
	const k = options.k ?? defaultNeighbours(topology, n);
	refuseLarge(n, n * k * 2, limit, `${n} nodes with k ${k}`);
	return {graph: generate(topology, n, k, seed), report: undefined};
}

/** As many as the seed's graph has, fewer where there are fewer nodes, and on a ring an even number. */
function defaultNeighbours(topology: Topology, n: number): number {
	const most = Math.min(12, Math.max(1, n - 1));
	if (topology !== 'ring' || n === 1) return most;
	if (n === 2) throw new ConnectopError('usage', 'topology', '--topology ring: a ring has three nodes or more');
	return most - (most % 2);
}

/** Half of what this process may have, be it the machine's or the container's. */
function defaultMemoryLimit(): number {
	const constrained = process.constrainedMemory();
	return Math.min(constrained > 0 ? constrained : Infinity, os.totalmem()) / 2;
}
