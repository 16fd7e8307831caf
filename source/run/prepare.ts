import {existsSync, statSync} from 'node:fs';
import os from 'node:os';
import {dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {refuseLarge} from '../connectome/csr.ts';
import type {Graph, ImportReport} from '../connectome/graph.ts';
import {generate} from '../connectome/topologies.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import {type Checkpoint, graphOfCheckpoint, newestCheckpoint, readCheckpoint} from '../records/checkpoint.ts';
import {findRun, holdsRun, type RunDirectory} from '../records/run-directory.ts';
import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import type {KernelChoice, ModelSource} from './engine-protocol.ts';
import {loadGraphFile} from './graph-file.ts';
import {foundEquations, isModelFile, loadModel} from './load-model.ts';
import {checkOptions, type RunOptions} from './options.ts';
import type {Settings} from './protocol.ts';
import {startSettings} from './settings.ts';
import {share} from './shared.ts';

/** A run, checked and built as far as it can be before anything is written. */
export interface Prepared {
	readonly source: ModelSource;
	readonly model: Model;
	/** Arrays in shared memory. */
	readonly graph: Graph;
	readonly report: ImportReport | undefined;
	readonly settings: Settings;
	readonly seed: number;
	readonly kernel: KernelChoice;
	readonly init: string;
	readonly resumed: Resumed | undefined;
	/** What the user should know of how this came about. */
	readonly notes: readonly string[];
}

interface Resumed {
	readonly checkpoint: Checkpoint;
	/** The run to go on with; undefined when a checkpoint file starts a new run. */
	readonly run: {readonly directory: RunDirectory; readonly document: RunDocument} | undefined;
}

/** Everything that can be wrong with a run is found here, before its directory exists. Throws ConnectopError. */
export async function prepare(options: RunOptions): Promise<Prepared> {
	checkOptions(options);
	const notes: string[] = [];
	const resumed = options.resume === undefined ? undefined : await findResumed(options.resume, notes);
	const {source, model} = await modelOf(options, resumed, notes);
	const seed = options.seed ?? resumed?.checkpoint.seed ?? 0;
	const {graph, report} = await graphOf(options, resumed, seed);
	if (resumed) checkFit(resumed.checkpoint, graph, model, options);
	const settings = startSettings(model, graph.colIdx.length, options, resumed && resumedSettings(resumed.checkpoint));
	return {
		source,
		model,
		graph: shareGraph(graph),
		report,
		settings,
		seed,
		kernel: options.kernel ?? (resumed?.checkpoint.kernel as KernelChoice | undefined) ?? 'auto',
		init: options.init ?? Object.keys(model.initial)[0] ?? '',
		resumed,
		notes,
	};
}

const resumedSettings = (checkpoint: Checkpoint): Settings => checkpoint.settings as unknown as Settings;

/** `--resume` names a checkpoint file or a run. */
async function findResumed(reference: string, notes: string[]): Promise<Resumed> {
	const isFile = existsSync(reference) && statSync(reference).isFile();
	if (isFile || (reference.endsWith('.npz') && !(await holdsRun(reference))))
		return {checkpoint: await readCheckpoint(reference), run: undefined};
	const directory = await findRun(reference);
	const document = await readRunDocument(directory.path);
	if (
		document.status === 'running' &&
		document.host === os.hostname() &&
		document.pid !== process.pid &&
		alive(document.pid)
	) {
		throw new ConnectopError(
			'invalid',
			'run-live',
			`run ${directory.id} is going on in process ${document.pid}; stop it before it is resumed`,
		);
	}
	const checkpoint = await newestCheckpoint(directory.path, document.checkpoints, message => notes.push(message));
	return {checkpoint, run: {directory, document}};
}

function alive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
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
	const asksForOne = options.neurons !== undefined || options.k !== undefined || options.topology !== undefined;
	if (resumed && !asksForOne) return {graph: await graphOfCheckpoint(resumed.checkpoint), report: undefined};
	const n = options.neurons ?? 1000;
	const k = options.k ?? Math.min(12, Math.max(1, n - 1));
	refuseLarge(n, n * k * 2, limit, `${n} nodes with k ${k}`);
	return {graph: generate(options.topology ?? 'knn', n, k, seed), report: undefined};
}

/** Half of what this process may have, be it the machine's or the container's. */
function defaultMemoryLimit(): number {
	const constrained = process.constrainedMemory();
	return Math.min(constrained > 0 ? constrained : Infinity, os.totalmem()) / 2;
}

function checkFit({state, path, model: savedModel}: Checkpoint, graph: Graph, model: Model, {force}: RunOptions): void {
	const nodes = state.stimulus.length;
	if (nodes !== graph.n) {
		throw new ConnectopError(
			'invalid',
			'checkpoint-fit',
			`${path} has ${nodes} nodes and the graph ${graph.n}; resume on a graph with as many nodes`,
		);
	}
	if (savedModel !== model.id && force !== true) {
		throw new ConnectopError(
			'invalid',
			'checkpoint-fit',
			`${path} was saved by the model ${savedModel}, not ${model.id}; --force resumes all the same`,
		);
	}
}

function shareGraph(graph: Graph): Graph {
	return {
		...graph,
		rowPtr: share(graph.rowPtr),
		colIdx: share(graph.colIdx),
		weight: share(graph.weight),
		x: share(graph.x),
		y: share(graph.y),
		...(graph.edgeType ? {edgeType: share(graph.edgeType)} : {}),
	};
}
