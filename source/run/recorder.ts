import {join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import type {SavedContext} from '../records/checkpoint.ts';
import {isPassing} from '../records/files.ts';
import {type RunDirectory, sweepRunDirectory} from '../records/run-directory.ts';
import type {RunDocument, RunDocumentFile} from '../records/run-document.ts';
import {runDocumentName} from '../records/run-document-name.ts';
import {labelOf} from '../records/run-labels.ts';
import {createCheckpointSaving} from './checkpoint-saving.ts';
import type {RunRecord} from './client.ts';
import {createDiskWatch} from './disk-watch.ts';
import {readEarlier} from './earlier.ts';
import type {Emission, Stamp} from './emission.ts';
import {patientDocument} from './patient-document.ts';
import {type Event, type News, type RunFacts, schemaVersion} from './protocol.ts';
import {cutFrom, openRunLogs} from './run-logs.ts';
import {createRunPictures} from './run-pictures.ts';
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
	/** Writing failed for good: the run can't go on. Called once. A full disk is waited for instead. */
	onFailure(error: Error): void;
	/** So much waits for a full disk that nothing more may come; and, with false, that it is over. */
	onBrimful(full: boolean): void;
	/** Resolves when the rows so far of recorders are on disk; rejects while it is full. */
	rowsWritten(): Promise<void>;
	/** Bytes of recorders' rows that are in no file yet. */
	rowsWaiting(): number;
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
	/** What is wrong with the disk, one line; undefined while it takes everything. */
	readonly trouble: string | undefined;
	/** The journal can't be written now: what steers the run has to wait, since it could not be replayed. */
	readonly unrecordable: boolean;
	/** So much waits for the disk that the end of the run is all that may still be recorded. */
	readonly brimful: boolean;
	/** Counts a command that was refused for that. */
	refused(): void;
	/** Resolves when what was journalled so far is in the file, which a kill of the process leaves as it is. Rejects when it can't be written. */
	journalled(): Promise<void>;
	/** Resolves when what was journalled so far, and every checkpoint that was asked for, is on disk. Rejects when one is not. */
	begun(): Promise<void>;
	/** Resolves when the newest checkpoint that was asked for so far is written, or can't be now, with why. */
	checkpointed(): Promise<Error | undefined>;
	/** Records in digests.bin. */
	readonly digests: number;
	/** Resolves when every event so far can be read from its file, or waits for a full disk. */
	eventsWritten(): Promise<void>;
	/** Resolves when every checkpoint that was asked for is there. */
	saved(): Promise<void>;
	/** Resolves when every checkpoint and picture that was asked for is there. */
	settled(): Promise<void>;
	/** Writes what is left and closes the logs. */
	close(): Promise<void>;
	/**
	Closes, the journal last, with `end` and what became of the other files, and writes the last word into run.json. Throws one line that names what
	the disk did not take.
	*/
	finish(change: Partial<RunDocument>, end: {readonly reason: string}): Promise<void>;
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
	/** What the disk did not take to the end. */
	const lost: string[] = [];
	let closing = false;
	const watch = createDiskWatch({
		say: news => event(news, {...now, at: Date.now()}),
		waiting: () => Object.values(logs).reduce((sum, log) => sum + log.held, 0),
		besides: () => setup.rowsWaiting(),
		brimful: full => setup.onBrimful(full),
	});
	const logs = await openRunLogs(
		setup.directory.path,
		error => (closing && isPassing(error) ? void lost.push(error.message) : fail(error)),
		watch,
	);
	const document = patientDocument(join(setup.directory.path, runDocumentName), setup.document, watch, fail);
	const series = createSeries();
	let unpainted = {message: '', at: 0};
	const pictures = createRunPictures(setup.facts, setup.graph, series, error => {
		const message = messageOf(error);
		if (watch.trouble !== undefined || (message === unpainted.message && now.at - unpainted.at < samePictureMs)) return;
		unpainted = {message, at: now.at};
		event({level: 'error', kind: 'picture', message}, now);
	});
	let seq = Math.max(setup.firstSeq, await readEarlier(setup.directory.path, series));
	let now: Stamp = {at: Date.now(), epoch: setup.epoch, tick: setup.tick};
	let settings = setup.document.data.settings;
	const saving = createCheckpointSaving({
		directory: setup.directory.path,
		file: setup.document,
		document,
		context: setup.context,
		keep: setup.keep,
		// A run that goes on from a checkpoint knows everything that led to it, and its recorders have no gap.
		before: () => Promise.all([logs.journal.flush(), logs.digests.flush(), setup.rowsWritten()]),
		progress: () => progress(),
		say: (news, at) => event(news, at ?? now),
		unsaved: () => watch.unsaved(),
		lost: what => void lost.push(what),
		fail,
	});
	const heartbeat = setInterval(() => void document.update(progress()).catch(fail), heartbeatMs);

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
		counters: added(setup.earlierCounters, {...setup.counters(), checkpointsSkipped: saving.skipped}),
	});

	function event(news: News, at: Stamp): void {
		const {kind, ...rest} = bounded(news);
		const record = {...stamp(kind, at), ...rest} as unknown as Event & RunRecord;
		logs.events.append(record);
		const label = labelOf(setup.document.data, record);
		if (label) document.update(label).catch(fail);
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

	async function settled(): Promise<void> {
		await saving.saved();
		await pictures.settled();
	}

	async function close(end?: {readonly reason: string}): Promise<void> {
		clearInterval(heartbeat);
		closing = true;
		await settled();
		await pictures.close();
		document.close();
		watch.close();
		const {journal: last, ...others} = logs;
		await Promise.all(Object.values(others).map(log => log.close()));
		// Where the journal says that the run ended, it says too how far the digests go: shorter ones were cut by hand.
		if (end) {
			const missing = lost.length === 0 ? {} : {lost: lost.map(inDirectory)};
			journal({kind: 'end', ...end, digests: logs.digests.records, ...missing}, {...now, at: Date.now()});
		}
		await last.close();
	}

	const inDirectory = (line: string): string => line.replaceAll(`${setup.directory.path}/`, '');

	const incomplete = (): ConnectopError | undefined =>
		lost.length === 0
			? undefined
			: new ConnectopError(
					'failed',
					'disk-full',
					`${setup.directory.path}: the disk stayed full to the end: ${inDirectory(lost.join('; '))}`,
				);

	const cut = cutFrom(logs);
	if (cut.length > 0) event({level: 'warn', kind: 'repair', message: `cut torn last lines: ${cut.join(', ')}`}, now);
	if (drafts.length > 0)
		event({level: 'warn', kind: 'repair', message: `removed unfinished files: ${drafts.join(', ')}`}, now);

	return {
		get checkpoints() {
			return setup.document.data.checkpoints;
		},
		saved: () => saving.saved(),
		settled,
		note: async change => void (await document.update(change)),
		get trouble() {
			return watch.trouble;
		},
		get unrecordable() {
			// The other logs are written all the time: they know of a full disk before a command meets it.
			return Object.values(logs).some(log => log.held > 0);
		},
		get brimful() {
			return watch.full;
		},
		refused: () => watch.refused(),
		journalled: () => logs.journal.written(),
		async begun() {
			await logs.journal.flush();
			await saving.saved();
			if (saving.failure) throw saving.failure;
		},
		checkpointed: () => saving.newest(),
		get digests() {
			return logs.digests.records;
		},
		async eventsWritten() {
			try {
				await logs.events.flush();
			} catch (error) {
				if (!isPassing(error)) throw error;
			}
		},
		close: () => close(),
		pin: file => saving.pin(file),
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
					return saving.add({
						state: emission.snapshot,
						settings: emission.settings,
						why: emission.why,
						at: emission,
						seq,
					});
				case 'picture':
					return pictures.draw(emission, settings['preset'] as string | undefined);
				case 'rows': // go to their recorder's file
				case 'outcome':
				case 'ended':
					return;
			}
		},
		async finish(change, end) {
			await close(end);
			const error = incomplete();
			const failure = error && {
				status: 'failed' as const,
				failure: {kind: error.kind, code: error.code, message: error.message},
			};
			try {
				await document.finish({...progress(), ...change, ...failure});
			} catch (cause) {
				if (!isPassing(cause)) throw cause;
				lost.push(cause.message);
			}
			const told = incomplete();
			if (told) throw told;
		},
	};
}

/** The same picture that fails again is told again after so long. */
const samePictureMs = 60_000;

/** What was sent from outside stands in messages: an event stays a line that can be kept and shown, whatever that was. */
const bounded = (news: News): News =>
	news.message.length <= mostLetters ? news : {...news, message: `${news.message.slice(0, mostLetters)}…`};
const mostLetters = 2000;

const added = (before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>) => ({
	...before,
	...Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count + (before[name] ?? 0)])),
});
