import {isAbsolute, join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import {plainMeter} from '../../connectome/metrics.ts';
import {type Pairs, pairsOf} from '../../connectome/pairs.ts';
import {newDetector} from '../../connectome/spike-detector.ts';
import type {Model} from '../../dynamics/model.ts';
import {cpuKernel} from '../../kernels/cpu.ts';
import {type Checkpoint, readCheckpoint, type SavedState, stateFile} from '../../records/checkpoint.ts';
import {readGraphFile} from '../../records/graph-archive.ts';
import {readRunDocument} from '../../records/run-document.ts';
import type {Emission} from '../emission.ts';
import type {ModelSource} from '../engine-protocol.ts';
import {isModelFile, loadModel} from '../load-model.ts';
import {Nexus} from '../nexus.ts';
import {createPlainShared, createPublisher, type Publisher, type SharedBlock} from '../shared.ts';
import {fillStart} from '../start-state.ts';
import {checkCode} from './check-files.ts';
import type {CommandLine, StartLine} from './journal-lines.ts';
import {openStageEngine, type StageEngine} from './stage-engine.ts';

/** A fresh engine at the beginning of a stretch, which does nothing by itself. */
export interface Stage {
	readonly nexus: Nexus;
	readonly publisher: Publisher;
	readonly model: Model;
	/** Ends an external engine that steps it. */
	close(): Promise<void>;
}

/** A graph with its pairs, and the hash that it is known by. */
export interface StageGraph {
	readonly sha256: string;
	readonly graph: Graph;
	readonly pairs: Pairs;
}

export interface StageOptions {
	/** The graph of the stretch, as `stageGraph` gives it. */
	readonly on: StageGraph;
	readonly model: Model;
	readonly start: SavedState | undefined;
	/** Shared memory of the graph's size; its own when left out. */
	readonly block?: SharedBlock;
	emit(emission: Emission): void;
}

/** Builds the engine that a stretch began with, on the cpu. Throws what is wrong with its model. */
export function openStage(line: StartLine, options: StageOptions): Stage {
	const {
		on: {graph},
		model,
		start,
	} = options;
	const publisher = emptied(options);
	const {settings, seed, init} = line;
	if (!model.external) fillStart(publisher, model, {graph, settings, seed, init, start});
	return stageWith(line, options, publisher, {kernel: cpuKernel(model, graph), close: nothing});
}

/** The same where it is to be played: on the external engine that the stretch had, if it had one. Throws what is wrong with that as well. */
export async function openPlayedStage(line: StartLine, options: StageOptions): Promise<Stage> {
	const {
		on: {graph},
		model,
		start,
	} = options;
	if (!line.engine) return openStage(line, options);
	const publisher = emptied(options);
	const engine = await openStageEngine(line, {graph, model, start}, publisher.state);
	try {
		return stageWith(line, options, publisher, engine);
	} catch (error) {
		await engine.close();
		throw error;
	}
}

const nothing = () => Promise.resolve();

/** Shared memory holds what was there before a jump. */
function emptied({on: {graph}, model, block}: StageOptions): Publisher {
	const publisher = createPublisher(block ?? createPlainShared(graph.n, model.variables.length));
	const {current, next, stimulus} = publisher.state;
	for (const values of [...current, ...next, stimulus]) values.fill(0);
	return publisher;
}

function stageWith(
	line: StartLine,
	{on: {graph, pairs}, model, start, emit}: StageOptions,
	publisher: Publisher,
	{kernel, close}: StageEngine,
): Stage {
	const {settings, seed} = line;
	const nexus = new Nexus({
		model,
		graph,
		meter: plainMeter(pairs),
		kernel,
		publisher,
		settings,
		seed,
		start: start
			? {...start, epoch: line.epoch}
			: {tick: 0, epoch: line.epoch, theta: 0, thetaBefore: 0, detector: newDetector()},
		replayed: true,
		now: () => performance.now(),
		wall: () => Date.now(),
		emit,
	});
	return {nexus, publisher, model, close};
}

/** The graph of a stretch. The one of the stretch before is taken again when it is the same. Throws `checkpoint-corrupt`. */
export async function stageGraph(
	directory: string,
	{graph: file}: StartLine,
	before?: StageGraph,
): Promise<StageGraph> {
	if (before?.sha256 === file.sha256) return before;
	const graph = await readGraphFile(directory, file);
	return {sha256: file.sha256, graph, pairs: pairsOf(graph)};
}

/** Where the model of a stretch is: built in, or the copies in the run's directory. */
export function stageSource(directory: string, {model, modelFile, equationsFile, engine}: StartLine): ModelSource {
	if (engine) return {model, isFile: false, external: engine};
	const name = modelFile === undefined ? model : join(directory, modelFile);
	const source = {model: name, isFile: modelFile !== undefined && isModelFile(name)};
	return equationsFile === undefined ? source : {...source, equations: join(directory, equationsFile)};
}

/** The model of a stretch, from files that are what the journal says. Throws `file-changed`, or what is wrong with them. */
export async function stageModel(directory: string, line: StartLine): Promise<Model> {
	await checkCode(directory, line);
	return loadModel(stageSource(directory, line));
}

/**
The state that a stretch goes on from: the checkpoint that was resumed, or for a run that began with a checkpoint file what it made of that file;
undefined for a run that began anew. Throws `checkpoint-missing`, `checkpoint-corrupt`.
*/
export async function stageStart(directory: string, line: StartLine): Promise<SavedState | undefined> {
	if (!line.from) return undefined;
	if (line.kind === 'header' || isAbsolute(line.from.file)) {
		const file = stateFile(line.tick, line.epoch);
		const entry = (await readRunDocument(directory)).checkpoints.find(each => each.file === file);
		return (await readSaved(directory, {file, sha256: entry?.sha256}, asSaved)).state;
	}
	return (await readSaved(directory, line.from, asGoneBackTo)).state;
}

/** What a command brings along besides its arguments: a restore the content of the checkpoint that it names. */
export async function payloadOf(directory: string, {args}: CommandLine): Promise<SavedState | undefined> {
	const {file, sha256} = args;
	if (typeof file !== 'string' || typeof sha256 !== 'string') return undefined;
	return (await readSaved(directory, {file, sha256}, asGoneBackTo)).state;
}

const asSaved = 'is not what was saved';
const asGoneBackTo = 'is not what the journal says was gone back to';

/** Reads a state file of the run; its content has to have the hash, where one is known. Throws `checkpoint-missing`, `checkpoint-corrupt`. */
export async function readSaved(
	directory: string,
	{file, sha256}: {readonly file: string; readonly sha256?: string | undefined},
	otherwise = asSaved,
): Promise<Checkpoint> {
	const path = join(directory, file);
	const checkpoint = await readCheckpoint(path);
	if (sha256 === undefined || checkpoint.sha256 === sha256) return checkpoint;
	throw new ConnectopError('unverified', 'checkpoint-corrupt', `${path}: its content ${otherwise}`);
}
