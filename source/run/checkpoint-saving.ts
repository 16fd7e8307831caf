import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {ConnectopError} from '../base/errors.ts';
import {
	deleteCheckpoints,
	keptCheckpoints,
	type SavedContext,
	stateFile,
	writeCheckpoint,
} from '../records/checkpoint.ts';
import {hashFile, isPassing} from '../records/files.ts';
import type {CheckpointEntry, RunDocument, RunDocumentFile} from '../records/run-document.ts';
import {farewellMs} from '../records/write-behind.ts';
import type {Stamp} from './emission.ts';
import type {PatientDocument} from './patient-document.ts';
import type {News} from './protocol.ts';
import {createSaveQueue, type SaveJob} from './save-queue.ts';

/** The last checkpoint is tried again after so long, ms. */
const againMs = 250;

export interface CheckpointSavingSetup {
	readonly directory: string;
	/** run.json, which is written before a checkpoint of the same name is, and after it, when the disk takes it. */
	readonly file: RunDocumentFile;
	readonly document: PatientDocument;
	readonly context: Omit<SavedContext, 'settings'>;
	/** So many of the newest stay. */
	readonly keep: number;
	/** Resolves when what led to the newest state is on disk; rejects when it can't get there, or not now. */
	before(): Promise<unknown>;
	/** What else run.json says by now. */
	progress(): Partial<RunDocument>;
	say(news: News, at?: Stamp): void;
	/** A checkpoint could not be written for now; whether that is to be said. */
	unsaved(): boolean;
	/** The last one was not saved. */
	lost(what: string): void;
	/** Writing failed for good. */
	fail(error: Error): void;
}

/** The checkpoints of a run, written one after the other. */
export interface CheckpointSaving {
	add(job: SaveJob): void;
	/** Keeps one that the journal names from being deleted. */
	pin(file: string): void;
	/** Those that were left out because the disk was slower than they came. */
	readonly skipped: number;
	/** Why the newest was not saved. */
	readonly failure: ConnectopError | undefined;
	/** Resolves when the one that was added last is written, or can't be now, with why. */
	newest(): Promise<Error | undefined>;
	/** Resolves when every checkpoint that was asked for is there, or was told not to be. */
	saved(): Promise<void>;
}

/** A full disk costs a checkpoint, not the run; the last one is tried for some seconds. */
export function createCheckpointSaving(setup: CheckpointSavingSetup): CheckpointSaving {
	const {directory, document, say} = setup;
	const pinned = new Set<string>();
	/** What run.json lists no longer; their files go when it is written. */
	let doomed: readonly CheckpointEntry[] = [];
	let failure: ConnectopError | undefined;
	const unsaved = new WeakMap<SaveJob, Error>();
	let newest: Promise<Error | undefined> = Promise.resolve(undefined);
	const saves = createSaveQueue(
		job =>
			saveOrTell(job).catch((error: Error) => {
				unsaved.set(job, error);
				setup.fail(error);
			}),
		() =>
			say({
				level: 'warn',
				kind: 'checkpoint-skipped',
				message: 'checkpoints are due faster than they are written: some are left out for the newest',
			}),
	);

	/** A file that could not be written anew still is what it was. */
	async function listAgain(file: string, listed: readonly CheckpointEntry[]): Promise<void> {
		const old = listed.find(each => each.file === file);
		const path = join(directory, file);
		if (old && existsSync(path) && (await hashFile(path)) === old.sha256) await document.update({checkpoints: listed});
	}

	async function save({state, settings, why, at, seq}: SaveJob): Promise<void> {
		const start = performance.now();
		await setup.before();
		// A file that is written anew has another content than run.json says, until it is listed again: a kill in between must not make it look damaged.
		const file = stateFile(state.tick, state.epoch);
		const listed = setup.file.data.checkpoints;
		const kept = listed.filter(each => each.file !== file);
		if (kept.length < listed.length) await setup.file.update({checkpoints: kept}); // not before it is written
		const context = {...setup.context, settings: settings as unknown as SavedContext['settings'], seq};
		const entry = await writeCheckpoint(directory, state, context, new Date(at.at)).catch(async (error: unknown) => {
			await listAgain(file, listed);
			throw error;
		});
		failure = undefined;
		const all = [...setup.file.data.checkpoints, entry];
		const checkpoints = keptCheckpoints(all, setup.keep, pinned);
		const left = new Set(checkpoints.map(each => each.file));
		doomed = [...doomed, ...all].filter(each => !left.has(each.file));
		// First: what is listed is there, whenever we are killed. Nothing is deleted to make room.
		if (await document.update({...setup.progress(), checkpoints})) {
			const gone = doomed;
			doomed = [];
			await deleteCheckpoints(directory, gone, checkpoints, pinned);
		}
		const ms = performance.now() - start;
		const message = `${entry.file} verified, ${kilobytes(entry.bytes)} in ${ms.toFixed(0)} ms`;
		const data = {...entry, why, ms};
		say({level: 'info', kind: 'checkpoint', message, data}, {...at, at: Date.now()});
	}

	async function saveOrTell(job: SaveJob): Promise<void> {
		const {state, why, at} = job;
		const last = performance.now() + (why === 'end' ? farewellMs : 0);
		for (;;) {
			try {
				await save(job);
				return;
			} catch (error) {
				if (!isPassing(error)) throw error;
				if (performance.now() >= last) {
					unsaved.set(job, error);
					tellUnsaved(stateFile(state.tick, state.epoch), why, error, {...at, at: Date.now()});
					return;
				}
				await delay(againMs);
			}
		}
	}

	function tellUnsaved(file: string, why: string, error: ConnectopError, at: Stamp): void {
		failure = error;
		if (why === 'end') setup.lost(`${file}: not saved`);
		if (!setup.unsaved() && why === 'interval') return;
		const then = why === 'end' || why === 'start' ? '' : '; the next that is due is tried';
		const message = `${file} was not saved: ${error.message}${then}`;
		say({level: 'error', kind: 'checkpoint-failed', message, data: {file, why, code: error.code}}, at);
	}

	return {
		add(job) {
			saves.add(job);
			newest = saves.settled().then(() => unsaved.get(job));
		},
		newest: () => newest,
		pin: file => void pinned.add(file),
		get skipped() {
			return saves.skipped;
		},
		get failure() {
			return failure;
		},
		saved: () => saves.settled(),
	};
}

const kilobytes = (bytes: number): string =>
	bytes < 10_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(0)} MB`;
