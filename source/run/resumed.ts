import {existsSync, statSync} from 'node:fs';
import os from 'node:os';
import {basename, dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {type Checkpoint, newestCheckpoint, readAnyCheckpoint} from '../records/checkpoint.ts';
import {readJournal} from '../records/journal.ts';
import {findRun, holdsRun, type RunDirectory} from '../records/run-directory.ts';
import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import {bootId} from './boot.ts';

/** What a run goes on from. */
export interface Resumed {
	readonly checkpoint: Checkpoint;
	/** The run to go on with; undefined when a checkpoint file starts a new run. */
	readonly run: ResumedRun | undefined;
}

interface ResumedRun {
	readonly directory: RunDirectory;
	readonly document: RunDocument;
	/** The last epoch that the run came to. */
	readonly epoch: number;
	/** Checkpoints that its journal names: they are kept. */
	readonly named: ReadonlySet<string>;
}

/** Finds what `--resume` names: a checkpoint file or a run. Tells `note` of what is damaged. Throws one line when there is nothing to go on from. */
export async function findResumed(reference: string, note: (message: string) => void): Promise<Resumed> {
	const isFile = existsSync(reference) && statSync(reference).isFile();
	if (isFile || (reference.endsWith('.npz') && !(await holdsRun(reference))))
		return {checkpoint: await readAnyCheckpoint(reference), run: undefined};
	const directory = await findRun(reference);
	const document = await readRunDocument(directory.path);
	refuseLive(directory.id, document);
	const journal = await readPast(directory.path);
	const checkpoint = await newestCheckpoint(directory.path, document.checkpoints, note);
	const epoch = Math.max(document.epoch, journal.epoch, checkpoint.state.epoch);
	return {checkpoint, run: {directory, document, epoch, named: journal.named}};
}

/** What a run's journal says of its past. run.json may be some seconds behind it after a kill. Throws `journal-broken`. */
async function readPast(directory: string): Promise<{readonly epoch: number; readonly named: ReadonlySet<string>}> {
	const path = join(directory, 'journal.jsonl');
	const named = new Set<string>();
	let epoch = 0;
	if (!existsSync(path)) return {epoch, named}; // killed before there was one
	for await (const {row} of readJournal(path)) {
		epoch = Math.max(epoch, Number(row['epoch']));
		const file = checkpointOf(row, directory);
		if (file !== undefined) named.add(file);
	}
	return {epoch, named};
}

/** The checkpoint of this run that a journal row goes back to. */
function checkpointOf({kind, id, args, from}: Record<string, unknown>, directory: string): string | undefined {
	if (kind === 'command' && id === 'restore') return (args as {file: string}).file;
	if (kind !== 'resume') return undefined;
	const {file} = from as {file: string};
	return dirname(resolve(file)) === resolve(directory) ? basename(file) : undefined;
}

/** A run that is going on in another process of this machine has its files to itself. */
function refuseLive(id: string, {status, host, pid, bootId: boot}: RunDocument): void {
	if (status !== 'running' || host !== os.hostname() || pid === process.pid || !alive(pid)) return;
	const here = bootId();
	if (boot !== undefined && here !== undefined && boot !== here) return;
	throw new ConnectopError(
		'invalid',
		'run-live',
		`run ${id} is going on in process ${pid}; stop it before it is resumed`,
	);
}

function alive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
