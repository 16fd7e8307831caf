import {type FileHandle, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';

export {hashFile} from './file-passage.ts';

/** What passes by itself: whoever can wait with what is to be written may try again. */
const passingFailures: Readonly<Record<string, {readonly code: string; readonly why: string}>> = {
	ENOSPC: {code: 'disk-full', why: 'no space left to write'},
	EDQUOT: {code: 'disk-full', why: 'the disk quota is used up'},
	ESTALE: {code: 'disk-stale', why: 'the file server has forgotten the open file'},
};

/** Whether a failure may pass by itself, as that of a full disk does when there is space again. */
export const isPassing = (error: unknown): error is ConnectopError =>
	error instanceof ConnectopError && Object.values(passingFailures).some(({code}) => code === error.code);

/** What went wrong with a file of a run, as one line with a code of its own for a full disk, a stale handle and a directory that vanished. */
export function fileFailure(error: unknown, path: string): ConnectopError {
	const code = (error as NodeJS.ErrnoException | undefined)?.code;
	if (error instanceof ConnectopError) return error;
	const passing = passingFailures[code ?? ''];
	if (passing) return new ConnectopError('failed', passing.code, `${path}: ${passing.why}`, {cause: error});
	if (code === 'ENOENT')
		return new ConnectopError('failed', 'run-directory-lost', `${path}: the run directory is gone`, {cause: error});
	return new ConnectopError('failed', 'write-failed', `${path}: can't be written: ${messageOf(error)}`, {cause: error});
}

/** Written at once, and seen while it is: some milliseconds of work. */
const sliceBytes = 4 * 1024 * 1024;

/**
Writes a file so that it is whole or not there: a temporary file in the same folder, synced, renamed over, and the folder synced. Throws
`disk-full`, `disk-stale`, `run-directory-lost` or `write-failed`; the temporary file is removed.
*/
export async function writeFileAtomic(path: string, pieces: readonly Uint8Array[]): Promise<void> {
	await placeDraft(
		`${path}.tmp`,
		() => path,
		draft => writeDraft(draft, pieces),
	);
}

/** Makes a file under another name and gives it its own when it is whole. What went wrong is told by that name, and the draft removed. */
export async function placeDraft(
	draft: string,
	named: () => string,
	make: (draft: string) => Promise<void>,
): Promise<void> {
	try {
		await make(draft);
		await rename(draft, named());
		await syncFolder(dirname(draft));
	} catch (error) {
		throw fileFailure(await afterwards(error, () => rm(draft, {force: true})), named());
	}
}

/** Writes and syncs a file. `seen` gets every byte in order, a slice at a time, while it is written. */
export async function writeDraft(
	path: string,
	pieces: readonly Uint8Array[],
	seen?: (slice: Uint8Array) => void,
): Promise<void> {
	const file = await open(path, 'w');
	try {
		for (const batch of slices(pieces)) {
			const writing = writeAll(file, batch);
			for (const slice of batch) seen?.(slice);
			await writing;
		}
		await file.sync();
	} finally {
		await file.close();
	}
}

/** Views of the pieces in batches of about `sliceBytes`: a batch is one call to the system. */
function* slices(pieces: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
	let batch: Uint8Array[] = [];
	let room = sliceBytes;
	for (const piece of pieces) {
		for (let at = 0; at < piece.length; ) {
			const slice = piece.subarray(at, at + room);
			batch.push(slice);
			at += slice.length;
			room -= slice.length;
			if (room > 0) continue;
			yield batch;
			[batch, room] = [[], sliceBytes];
		}
	}
	yield batch;
}

/** Writes all pieces where the file stands, in one call unless the system takes less. */
export async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
	let rest = pieces.filter(piece => piece.length > 0);
	while (rest.length > 0) {
		const {bytesWritten} = await file.writev(rest);
		if (bytesWritten === 0) throw new Error('the system takes no more bytes');
		rest = without(rest, bytesWritten);
	}
}

function without(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
	let gone = bytes;
	return pieces.flatMap(piece => {
		const taken = Math.min(gone, piece.length);
		gone -= taken;
		return taken === piece.length ? [] : [piece.subarray(taken)];
	});
}

/** Cleans up after an error. The error is what the user needs to know; one of the cleaning itself goes with it. */
export async function afterwards(error: unknown, clean: () => Promise<unknown>): Promise<unknown> {
	try {
		await clean();
		return error;
	} catch (second) {
		const both = new AggregateError([error, second], messageOf(error));
		return Object.assign(both, {code: (error as NodeJS.ErrnoException | undefined)?.code});
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
