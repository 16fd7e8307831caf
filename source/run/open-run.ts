import {readdir, rm, rmdir} from 'node:fs/promises';
import os from 'node:os';
import {basename, join} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {version} from '../base/version.ts';
import {pairsOf} from '../connectome/pairs.ts';
import {type SavedState, stateFile} from '../records/checkpoint.ts';
import {writeGraph} from '../records/graph-archive.ts';
import {createRunDirectory, indexRun, type RunDirectory} from '../records/run-directory.ts';
import {createRunDocument} from '../records/run-document.ts';
import {bootId} from './boot.ts';
import type {RunClient} from './client.ts';
import {createEngine, type Engine, type Ready} from './engine.ts';
import {type Feed, fileFeed, liveFeed} from './feed.ts';
import {journalHeader} from './journal-header.ts';
import {LocalRun} from './local-run.ts';
import type {RunOptions} from './options.ts';
import {type Prepared, prepare} from './prepare.ts';
import {type RunFacts, schemaVersion} from './protocol.ts';
import {keepCode, openRecorder} from './recorder.ts';
import {createShared} from './shared.ts';

/** Where a live stimulus comes from when `input` is `-`. */
export interface RunHost {
	readonly stdin?: NodeJS.ReadStream;
}

/**
Builds a run, makes its directory and starts it. Everything that can be wrong with it is found before the directory exists: throws
ConnectopError and leaves nothing behind.
*/
export async function openRun(options: RunOptions, host: RunHost = {}): Promise<RunClient> {
	const prepared = await prepare(options);
	const {graph, model} = prepared;
	const block = createShared(graph.n, model.variables.length);
	const run = new LocalRun(prepared, block, pairsOf(graph).colIdx.length);
	const feed = openFeed(options, host, texts => run.giveInput(texts));
	const engine = createEngine(
		{
			source: prepared.source,
			graph,
			block,
			settings: prepared.settings,
			measureAsked: options.measureEvery !== undefined || prepared.resumed !== undefined,
			seed: prepared.seed,
			kernel: prepared.kernel,
			exact: options.exact === true,
			start: startState(prepared),
			init: prepared.init,
			steps: options.steps,
			durationMs: options.duration === undefined ? undefined : options.duration * 1000,
		},
		{take: emission => run.take(emission), want: count => feed?.want(count)},
	);
	try {
		const ready = await engine.ready;
		await start(run, engine, ready, {prepared, options, feed});
		return run;
	} catch (error) {
		feed?.close();
		await engine.kill();
		throw error;
	}
}

function openFeed(
	{input = 'none', inputRate = 10}: RunOptions,
	{stdin}: RunHost,
	give: (texts: readonly string[]) => void,
): Feed | undefined {
	if (input === 'none') return undefined;
	if (input !== '-') return fileFeed(input, inputRate, give);
	if (!stdin) throw new ConnectopError('usage', 'input', '--input -: there is no stdin to read');
	return liveFeed(stdin, give);
}

/** Where the engine goes on from: a resumed run counts one epoch more, a new run that starts from a file begins at epoch 0. */
function startState({resumed}: Prepared): SavedState | undefined {
	if (!resumed) return undefined;
	const {checkpoint, run} = resumed;
	return {...checkpoint.state, epoch: run ? run.epoch + 1 : 0};
}

interface Opening {
	readonly prepared: Prepared;
	readonly options: RunOptions;
	readonly feed: Feed | undefined;
}

/** Makes the run's directory, and its records in it. A new run that can't begin leaves nothing there. */
async function start(run: LocalRun, engine: Engine, ready: Ready, opening: Opening): Promise<void> {
	const {runDirectory, name} = opening.options;
	const now = new Date();
	const resumed = opening.prepared.resumed?.run?.directory;
	const directory = resumed ?? (await createRunDirectory(now, {directory: runDirectory, name}));
	try {
		await begin(directory, now, run, engine, ready, opening);
	} catch (error) {
		if (!resumed) await discard(directory.path, runDirectory === undefined);
		throw error;
	}
}

/** Empties a directory that was new or empty before; one that we named goes too. */
async function discard(path: string, whole: boolean): Promise<void> {
	for (const entry of await readdir(path)) await rm(join(path, entry), {recursive: true, force: true});
	if (whole) await rmdir(path);
}

