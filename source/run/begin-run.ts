import {stat} from 'node:fs/promises';
import {basename} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import type {Progress, Report} from '../base/progress.ts';
import {version} from '../base/version.ts';
import {type SavedContext, stateFile} from '../records/checkpoint.ts';
import {writeGraph} from '../records/graph-archive.ts';
import {indexRun, type RunDirectory} from '../records/run-directory.ts';
import {type CheckpointEntry, createRunDocument, type RunDocument} from '../records/run-document.ts';
import {noteText} from '../records/run-labels.ts';
import {slurmJob} from '../records/slurm-job.ts';
import type {Engine, Ready} from './engine.ts';
import type {Feed} from './feed.ts';
import {journalHeader} from './journal-header.ts';
import {keepCode} from './keep-code.ts';
import type {LocalRun} from './local-run.ts';
import {announce} from './opening-events.ts';
import type {RunOptions} from './options.ts';
import type {Prepared} from './prepare.ts';
import {ownIdentity} from './process-identity.ts';
import {type Command, type RunFacts, schemaVersion} from './protocol.ts';
import {openRecorder, type Recorder} from './recorder.ts';
import type {Resumed} from './resumed.ts';
import {factsOf} from './run-facts.ts';
import type {RunLock} from './run-lock.ts';

/** All that a run begins with; its engine is ready. */
export interface Opening {
	readonly run: LocalRun;
	readonly engine: Engine;
	readonly ready: Ready;
	readonly prepared: Prepared;
	readonly options: RunOptions;
	readonly feed: Feed | undefined;
	readonly now: Date;
	/** Done when everything but the ticks has begun. */
	beforeFirstTick(): Promise<void> | undefined;
	/** Told how far the writing of the graph is. */
	report?(progress: Progress): void;
}

/** Makes a run's records in its directory, which is locked, and lets the engine go. */
export async function beginRun(directory: RunDirectory, lock: RunLock, opening: Opening): Promise<void> {
	const {run, engine, ready, prepared, options, feed, now, report} = opening;
	const {resumed} = prepared;
	const facts = factsOf(directory, prepared, ready, options);
	const context = await contextOf(directory.path, prepared, ready, report);
	const keep = options.checkpointKeep ?? keptBefore(resumed) ?? 5;
	const document = createRunDocument(directory.path, await documentOf(facts, context, keep, opening));
	const {tick, epoch} = ready.initial;
	const recorder = await openRecorder({
		directory,
		document,
		facts,
		graph: prepared.graph,
		context,
		keep,
		firstSeq: resumed?.run?.seq ?? 0,
		earlierCounters: resumed?.run?.document.counters ?? {},
		epoch,
		tick,
		onRecord: record => run.publishRecord(record),
		onEvent: event => run.publishEvent(event),
		onFailure: error => run.fail(error),
		onBrimful: full => run.standStill(full),
		rowsWritten: () => run.rowsWritten(),
		rowsWaiting: () => run.rowsWaiting(),
		counters: () => run.counters(),
	});
	try {
		const found = resumed?.run ? {digests: recorder.digests} : {};
		recorder.journal({...(await journalHeader(directory.path, options, prepared, ready, context)), ...found});
		await recorder.begun();
		await document.update({}); // not before the logs are open: a run that can't go on stays what it was
	} catch (error) {
		await recorder.close();
		throw error;
	}
	if (resumed) recorder.pin(stateFile(resumed.checkpoint.state.tick, resumed.checkpoint.state.epoch));
	for (const file of resumed?.run?.named ?? []) recorder.pin(file);
	run.begin({engine, recorder, facts, feed, lock, directory: directory.path, graphHash: context.graph.sha256});
	announce(run, prepared, ready, facts, await indexRun(directory, now));
	if (options.note !== undefined) {
		const note = noteText(options.note);
		run.news({level: 'info', kind: 'note', message: note, data: {id: 'note', note}});
	}
	if (!resumed?.run) {
		const {settings} = ready;
		run.take({type: 'snapshot', at: now.getTime(), epoch, tick, snapshot: ready.initial, settings, why: 'start'});
	}
	engine.onScripted((command, where) => void carryOut(run, recorder, command, where));
	const begun = recorder.begun();
	begun.catch((error: Error) => run.fail(error)); // a run whose beginning is not on disk takes no tick
	await Promise.allSettled([opening.beforeFirstTick(), begun]);
	if (feed) engine.send({type: 'feed', rate: feed.rate});
	engine.send({type: 'go'});
}

