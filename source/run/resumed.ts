import {existsSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {type Checkpoint, newestCheckpoint, readAnyCheckpoint, readCheckpoint} from '../records/checkpoint.ts';
import {readJournal} from '../records/journal.ts';
import {findRun, holdsRun, type RunDirectory} from '../records/run-directory.ts';
import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import {countEntered, type Entered, type EnteredCount} from './entered.ts';
import {lockRun, type RunLock} from './run-lock.ts';

/** What a run goes on from. */
export interface Resumed {
	readonly checkpoint: Checkpoint;
	/** The run to go on with; undefined when a checkpoint file starts a new run. */
	readonly run: ResumedRun | undefined;
}

interface ResumedRun {
	readonly directory: RunDirectory;
	readonly document: RunDocument;
	/** Held from here to the end of the run. */
	readonly lock: RunLock;
	/** The last epoch that the run came to. */
	readonly epoch: number;
	/** The last `seq` of its journal or run.json. */
	readonly seq: number;
	/** Checkpoints that its journal names: they are kept. */
	readonly named: ReadonlySet<string>;
	/** What of its input file and its script is in the checkpoint. */
	readonly entered: Entered;
}

/** How a run is looked for. */
export interface ResumeWish {
	/** Takes over a run that another machine may be working on. */
	readonly force: boolean;
	/** Is told of what is damaged. */
	note(message: string): void;
}

/**
Finds what `--resume` names: a checkpoint file or a run, whose directory is then locked. Throws one line when there is nothing to go on from, and
`run-live` when the run is going on.
*/
export async function findResumed(reference: string, {force, note}: ResumeWish): Promise<Resumed> {
	const isFile = existsSync(reference) && statSync(reference).isFile();
	if (isFile || (reference.endsWith('.npz') && !(await holdsRun(reference))))
		return {checkpoint: await readAnyCheckpoint(reference), run: undefined};
	const directory = await findRun(reference);
	const lock = lockRun(directory.path, directory.id, force);
	try {
		return await readRun(directory, lock, note);
	} catch (error) {
		lock.release();
		throw error;
	}
}

async function readRun(directory: RunDirectory, lock: RunLock, note: (message: string) => void): Promise<Resumed> {
	const document = await readRunDocument(directory.path);
	const {epoch, seq, named, restored, count} = await readPast(directory.path);
	const newest = await newestCheckpoint(directory.path, document.checkpoints, note);
	// Killed right after a restore: the state it went back to is the newest, not the one that it left.
	const checkpoint =
		restored && restored.epoch > newest.state.epoch
			? withSettings(await readCheckpoint(join(directory.path, restored.file)), restored.settings)
			: newest;
	const last = Math.max(document.epoch, epoch, checkpoint.state.epoch);
	const entered = count.in(checkpoint);
	return {
		checkpoint,
		run: {directory, document, lock, epoch: last, seq: Math.max(document.lastSeq, seq), named, entered},
	};
}

/** A restore leaves the settings as they are. */
const withSettings = (checkpoint: Checkpoint, settings: unknown): Checkpoint =>
	settings === undefined ? checkpoint : {...checkpoint, settings: settings as Checkpoint['settings']};

interface Past {
	readonly epoch: number;
	readonly seq: number;
	readonly named: ReadonlySet<string>;
	/** The last restore: the epoch it began, and from which checkpoint. */
	readonly restored: {readonly epoch: number; readonly file: string; readonly settings: unknown} | undefined;
	readonly count: EnteredCount;
}

/** What a run's journal says of its past. run.json may be some seconds behind it after a kill. Throws `journal-broken`. */
async function readPast(directory: string): Promise<Past> {
	const path = join(directory, 'journal.jsonl');
	const named = new Set<string>();
	const count = countEntered();
	let [epoch, seq, restored]: [number, number, Past['restored']] = [0, 0, undefined];
	if (!existsSync(path)) return {epoch, seq, named, restored, count}; // killed before there was one
	for await (const {row} of readJournal(path)) {
		epoch = Math.max(epoch, Number(row['epoch']));
		seq = Math.max(seq, Number(row['seq']));
		count.row(row);
		const {kind, id, args, from} = row;
		if (kind === 'command' && id === 'restore') {
			const {file} = args as {file: string};
			named.add(file);
			restored = {epoch: Number(row['epoch']), file, settings: row['settings']};
		} else if (kind === 'resume') {
			named.add(basename((from as {file: string}).file));
			restored = undefined;
		}
	}
	return {epoch, seq, named, restored, count};
}