/** Makes the records and lets the engine go. */
async function begin(
	directory: RunDirectory,
	now: Date,
	run: LocalRun,
	engine: Engine,
	ready: Ready,
	{prepared, options, feed}: Opening,
): Promise<void> {
	const {graph, model, source, resumed, settings, seed} = prepared;
	const graphFile =
		resumed?.run && !prepared.ownGraph ? resumed.checkpoint.graph : await writeGraph(directory.path, graph);
	const modelFile = await keepCode(directory.path, source.isFile ? source.model : undefined, 'model');
	const equationsFile = await keepCode(directory.path, source.equations, 'equations');
	const facts = factsOf(directory, prepared, ready, options);
	const context = {
		model: model.id,
		seed,
		kernel: ready.kernel.id,
		graph: graphFile,
		...(modelFile === undefined ? {} : {modelFile}),
		...(equationsFile === undefined ? {} : {equationsFile}),
	};
	const keep = keptCheckpoints(options, resumed);
	const document = createRunDocument(directory.path, {
		v: schemaVersion,
		id: directory.id,
		version,
		node: process.version,
		host: os.hostname(),
		pid: process.pid,
		bootId: bootId(),
		jobId: process.env['SLURM_JOB_ID'],
		startedAt: resumed?.run?.document.startedAt ?? now.toISOString(),
		status: 'running',
		options: {...options, checkpointKeep: keep},
		settings: {...settings},
		seed,
		model: {
			id: model.id,
			title: model.title,
			...(modelFile === undefined ? {} : {file: modelFile}),
			...(equationsFile === undefined ? {} : {equations: equationsFile}),
		},
		kernel: ready.kernel,
		substeps: ready.substeps,
		graph: {...facts.graph, ...graphFile, ...(prepared.report ? {report: prepared.report} : {})},
		checkpoints: resumed?.run?.document.checkpoints ?? [],
		lastTick: ready.initial.tick,
		lastSeq: resumed?.run?.document.lastSeq ?? 0,
		epoch: ready.initial.epoch,
		heartbeat: now.toISOString(),
		counters: {},
	});
	await document.update({});
	const recorder = await openRecorder({
		directory,
		document,
		facts,
		graph,
		model,
		context,
		keep,
		firstSeq: document.data.lastSeq,
		epoch: ready.initial.epoch,
		tick: ready.initial.tick,
		onRecord: record => run.publishRecord(record),
		onEvent: event => run.publishEvent(event),
		onFailure: error => run.fail(error),
		counters: () => run.counters(),
	});
	recorder.journal(await journalHeader(directory.path, options, prepared, ready, context));
	if (resumed) recorder.pin(stateFile(resumed.checkpoint.state.tick, resumed.checkpoint.state.epoch));
	for (const file of resumed?.run?.named ?? []) recorder.pin(file);
	run.begin({engine, recorder, facts, feed, directory: directory.path});
	announce(run, prepared, ready, facts, await indexRun(directory, now));
	if (!resumed?.run)
		run.take({
			type: 'snapshot',
			at: now.getTime(),
			epoch: ready.initial.epoch,
			tick: ready.initial.tick,
			snapshot: ready.initial,
			settings,
			why: 'start',
		});
	if (feed) engine.send({type: 'feed', rate: feed.rate});
	engine.send({type: 'go'});
}

/** As asked for, else as the run that goes on was asked for. */
function keptCheckpoints({checkpointKeep}: RunOptions, resumed: Prepared['resumed']): number {
	const before = resumed?.run?.document.options['checkpointKeep'];
	return checkpointKeep ?? (typeof before === 'number' ? before : 5);
}

function factsOf(
	directory: RunDirectory,
	{graph, model, source, seed}: Prepared,
	ready: Ready,
	options: RunOptions,
): RunFacts {
	const [variable] = model.variables;
	return {
		id: directory.id,
		directory: directory.path,
		model: {
			id: model.id,
			title: model.title,
			...(source.equations === undefined ? {} : {equations: basename(source.equations)}),
		},
		variable: {name: variable?.name ?? '', shown: variable?.shown ?? [0, 1]},
		...(model.presets ? {presets: {title: model.presets.title, names: model.presets.names}} : {}),
		headerParameters: {
			...(model.presets?.factor === undefined ? {} : {factor: model.presets.factor}),
			...(model.strength === undefined ? {} : {strength: model.strength}),
		},
		kernel: ready.kernel,
		graph: {
			title: graph.title,
			nodes: graph.n,
			edges: pairsOf(graph).colIdx.length,
			entries: graph.colIdx.length,
			directed: graph.directed,
		},
		seed,
		...(options.scenario === undefined ? {} : {scenario: options.scenario}),
	};
}

/** The first events: what runs, where, and what the reader made of the file. */
function announce(
	run: LocalRun,
	{notes, report, resumed}: Prepared,
	ready: Ready,
	facts: RunFacts,
	indexWarning: string | undefined,
): void {
	const {kernel, graph, scenario} = facts;
	const what = scenario === undefined ? '' : `${scenario} scenario, `;
	const substeps = ready.substeps > 1 ? `, ${ready.substeps} exchange passes a tick` : '';
	run.news({
		level: 'info',
		kind: 'start',
		message: `${what}kernel ${kernel.title} (${kernel.reason})${substeps}`,
		data: {directory: facts.directory, kernel, graph, substeps: ready.substeps},
	});
	if (report) run.news({level: 'info', kind: 'graph', message: describe(report), data: {...report}});
	if (resumed)
		run.news({
			level: 'info',
			kind: 'resume',
			message: `from ${resumed.checkpoint.path}, tick ${resumed.checkpoint.state.tick}`,
		});
	for (const note of notes) run.news({level: 'warn', kind: 'note', message: note});
	if (indexWarning !== undefined) run.news({level: 'warn', kind: 'note', message: indexWarning});
}

function describe({
	format,
	rows,
	nodes,
	edgesByType,
	duplicates,
	selfLoops,
	mirrored,
	zeroWeights,
}: NonNullable<Prepared['report']>): string {
	const kept = Object.entries(edgesByType).map(([type, count]) => `${count}${type === '' ? '' : ` ${type}`}`);
	const counted = [
		[duplicates, 'duplicates added up'],
		[selfLoops, 'self-loops left out'],
		[mirrored, 'mirrored'],
		[zeroWeights, 'of weight 0 left out'],
	] as const;
	const rest = counted.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
	return `${format}: ${rows} rows, ${nodes} nodes, edges kept: ${kept.join(', ') || 'none'}${rest.length === 0 ? '' : `; ${rest.join(', ')}`}`;
}
