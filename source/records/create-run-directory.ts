import {existsSync} from 'node:fs';
import {access, constants, mkdir, readdir, stat} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {runDocumentName} from './run-document-name.ts';
import {checkName} from './run-labels.ts';

/** A run's directory and the id it gives the run. */
export interface RunDirectory {
	readonly id: string;
	readonly path: string;
}

/** How a new run's directory is called. */
export interface RunName {
	/** The directory itself, new or empty, instead of one that is named by the time. */
	readonly directory?: string | undefined;
	/** Added to the time. */
	readonly name?: string | undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `20261121_101502` of a moment, local time. */
export const timeId = (at: Date): string =>
	`${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;

/**
Makes the directory of a new run: `directory` if one is named (new or empty), else runs/<time>[-name][-n] under `cwd`. An existing run is never
written into. Throws one line when it can't be made or written.
*/
export async function createRunDirectory(
	now: Date,
	{directory, name}: RunName,
	cwd = process.cwd(),
): Promise<RunDirectory> {
	if (name !== undefined) checkName(name, '--name');
	if (directory !== undefined) return namedDirectory(directory, cwd);
	await make(join(cwd, 'runs'), true);
	const base = `${timeId(now)}${name === undefined ? '' : `-${name}`}`;
	for (let n = 1; ; n++) {
		const id = n === 1 ? base : `${base}-${n}`;
		const path = resolve(cwd, 'runs', id);
		if (await make(path, false)) return {id, path};
	}
}

async function namedDirectory(directory: string, cwd: string): Promise<RunDirectory> {
	const path = resolve(cwd, directory);
	await make(path, true);
	let entries: string[];
	try {
		entries = await readdir(path);
		await access(path, constants.W_OK);
	} catch (error) {
		throw new ConnectopError('invalid', 'run-directory', `--run-dir ${directory}: ${reason(error)}`, {cause: error});
	}
	if (entries.length === 0) return {id: basename(path), path};
	throw usedDirectory(directory, entries);
}

/** What is said of a directory that is not empty: that there is a run in it, or what there is. */
export function usedDirectory(directory: string, entries: readonly string[]): ConnectopError {
	const more = entries.length > 3 ? ` and ${entries.length - 3} more` : '';
	const held = `${entries.toSorted().slice(0, 3).map(shown).join(', ')}${more}`;
	const advice = entries.includes(runDocumentName)
		? `use a new or empty directory, or --resume ${directory} to go on with the run in it`
		: `it holds no run, but ${held}; use a new or empty directory`;
	return new ConnectopError('invalid', 'run-directory', `--run-dir ${directory}: is not empty; ${advice}`);
}

const shown = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

/** False when the directory was there already. */
async function make(path: string, recursive: boolean): Promise<boolean> {
	try {
		if (recursive) await makeAll(resolve(path));
		else await mkdir(path);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST' && !recursive) return false;
		throw new ConnectopError('invalid', 'run-directory', `${path}: can't make the run directory: ${reason(error)}`, {
			cause: error,
		});
	}
}

/** A directory and those above it. Node's own recursive mkdir never returns where a file system refuses new names, as /proc does. */
async function makeAll(path: string): Promise<void> {
	try {
		await mkdir(path);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
		if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
		await makeAll(dirname(path));
		await mkdir(path);
	}
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'no permission to write there',
	EPERM: 'no permission to write there',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space left',
	EDQUOT: 'the disk quota is used up',
	ENOENT: 'nothing can be made there',
	ENOTDIR: 'a part of the path is no directory',
	EEXIST: 'there is a file of that name',
};

const reason = (error: unknown): string => reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error);
