import {readdir, rm, rmdir} from 'node:fs/promises';
import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {Progress, Report} from '../base/progress.ts';
import type {SavedState} from '../records/checkpoint.ts';
import {createRunDirectory, type RunDirectory, usedDirectory} from '../records/run-directory.ts';
import {beginRun, type Opening} from './begin-run.ts';
import type {RecordingRun} from './client.ts';
import {createEngine, type Engine, type Ready} from './engine.ts';
import {type Feed, fileFeed, liveFeed} from './feed.ts';
import {LocalRun} from './local-run.ts';
import type {RunOptions} from './options.ts';
import {type Prepared, prepare} from './prepare.ts';
import {rehearseScript} from './rehearse-script.ts';
import {lockName, lockRun} from './run-lock.ts';
import {readScript, type ScriptEntry} from './script-file.ts';
import {createShared} from './shared.ts';

/** Where a live stimulus comes from when `input` is `-`. */
export interface RunHost {
	readonly stdin?: NodeJS.ReadStream;
	/** The run's directory is about to be made: until now nothing has been left anywhere. */
	begins?(): void;
	/** Hears how far what takes its time is, until the run goes on. */
	report?(progress: Progress): void;
	/** Done before the first tick, so that it takes no time from the run: whoever is to serve it begins. It must not throw, nor wait for the run to go on. */
	beforeFirstTick?(run: RecordingRun): Promise<void>;
	/** Starts another run, in a process of its own: a branch. */
	launch?(options: RunOptions): Promise<RunDirectory>;
}

/**
Builds a run, makes its directory and starts it. Everything that can be wrong with it is found before the directory exists: throws
ConnectopError and leaves nothing behind.
*/
export async function openRun(options: RunOptions, host: RunHost = {}): Promise<RecordingRun> {
	const report: Report = progress => host.report?.(progress);
	const stage = (task: string) => report({task, done: 0, total: 0, unit: ''});
	const prepared = await prepare(options, report);
	const script = await scriptOf(options, prepared);
	stage('starting the engine');
	const {graph, pairs, model, bridge} = prepared;
	let feed: Feed | undefined;
	let engine: Engine | undefined;
	try {
		const block = createShared(graph.n, model.variables.length);
		const run = new LocalRun(prepared, block, host.launch);
		feed = openFeed(options, host, prepared, texts => run.giveInput(texts));
		engine = createEngine(
			{
				source: prepared.source,
				graph,
				pairs,
				block,
				settings: prepared.settings,
				measureAsked: options.measureEvery !== undefined || prepared.resumed !== undefined,
				seed: prepared.seed,
				kernel: prepared.kernel,
				exact: prepared.exact,
				gpuMode: options.gpuMode,
				threads: prepared.threads,
				start: startState(prepared),
				init: prepared.init,
				steps: stepsLeft(options, prepared),
				external: bridge && {...bridge.connect(graph), whenLost: options.engineLost ?? 'end'},
				durationMs: options.duration === undefined ? undefined : options.duration * 1000,
				script,
			},
			{
				take: emission => run.take(emission),
				want: count => void run.recordable().then(() => feed?.want(count)), // what can't be journalled stays in the feed
				printed: line => run.printed(line),
			},
		);
		const ready = asSaved(await engine.ready, options, prepared);
		host.begins?.();
		stage('writing the graph');
		await start({
			run,
			engine,
			ready,
			prepared,
			options,
			feed,
			now: new Date(),
			report,
			beforeFirstTick: () => host.beforeFirstTick?.(run),
		});
		return run;
	} catch (error) {
		feed?.close();
		await engine?.kill();
		await bridge?.close();
		prepared.resumed?.run?.lock.release();
		throw error;
	}
}

/** The commands that the run is to carry out by itself, checked. */
async function scriptOf(options: RunOptions, prepared: Prepared): Promise<readonly ScriptEntry[]> {
	if (options.script === undefined) return [];
	try {
		const script = scriptLeft(await readScript(options.script), options, prepared);
		rehearseScript(script, prepared);
		return script;
	} catch (error) {
		await prepared.bridge?.close();
		prepared.resumed?.run?.lock.release();
		throw error;
	}
}

/** How many steps this process is to take. A command line that was started again means those that are left of all. */
function stepsLeft({steps, startedAgain}: RunOptions, {resumed}: Prepared): number | undefined {
	if (steps === undefined || !startedAgain) return steps;
	return Math.max(0, steps - (resumed?.checkpoint.state.tick ?? 0));
}

/** What is left of the script: the commands that are in the state are not carried out again. */
function scriptLeft(
	script: readonly ScriptEntry[],
	{startedAgain}: RunOptions,
	{resumed}: Prepared,
): readonly ScriptEntry[] {
	if (!startedAgain || !resumed?.run) return script;
	const {tick} = resumed.checkpoint.state;
	const {scriptedAt} = resumed.run.entered;
	return script.filter(({at}) => at > scriptedAt && at >= tick);
}

function openFeed(
	{input = 'none', inputRate = 10, startedAgain}: RunOptions,
	{stdin}: RunHost,
	{resumed}: Prepared,
	give: (texts: readonly string[]) => void,
): Feed | undefined {
	if (input === 'none') return undefined;
	if (input !== '-') return fileFeed(input, inputRate, give, startedAgain ? resumed?.run?.entered.messages : 0);
	if (!stdin) throw new ConnectopError('usage', 'input', '--input -: there is no stdin to read');
	return liveFeed(stdin, give);
}

/** Where the engine goes on from: a resumed run counts one epoch more, a new run that starts from a file begins at epoch 0. */
function startState({resumed, source, graph}: Prepared): SavedState | undefined {
	if (!resumed) return undefined;
	const {checkpoint, run} = resumed;
	const {engine, ...state} = checkpoint.state;
	// Only the engine that gave it can read it.
	const same = source.external?.hello.name === checkpoint.engine?.hello['name'] && state.stimulus.length === graph.n;
	const own = engine && same ? {engine} : {};
	return {...state, ...own, epoch: run ? run.epoch + 1 : 0};
}

/** A kernel that nobody asked for this time was asked for, or chosen, when the checkpoint's run began. */
function asSaved(ready: Ready, options: RunOptions, {resumed}: Prepared): Ready {
	const same =
		options.kernel === undefined &&
		options.engine === undefined &&
		ready.kernel.id !== 'wasm' &&
		resumed?.checkpoint.kernel === ready.kernel.id;
	return same ? {...ready, kernel: {...ready.kernel, reason: 'as in the checkpoint'}} : ready;
}

/** Makes the run's directory, and its records in it. A new run that can't begin leaves nothing there. */
async function start(opening: Opening): Promise<void> {
	const {options, prepared, now} = opening;
	const {runDirectory, name} = options;
	const resumed = prepared.resumed?.run;
	if (resumed) {
		await beginRun(resumed.directory, resumed.lock, opening);
		return;
	}
	const directory = await createRunDirectory(now, {directory: runDirectory, name});
	const lock = lockRun(directory.path, directory.id);
	const others = (await readdir(directory.path)).filter(entry => entry !== lockName);
	if (others.length > 0) {
		lock.release();
		throw usedDirectory(directory.path, others); // by a run that has begun and ended since it was found empty
	}
	try {
		await beginRun(directory, lock, opening);
	} catch (error) {
		await discard(directory.path, runDirectory === undefined);
		throw error;
	}
}

/** Empties a directory that was new or empty before; one that we named goes too. */
async function discard(path: string, whole: boolean): Promise<void> {
	for (const entry of await readdir(path)) await rm(join(path, entry), {recursive: true, force: true});
	if (whole) await rmdir(path);
}
