import {access, appendFile, constants, mkdir, readdir, readFile, rm} from 'node:fs/promises';
import {hostname} from 'node:os';
import {basename, join, relative, resolve, sep} from 'node:path';
import process from 'node:process';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {RunDirectory} from './create-run-directory.ts';
import {fileFailure} from './files.ts';
import {readRunDocument} from './run-document.ts';
import {runDocumentName} from './run-document-name.ts';
import {namePattern} from './run-labels.ts';
import {stateHome} from './state-home.ts';

export {createRunDirectory, type RunDirectory, usedDirectory} from './create-run-directory.ts';

/** Removes the unfinished files that a killed run left behind; their names. Only for the run's owner. */
export async function sweepRunDirectory(path: string): Promise<readonly string[]> {
	try {
		const drafts = (await readdir(path)).filter(name => name.endsWith('.tmp') && !name.startsWith('run.lock'));
		for (const draft of drafts) await rm(join(path, draft), {force: true});
		return drafts;
	} catch (error) {
		throw fileFailure(error, path);
	}
}

/** One line of the per-user index that finds runs from anywhere. */
const indexEntry = z.object({id: z.string(), path: z.string(), host: z.string(), at: z.string()});
type IndexEntry = z.infer<typeof indexEntry>;

const indexFile = (): string => join(stateHome(), 'connectop', 'runs.jsonl');

/** Adds a run to the index. The line that comes back says why that failed, if it did; a run goes on without it. */
export async function indexRun({id, path}: RunDirectory, now: Date): Promise<string | undefined> {
	const entry: IndexEntry = {id, path, host: hostname(), at: now.toISOString()};
	try {
		await mkdir(join(stateHome(), 'connectop'), {recursive: true});
		await appendFile(indexFile(), `${JSON.stringify(entry)}\n`);
		return undefined;
	} catch (error) {
		return `the index of runs can't be written (${messageOf(error)}); this run is found by its directory only`;
	}
}

/** Chooses among runs that a reference fits; all of them back when there is nothing to choose by. */
export type Choose = (runs: readonly RunDirectory[]) => Promise<readonly RunDirectory[]>;

/**
The directory of a run named by a directory, an id, a name that only one has, a unique start of an id, or `latest`: the last that was started or
resumed. Looks at runs/ of `cwd` and at the index of the user. `choose` is asked when several fit. Throws one line, `run-unknown`, that lists the
candidates or the newest.
*/
export async function findRun(
	reference: string,
	cwd = process.cwd(),
	choose: Choose = async runs => runs,
): Promise<RunDirectory> {
	const path = resolve(cwd, reference);
	if (reference !== '' && (await holdsRun(path))) return {id: basename(path), path};
	const notes: string[] = [];
	const known = await knownRuns(cwd, message => notes.push(message));
	const fitting = await matching(known, reference);
	const [only, ...others] = fitting.length > 1 ? await choose(fitting) : fitting;
	if (only && others.length === 0) return {id: only.id, path: only.path};
	const places = [only, ...others].slice(0, 5).map(each => each?.path);
	const newest = known
		.slice(-5)
		.toReversed()
		.map(({path: run}) => (run.startsWith(`${cwd}${sep}`) ? relative(cwd, run) : run));
	const found = only ? `fits ${1 + others.length} runs, among them ${places.join(', ')}` : 'not found';
	const list = newest.length === 0 ? 'there are none yet' : `newest first, there are ${newest.join(', ')}`;
	throw new ConnectopError('invalid', 'run-unknown', [`run "${reference}": ${found}`, list, ...notes].join('; '));
}

async function matching(known: readonly IndexEntry[], reference: string): Promise<readonly IndexEntry[]> {
	if (reference === 'latest') return known.slice(-1);
	if (reference === '') return [];
	const exact = known.filter(each => each.id === reference);
	if (exact.length > 0) return exact;
	const called = namePattern.test(reference) ? await calledSo(known, reference) : [];
	return called.length > 0 ? called : known.filter(each => each.id.startsWith(reference));
}

/** Ids of the runs that have a name, oldest start first. */
export async function runsCalled(name: string, cwd = process.cwd()): Promise<readonly string[]> {
	const known = await knownRuns(cwd, () => undefined); // what can't be read of the index is told where a run is looked for
	return (await calledSo(known, name)).map(({id}) => id);
}

/** Runs that were given a name; of one that can't be read it is not known. */
async function calledSo(known: readonly IndexEntry[], name: string): Promise<readonly IndexEntry[]> {
	const all = await Promise.all(
		known.map(async entry => {
			const document = await readRunDocument(entry.path).catch(() => undefined);
			return document?.name === name ? [entry] : [];
		}),
	);
	return all.flat();
}

/** Runs that are there, oldest start first. What can't be read of the index is told to `note`. */
export async function knownRuns(cwd: string, note: (message: string) => void): Promise<readonly IndexEntry[]> {
	const runs = new Map<string, IndexEntry>();
	for (const entry of await readIndex(note)) runs.set(entry.path, entry);
	for (const id of await readdir(join(cwd, 'runs')).catch(noDirectory)) {
		const path = resolve(cwd, 'runs', id);
		if (runs.has(path) || !(await holdsRun(path))) continue;
		const at = await readRunDocument(path).then(
			document => document.startedAt,
			() => '', // damaged: the oldest of all, and whoever opens it is told why
		);
		runs.set(path, {id, path, host: '', at});
	}
	const there = await Promise.all([...runs.values()].map(async run => ((await holdsRun(run.path)) ? [run] : [])));
	return there.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Every process of the user appends to the index: a line that is torn or strange is passed over, its run is found by its directory. */
async function readIndex(note: (message: string) => void): Promise<readonly IndexEntry[]> {
	try {
		const text = await readFile(indexFile(), 'utf8');
		return text.split('\n').flatMap(line => indexEntry.safeParse(parsedOrNull(line)).data ?? []);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
			note(`the index of runs can't be read (${messageOf(error)})`);
		return [];
	}
}

function parsedOrNull(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return null; // a torn line
	}
}

function noDirectory(error: NodeJS.ErrnoException): string[] {
	if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
	throw error;
}

/** Whether a directory holds a run. */
export async function holdsRun(path: string): Promise<boolean> {
	try {
		await access(join(path, runDocumentName), constants.R_OK);
		return true;
	} catch {
		return false; // whatever the reason, it can't be used as a run
	}
}