/** A command of the script that needs a file, which may still be being written. One that is refused would make it another run: it ends. */
async function carryOut(run: LocalRun, recorder: Recorder, command: Command, where: string): Promise<void> {
	await recorder.saved();
	await run.recordable();
	const outcome = await run.send(command);
	if (!outcome.ok) run.fail(new ConnectopError('failed', 'script', `${where}: ${outcome.error}`));
}

/** Keeps the graph and the user's code in the run's directory: its states refer to them. */
async function contextOf(
	path: string,
	{graph, ownGraph, model, source, resumed, seed}: Prepared,
	{kernel}: Ready,
	report: Report | undefined,
): Promise<Omit<SavedContext, 'settings'>> {
	const modelFile = await keepCode(path, source.isFile ? source.model : undefined, 'model');
	const equationsFile = await keepCode(path, source.equations, 'equations');
	return {
		model: model.id,
		seed,
		kernel: kernel.id,
		graph: resumed?.run && !ownGraph ? resumed.checkpoint.graph : await writeGraph(path, graph, report),
		...(modelFile === undefined ? {} : {modelFile}),
		...(equationsFile === undefined ? {} : {equationsFile}),
		...(source.external ? {engine: {...source.external}} : {}),
	};
}

async function documentOf(
	facts: RunFacts,
	{graph, modelFile, equationsFile}: Omit<SavedContext, 'settings'>,
	keep: number,
	{prepared: {model, seed, report, resumed, bridge}, ready, options, now}: Opening,
): Promise<RunDocument> {
	const before = resumed?.run?.document;
	const {host, pid, bootId} = ownIdentity();
	const job = slurmJob();
	return {
		v: schemaVersion,
		id: facts.id,
		version,
		node: process.version,
		host,
		pid,
		bootId,
		...(bridge?.pid === undefined ? {} : {enginePid: bridge.pid}),
		jobId: job?.id,
		...(job === undefined ? {} : {job}),
		...((options.origin ?? before?.origin) ? {origin: {...(options.origin ?? before?.origin)}} : {}),
		...(facts.name === undefined ? {} : {name: facts.name}),
		...(before?.notes === undefined ? {} : {notes: before.notes}),
		startedAt: before?.startedAt ?? now.toISOString(),
		status: 'running',
		options: {...options, checkpointKeep: keep},
		settings: {...ready.settings},
		seed,
		model: {
			id: model.id,
			title: model.title,
			...(modelFile === undefined ? {} : {file: modelFile}),
			...(equationsFile === undefined ? {} : {equations: equationsFile}),
		},
		kernel: ready.kernel,
		substeps: ready.substeps,
		graph: {...facts.graph, ...graph, ...(report ? {report} : {})},
		checkpoints: resumed?.run ? await listed(resumed) : [],
		lastTick: ready.initial.tick,
		lastSeq: resumed?.run?.seq ?? 0,
		epoch: ready.initial.epoch,
		heartbeat: now.toISOString(),
		counters: {},
	};
}

/** The checkpoints of the run that goes on; the newest may have been written just before a kill and not be listed yet. */
async function listed({checkpoint, run}: Resumed): Promise<readonly CheckpointEntry[]> {
	const entries = run?.document.checkpoints ?? [];
	const {path, sha256, state} = checkpoint;
	const file = basename(path);
	if (entries.some(each => each.file === file)) return entries;
	const {size, mtime} = await stat(path);
	const {seq} = checkpoint;
	const known = {file, tick: state.tick, epoch: state.epoch, bytes: size, sha256, at: mtime.toISOString()};
	const entry = seq === undefined ? known : {...known, seq};
	return [...entries, entry];
}

/** As the run that goes on was asked for. */
function keptBefore(resumed: Prepared['resumed']): number | undefined {
	const before = resumed?.run?.document.options['checkpointKeep'];
	return typeof before === 'number' ? before : undefined;
}
