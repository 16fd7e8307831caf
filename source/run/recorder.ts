import {messageOf} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import {
	deleteCheckpoints,
	keptCheckpoints,
	type SavedContext,
	stateFile,
	writeCheckpoint,
} from '../records/checkpoint.ts';
import {type RunDirectory, sweepRunDirectory} from '../records/run-directory.ts';
import type {RunDocument, RunDocumentFile} from '../records/run-document.ts';
import type {RunRecord} from './client.ts';
import {readEarlier} from './earlier.ts';
import type {Emission, Stamp} from './emission.ts';
import {type Event, type News, type RunFacts, schemaVersion} from './protocol.ts';
import {cutFrom, openRunLogs} from './run-logs.ts';
import {createRunPictures} from './run-pictures.ts';
import {createSaveQueue, type SaveJob} from './save-queue.ts';
import {createSeries} from './series.ts';

const heartbeatMs = 5000;

export interface RecorderSetup {
	readonly directory: RunDirectory;
	readonly document: RunDocumentFile;
	readonly facts: RunFacts;
	readonly graph: Graph;
	readonly context: Omit<SavedContext, 'settings'>;
	readonly keep: number;
	readonly firstSeq: number;
	/** What the processes before this one counted. */
	readonly earlierCounters: Readonly<Record<string, number>>;
	readonly epoch: number;
	readonly tick: number;
	/** Every record as it is written. */
	onRecord(record: RunRecord): void;
	onEvent(event: Event): void;
	/** Writing failed: the run can't go on. Called once. */
	onFailure(error: Error): void;
	/** Numbers of this process's part of the run for run.json. */
	counters(): Readonly<Record<string, number>>;
}

/** Writes down what the engine says, in order, and draws its pictures. */
export interface Recorder {
	take(emission: Emission): void;
	/** Says something that the main thread knows. */
	news(news: News): void;
	/** A line of the journal from the main thread: the header, the end. */
	journal(entry: Readonly<Record<string, unknown>>): void;
	readonly checkpoints: RunDocument['checkpoints'];
	/** Keeps a checkpoint that the journal names from being deleted. */
	pin(file: string): void;
	/** Writes into run.json. Throws what its `update` throws. */
	note(change: Partial<RunDocument>): Promise<void>;
	/** Resolves when every event so far can be read from its file. */
	eventsWritten(): Promise<void>;
	/** Resolves when every checkpoint that was asked for is there. */
	saved(): Promise<void>;
	/** Resolves when every checkpoint and picture that was asked for is there. */
	settled(): Promise<void>;
	/** Writes what is left and closes the logs. */
	close(): Promise<void>;
	/** Closes, and writes the last word into run.json. */
	finish(change: Partial<RunDocument>): Promise<void>;
}

