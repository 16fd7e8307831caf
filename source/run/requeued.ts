import {existsSync} from 'node:fs';
import {readdir, rm} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {stateFilesIn} from '../records/checkpoint.ts';
import {readJournal} from '../records/journal.ts';
import {holdsRun} from '../records/run-directory.ts';
import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import {jobTitle, slurmJob} from '../records/slurm-job.ts';
import type {RunOptions} from './options.ts';
import {lockName, lockOwner, lockRun} from './run-lock.ts';
import {jobIsOver} from './slurm-queue.ts';

/** What `--resume auto` comes to: a run to start, or to go on with and `why`; or one line about a run that has done all it should. */
export type Requeued = {readonly options: RunOptions; readonly why?: string} | {readonly done: string};

/**
The same command line, started again: the first time it begins a run in its directory, later it goes on with that run from its newest checkpoint. What the
command line said the first time is not said again, so that what was changed while the run went on stays. Throws `resume` without a directory, `run-live` when
the run may be going on.
*/
export async function requeued({resume: _auto, ...options}: RunOptions): Promise<Requeued> {
	const {runDirectory} = options;
	if (runDirectory === undefined)
		throw new ConnectopError(
			'usage',
			'resume',
			'--resume auto: needs a directory that is the same at every start; give it with --run-dir',
		);
	const path = resolve(runDirectory);
	await takeFromEndedJob(path, runDirectory);
	if (!(await hasBegun(path))) {
		await clearUnbegun(path, runDirectory);
		return {options};
	}
	const document = await readRunDocument(path);
	const {status, endReason, lastTick} = document;
	if (status === 'ended' && endReason === 'steps' && options.steps !== undefined && lastTick >= options.steps)
		return {done: `run ${document.id}: all ${options.steps} steps were taken before; records in ${path}`};
	const first = await firstOptions(path, document);
	const said = Object.entries(options).filter(
		([name, value]) => everyTime.has(name) || JSON.stringify(first[name]) !== JSON.stringify(value),
	);
	const {runDirectory: _, name: __, note: ___, ...rest} = Object.fromEntries(said) as RunOptions;
	const {who, how} = whyAgain(document);
	const note = `${who}: the run goes on from its newest checkpoint; ${how}`;
	return {
		options: {...rest, resume: path, startedAgain: true, notes: [...(options.notes ?? []), note]},
		why: `${who}; ${how}`,
	};
}

/** Options that belong to each start: this machine's, this process's, and those that say when it is done. */
const everyTime: ReadonlySet<string> = new Set([
	'threads',
	'memoryLimit',
	'input',
	'inputRate',
	'script',
	'steps',
	'duration',
	'exact',
	'force',
] satisfies ReadonlyArray<keyof RunOptions>);

function whyAgain({status, endReason, host}: RunDocument): {readonly who: string; readonly how: string} {
	const job = slurmJob();
	const who =
		job === undefined || job.restarts === 0
			? 'started again'
			: `${jobTitle(job)} was requeued, restart ${job.restarts}`;
	const how = status === 'running' ? `its process on ${host} was killed` : `it had ended there: ${endReason ?? status}`;
	return {who, how};
}

/** A run that has a state to go on from. */
const hasBegun = async (path: string): Promise<boolean> =>
	(await holdsRun(path)) && (await stateFilesIn(path)).length > 0;

/** What a run makes before its first checkpoint. */
const beginnings =
	/^(run\.(json|lock)|(journal|events|metrics|utd_events)\.jsonl|digests\.bin|(graph|model|equations)-.*|.*\.tmp)$/;

/** A run that was killed while it began leaves nothing to go on from: what it made is removed, and it begins anew. */
async function clearUnbegun(path: string, name: string): Promise<void> {
	if (!existsSync(join(path, lockName)) && !(await holdsRun(path))) return;
	const lock = lockRun(path, name);
	try {
		for (const file of await readdir(path))
			if (beginnings.test(file) && file !== lockName) await rm(join(path, file), {force: true});
	} finally {
		lock.release();
	}
}

/** A lock that was left on another machine by a job that Slurm has ended is nobody's. */
async function takeFromEndedJob(path: string, name: string): Promise<void> {
	const owner = lockOwner(path);
	if (owner?.job !== undefined && (await jobIsOver(owner.job))) lockRun(path, name, true).release();
}

/** What the first command line asked for; run.json has it too, but of the last start. */
async function firstOptions(path: string, document: RunDocument): Promise<Readonly<Record<string, unknown>>> {
	const journal = join(path, 'journal.jsonl');
	if (existsSync(journal))
		for await (const {row} of readJournal(journal)) return row['options'] as Readonly<Record<string, unknown>>;
	return document.options;
}
