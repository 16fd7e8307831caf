import {linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {threadId} from 'node:worker_threads';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {type JobStart, jobTitle} from '../records/slurm-job.ts';
import {ownIdentity, type ProcessIdentity, whereabouts} from './process-identity.ts';

/** The file that says whose a run's directory is while its run goes on. */
export const lockName = 'run.lock';

/** One process alone writes into a run's directory. */
export interface RunLock {
	/** Gives the directory free. May be called again. */
	release(): void;
}

const owner = z.object({
	host: z.string(),
	pid: z.int(),
	bootId: z.string().optional(),
	started: z.number().optional(),
	job: z.object({id: z.string(), cluster: z.string().optional(), restarts: z.number()}).optional(),
});

/**
Takes a run's directory for this process. A lock whose process is gone is replaced. Throws `run-live` when another process has it, and when one
on another machine may have it, unless `force`; `run-directory` when it can't be written.
*/
export function lockRun(directory: string, id: string, force = false): RunLock {
	const path = join(directory, lockName);
	const mine = JSON.stringify(ownIdentity());
	for (let attempt = 0; attempt < 10; attempt++) {
		if (written(path, mine)) return {release: () => release(path, mine)};
		const theirs = textOf(path);
		if (theirs === undefined) continue; // given free just now
		const other = ownerOf(theirs);
		const where = other === undefined ? 'gone' : whereabouts(other);
		if (where === 'alive') throw live(id, `in process ${other?.pid}; stop it before it is resumed`);
		if (other && where === 'elsewhere' && !force)
			throw live(id, `on ${placeOf(other)}; if it has ended there, --force takes it over`);
		takeAway(path, theirs);
	}
	throw live(id, 'in other processes, which take it in turns');
}

/** The process that a run's directory is locked by, be it there or gone; undefined when none has it. */
export function lockOwner(directory: string): ProcessIdentity | undefined {
	const text = textOf(join(directory, lockName));
	return text === undefined ? undefined : ownerOf(text);
}

const live = (id: string, where: string): ConnectopError =>
	new ConnectopError('invalid', 'run-live', `run ${id} is going on ${where}`);

const placeOf = ({host, job}: {host: string; job?: JobStart | undefined}): string =>
	job === undefined ? host : `${host} in Slurm ${jobTitle(job)}`;

/** False when there is a lock already. It appears with its content: one that is half written would look torn to others. */
function written(path: string, text: string): boolean {
	const draft = draftOf(path);
	try {
		writeFileSync(draft, text);
		linkSync(draft, path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw new ConnectopError('invalid', 'run-directory', `${path}: can't be written: ${messageOf(error)}`, {
			cause: error,
		});
	} finally {
		rmSync(draft, {force: true});
	}
}

const draftOf = (path: string): string => `${path}.${process.pid}.${threadId}.tmp`;

/** Removes a lock that was found stale, unless it is another one by now: then that is put back. */
function takeAway(path: string, stale: string): void {
	const aside = draftOf(path);
	try {
		renameSync(path, aside);
		if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
	}
	rmSync(aside, {force: true});
}

function release(path: string, mine: string): void {
	if (textOf(path) === mine) unlinkSync(path);
}

function textOf(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw error;
	}
}

/** A lock that was torn by a crash is nobody's. */
function ownerOf(text: string): ProcessIdentity | undefined {
	try {
		return owner.parse(JSON.parse(text));
	} catch {
		return undefined;
	}
}
