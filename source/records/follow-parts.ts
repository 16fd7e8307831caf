import {type FileHandle, open, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {logFiles} from './json-lines-files.ts';

/** A file of a log. Its number on the disk stays the same when a rotation gives it another name. */
export interface LogPart {
	readonly path: string;
	readonly inode: bigint;
}

/** A part that is open: nothing else can get its number meanwhile. */
export interface OpenPart extends LogPart {
	readonly file: FileHandle;
}

/**
The files of a log, oldest first, as they are at one moment: the same names before and after they were looked at, since every rotation makes a
new one. Throws `run-directory-lost` when their folder is gone, `log-missing` when it can't be read.
*/
export async function logParts(path: string): Promise<readonly LogPart[]> {
	for (let before = await names(path); ; ) {
		const parts = await Promise.all(before.map(async name => ({path: name, inode: await inodeOf(name)})));
		const after = await names(path);
		if (before.join('\0') === after.join('\0')) {
			return parts.flatMap(({path: name, inode}) => (inode === undefined ? [] : [{path: name, inode}]));
		}
		before = after;
	}
}

async function names(path: string): Promise<readonly string[]> {
	try {
		return await logFiles(path);
	} catch (error) {
		if (isMissing(error))
			throw new ConnectopError('failed', 'run-directory-lost', `${dirname(path)}: the run directory is gone`, {
				cause: error,
			});
		throw unreadable(error, path);
	}
}

/** The number of the file that has this name now; undefined when there is none. */
export async function inodeOf(path: string): Promise<bigint | undefined> {
	try {
		return (await stat(path, {bigint: true})).ino;
	} catch (error) {
		return nothingThere(error, path);
	}
}

/** Opens a part to read it; undefined when its name has gone to another file or is gone. */
export async function openPart({path, inode}: LogPart): Promise<OpenPart | undefined> {
	const file = await open(path, 'r').catch((error: unknown) => nothingThere(error, path));
	if (!file) return undefined;
	if ((await file.stat({bigint: true})).ino === inode) return {path, inode, file};
	await file.close();
	return undefined;
}

function nothingThere(error: unknown, path: string): undefined {
	if (!isMissing(error)) throw unreadable(error, path);
}

const isMissing = (error: unknown): boolean =>
	['ENOENT', 'ENOTDIR', 'ESTALE'].includes((error as NodeJS.ErrnoException).code ?? '');

const unreadable = (error: unknown, path: string): ConnectopError =>
	new ConnectopError('invalid', 'log-missing', `${path}: ${messageOf(error)}`, {cause: error});
