import {access, appendFile, constants, mkdir, readdir, readFile} from 'node:fs/promises';
import {homedir, hostname} from 'node:os';
import {basename, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {readJsonLines} from './json-lines.ts';

/** A run's directory and the id it gives the run. */
export interface RunDirectory {
	readonly id: string;
	readonly path: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `20261121_101502` of a moment, local time. */
export const timeId = (at: Date): string =>
	`${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;

/**
Makes the directory of a new run: `directory` if one is named (new or empty), else runs/<time>[-name][-n]. An existing run is never
written into. Throws one line when it can't be made or written.
*/
export async function createRunDirectory(
	now: Date,
	{directory, name}: {directory?: string | undefined; name?: string | undefined},
): Promise<RunDirectory> {
	if (name !== undefined && !/^[\w.-]{1,64}$/.test(name)) {
		throw new ConnectopError('usage', 'name', `--name ${name}: use up to 64 letters, digits, _, . and -`);
	}
	if (directory !== undefined) return namedDirectory(directory);
	await make('runs', true);
	const base = `${timeId(now)}${name === undefined ? '' : `-${name}`}`;
	for (let n = 1; ; n++) {
		const id = n === 1 ? base : `${base}-${n}`;
		if (await make(join('runs', id), false)) return {id, path: resolve('runs', id)};
	}
}

async function namedDirectory(directory: string): Promise<RunDirectory> {
	await make(directory, true);
	const path = resolve(directory);
	let entries: string[];
	try {
		entries = await readdir(path);
		await access(path, constants.W_OK);
	} catch (error) {
		throw new ConnectopError('invalid', 'run-directory', `--run-dir ${directory}: ${reason(error)}`);
	}
	if (entries.length > 0) {
		throw new ConnectopError(
			'invalid',
			'run-directory',
			`--run-dir ${directory}: is not empty; use a new or empty directory, or --resume ${directory} to go on with a run`,
		);
	}
	return {id: basename(path), path};
}

/** False when the directory was there already. */
async function make(path: string, recursive: boolean): Promise<boolean> {
	try {
		await mkdir(path, {recursive});
		return true;
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST' && !recursive) return false;
		throw new ConnectopError('invalid', 'run-directory', `${path}: can't make the run directory: ${reason(error)}`);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'no permission to write there',
	EPERM: 'no permission to write there',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space left',
	EDQUOT: 'the disk quota is used up',
	ENOTDIR: 'a part of the path is no directory',
	EEXIST: 'there is a file of that name',
};

const reason = (error: unknown): string => reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error);

/** One line of the per-user index that finds runs from anywhere. */
interface IndexEntry {
	readonly id: string;
	readonly path: string;
	readonly host: string;
	readonly at: string;
}

const stateHome = (): string => process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
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

/** The directory of a run named by a directory, an id, a unique start of one, or `latest`. Throws one line that lists the newest. */
export async function findRun(reference: string): Promise<RunDirectory> {
	if (await holdsRun(reference)) return {id: basename(resolve(reference)), path: resolve(reference)};
	const known = await indexed();
	const found = reference === 'latest' ? known.slice(-1) : known.filter(each => each.id === reference);
	const matching = found.length > 0 ? found : known.filter(each => each.id.startsWith(reference));
	const [only] = matching;
	if (only && matching.length === 1) return only;
	const ids = known.slice(-5).map(each => each.id);
	const list = ids.length === 0 ? 'there are none yet' : `the newest are ${ids.join(', ')}`;
	throw new ConnectopError(
		'invalid',
		'run-unknown',
		`run "${reference}": ${matching.length > 1 ? `fits ${matching.length} runs` : 'not found'}; ${list}`,
	);
}

async function indexed(): Promise<readonly RunDirectory[]> {
	const runs = new Map<string, RunDirectory>();
	const local = await readdir('runs').catch(noDirectory);
	for (const id of local.sort())
		if (await holdsRun(join('runs', id))) runs.set(resolve('runs', id), {id, path: resolve('runs', id)});
	try {
		for await (const {row} of readJsonLines(indexFile())) {
			const {id, path} = row as unknown as IndexEntry;
			runs.delete(path);
			if (await holdsRun(path)) runs.set(path, {id, path});
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	return [...runs.values()];
}

function noDirectory(error: NodeJS.ErrnoException): string[] {
	if (error.code === 'ENOENT') return [];
	throw error;
}

/** Whether a directory holds a run. */
export async function holdsRun(path: string): Promise<boolean> {
	try {
		await readFile(join(path, 'run.json'));
		return true;
	} catch {
		return false; // whatever the reason, it can't be used as a run
	}
}
