import {createHash} from 'node:crypto';
import {dirname, join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {hashFile} from './file-passage.ts';
import {placeDraft, writeDraft} from './files.ts';

/** A file that was written and read back. */
export interface Verified {
	readonly path: string;
	readonly bytes: number;
	/** SHA-256, hex. */
	readonly sha256: string;
}

export interface VerifiedOptions {
	/** The file's name by its SHA-256; without it, the path is the file's. */
	readonly nameOf?: (sha256: string) => string;
	/** Told how many bytes of all were written. */
	readonly told?: ((done: number, total: number) => void) | undefined;
}

/**
Writes a file as `writeFileAtomic` does, but reads it back before it gets its name. Throws also `checkpoint-unverified` when the bytes that come back
are others.
*/
export async function writeVerified(
	path: string,
	pieces: readonly Uint8Array[],
	{nameOf, told}: VerifiedOptions = {},
): Promise<Verified> {
	const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
	const hash = createHash('sha256');
	let [sha256, named, done] = ['', path, 0];
	const seen = (slice: Uint8Array) => {
		hash.update(slice);
		done += slice.length;
		told?.(done, bytes);
	};
	const make = async (draft: string) => {
		await writeDraft(draft, pieces, seen);
		sha256 = hash.digest('hex');
		named = nameOf ? join(dirname(path), nameOf(sha256)) : path;
		if ((await hashFile(draft)) === sha256) return;
		const message = `${named}: what was read back is not what was written`;
		throw new ConnectopError('failed', 'checkpoint-unverified', message);
	};
	await placeDraft(`${path}.tmp`, () => named, make);
	return {path: named, bytes, sha256};
}
