import {open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';

/** What went wrong with a file of a run, as one line with a code of its own for a full disk and a directory that vanished. */
export function fileFailure(error: unknown, path: string): ConnectopError {
	const code = (error as NodeJS.ErrnoException | undefined)?.code;
	if (error instanceof ConnectopError) return error;
	if (code === 'ENOSPC' || code === 'EDQUOT')
		return new ConnectopError('failed', 'disk-full', `${path}: no space left to write`, {cause: error});
	if (code === 'ENOENT' || code === 'ESTALE')
		return new ConnectopError('failed', 'run-directory-lost', `${path}: the run directory is gone`, {cause: error});
	return new ConnectopError('failed', 'write-failed', `${path}: can't be written: ${messageOf(error)}`, {cause: error});
}

/**
Writes a file so that it is whole or not there: a temporary file in the same folder, synced, renamed over, and the folder synced. Returns
the number of bytes. Throws `disk-full`, `run-directory-lost` or `write-failed`; the temporary file is removed.
*/
export async function writeFileAtomic(path: string, pieces: readonly Uint8Array[]): Promise<number> {
	const temporary = `${path}.tmp`;
	let bytes = 0;
	try {
		const file = await open(temporary, 'w');
		try {
			for (const piece of pieces) {
				await file.writeFile(piece);
				bytes += piece.length;
			}
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
		await syncFolder(dirname(path));
		return bytes;
	} catch (error) {
		await rm(temporary, {force: true});
		throw fileFailure(error, path);
	}
}

/** Makes names in a folder last: after it a rename survives a power cut. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