/** Opens a run's logs, cutting and reporting torn last lines. */
export async function openRecorder(setup: RecorderSetup): Promise<Recorder> {
	let failed = false;
	const fail = (error: Error) => {
		if (failed) return;
		failed = true;
		setup.onFailure(error);
	};
	const drafts = await sweepRunDirectory(setup.directory.path);
	const logs = await openRunLogs(setup.directory.path, fail);
	const series = createSeries();
	const pictures = createRunPictures(setup.facts, setup.graph, series, error =>
		event({level: 'error', kind: 'picture', message: messageOf(error)}, now),
	);
	const pinned = new Set<string>();
	let seq = Math.max(setup.firstSeq, await readEarlier(setup.directory.path, series));
	let now: Stamp = {at: Date.now(), epoch: setup.epoch, tick: setup.tick};
	let settings = setup.document.data.settings;
	const saves = createSaveQueue(
		job => save(job).catch(fail),
		() =>
			event(
				{
					level: 'warn',
					kind: 'checkpoint-skipped',
					message: 'checkpoints are due faster than they are written: some are left out for the newest',
				},
				now,
			),
	);
	const heartbeat = setInterval(() => void setup.document.update(progress()).catch(fail), heartbeatMs);

	const stamp = (
		kind: string,
		{at, epoch, tick}: Stamp,
	): RunRecord & {ts: string; v: number; seq: number; epoch: number} => ({
		v: schemaVersion,
		ts: new Date(at).toISOString(),
		seq: ++seq,
		epoch,
		tick,
		kind,
	});
	const progress = (): Partial<RunDocument> => ({
		lastTick: now.tick,
		lastSeq: seq,
		epoch: now.epoch,
		settings,
		heartbeat: new Date().toISOString(),
		counters: added(setup.earlierCounters, {...setup.counters(), checkpointsSkipped: saves.skipped}),
	});

	function event(news: News, at: Stamp): void {
		const {kind, ...rest} = bounded(news);
		const record = {...stamp(kind, at), ...rest} as unknown as Event & RunRecord;
		logs.events.append(record);
		setup.onEvent(record);
		setup.onRecord(record);
	}

	function journal(entry: Readonly<Record<string, unknown>>, at: Stamp): void {
		logs.journal.append({...stamp(String(entry['kind']), at), ...entry});
	}

	function metrics(row: Readonly<Record<string, unknown>>, at: Stamp): void {
		const record = {...stamp('metrics', at), ...row};
		logs.metrics.append(record);
		setup.onRecord(record);
		series.add(record as unknown as Parameters<typeof series.add>[0]);
	}

	/** The journal up to this tick is on disk before the checkpoint gets its name. */
	async function save({state, settings: inForce, why, at, seq: upTo}: SaveJob): Promise<void> {
		const start = performance.now();
		await Promise.all([logs.journal.flush(), logs.digests.flush()]);
		// A file that is written anew has another content than run.json says, until it is listed again: a kill in between must not make it look damaged.
		const file = stateFile(state.tick, state.epoch);
		const listed = setup.document.data.checkpoints;
		const kept = listed.filter(each => each.file !== file);
		if (kept.length < listed.length) await setup.document.update({checkpoints: kept});
		const context = {...setup.context, settings: inForce as unknown as SavedContext['settings'], seq: upTo};
		const entry = await writeCheckpoint(setup.directory.path, state, context, new Date(at.at));
		const all = [...setup.document.data.checkpoints, entry];
		const checkpoints = keptCheckpoints(all, setup.keep, pinned);
		await setup.document.update({...progress(), checkpoints}); // first: what is listed is there, whenever we are killed
		await deleteCheckpoints(setup.directory.path, all, checkpoints, pinned);
		const ms = performance.now() - start;
		event(
			{
				level: 'info',
				kind: 'checkpoint',
				message: `${entry.file} verified, ${kilobytes(entry.bytes)} in ${ms.toFixed(0)} ms`,
				data: {...entry, why, ms},
			},
			{...at, at: Date.now()},
		);
	}

	async function settled(): Promise<void> {
		await saves.settled();
		await pictures.settled();
	}

	async function close(): Promise<void> {
		clearInterval(heartbeat);
		await settled();
		await pictures.close();
		await Promise.all(Object.values(logs).map(log => log.close()));
	}

	const cut = cutFrom(logs);
	if (cut.length > 0) event({level: 'warn', kind: 'repair', message: `cut torn last lines: ${cut.join(', ')}`}, now);
	if (drafts.length > 0)
		event({level: 'warn', kind: 'repair', message: `removed unfinished files: ${drafts.join(', ')}`}, now);

	return {
		get checkpoints() {
			return setup.document.data.checkpoints;
		},
		saved: () => saves.settled(),
		settled,
		note: change => setup.document.update(change),
		eventsWritten: () => logs.events.flush(),
		close,
		pin: file => void pinned.add(file),
		news: news => event(news, {...now, at: Date.now()}),
		journal: entry => journal(entry, {...now, at: Date.now()}),
		take(emission) {
			now = emission;
			switch (emission.type) {
				case 'event':
					return event(emission.news, emission);
				case 'journal':
					return journal(emission.entry, emission);
				case 'metrics':
					return metrics(emission.row, emission);
				case 'utterance': {
					const record = {...stamp('utd', emission), ...emission.utterance};
					logs.utterances.append(record);
					return setup.onRecord(record);
				}
				case 'digest':
					return logs.digests.append(emission.epoch, emission.tick, emission.lo, emission.hi);
				case 'settings':
					settings = emission.settings as unknown as RunDocument['settings'];
					return;
				case 'snapshot':
					return saves.add({
						state: emission.snapshot,
						settings: emission.settings,
						why: emission.why,
						at: emission,
						seq,
					});
				case 'picture':
					return pictures.draw(emission, settings['preset'] as string | undefined);
				case 'outcome':
				case 'ended':
					return;
			}
		},
		async finish(change) {
			await close();
			await setup.document.update({...progress(), ...change});
		},
	};
}

/** What was sent from outside stands in messages: an event stays a line that can be kept and shown, whatever that was. */
const bounded = (news: News): News =>
	news.message.length <= mostLetters ? news : {...news, message: `${news.message.slice(0, mostLetters)}…`};
const mostLetters = 2000;

const added = (before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) => ({
	...before,
	...Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count + (before[name] ?? 0)])),
});

const kilobytes = (bytes: number): string =>
	bytes < 10_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(0)} MB`;
