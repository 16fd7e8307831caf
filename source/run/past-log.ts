import {type FileHandle, open} from 'node:fs/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {logFiles} from '../records/json-lines-files.ts';

const newline = 10;
/** Read beyond a piece at first, for the rest of its last row. */
const margin = 4096;
const mostTries = 5;

/** The rows that begin in one piece of a log. */
export interface Piece {
	readonly lines: readonly string[];
	/** Nothing can come to it any more. */
	readonly whole: boolean;
}

/**
A log, rotated parts included, oldest first, as pieces of a fixed number of bytes: a row belongs to the piece that it begins in. So any piece can be
read alone, and one that is whole never changes. What follows the last newline is still being written, or torn, and is left out.
*/
export interface LogPieces {
	readonly count: number;
	/** The same piece has the same name next time, also when its file was rotated meanwhile. */
	name(index: number): string;
	/** Bytes of the piece's file. */
	fileBytes(index: number): number;
	read(index: number): Promise<Piece>;
}

interface Part {
	readonly file: FileHandle;
	readonly id: string;
	readonly size: number;
}

/** Opens a log that may be written meanwhile, and closes it after `action`. Throws `log-missing` when it can't be read. */
export async function withPieces<Result>(
	path: string,
	bytes: (size: number) => number,
	action: (pieces: LogPieces) => Promise<Result>,
): Promise<Result> {
	const files = await openParts(path);
	try {
		const parts = await Promise.all(files.map(partOf));
		return await action(piecesOf(parts, bytes(parts.reduce((sum, {size}) => sum + size, 0))));
	} catch (error) {
		throw error instanceof ConnectopError ? error : unreadable(path, error);
	} finally {
		await Promise.all(files.map(file => file.close()));
	}
}

/** A rotation between the look at the folder and the opening would hide a part: then they are opened again. */
async function openParts(path: string): Promise<readonly FileHandle[]> {
	for (let tries = 1; ; tries++) {
		const files: FileHandle[] = [];
		try {
			const names = await logFiles(path);
			for (const name of names) files.push(await open(name, 'r'));
			if (tries === mostTries || String(await logFiles(path)) === String(names)) return files;
		} catch (error) {
			if (tries === mostTries || !vanished(error)) throw unreadable(path, error);
		}
		await Promise.all(files.map(file => file.close()));
	}
}

const vanished = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const unreadable = (path: string, cause: unknown): ConnectopError =>
	new ConnectopError('invalid', 'log-missing', `${path}: can't be read: ${messageOf(cause)}`, {cause});

async function partOf(file: FileHandle): Promise<Part> {
	const {dev, ino, size} = await file.stat();
	return {file, id: `${dev}.${ino}`, size};
}

function piecesOf(parts: readonly Part[], bytes: number): LogPieces {
	const counts = parts.map(({size}) => Math.ceil(size / bytes));
	const place = (index: number): {part: Part; at: number} => {
		let at = index;
		for (const [which, part] of parts.entries()) {
			const count = counts[which] ?? 0;
			if (at < count) return {part, at};
			at -= count;
		}
		throw new RangeError(`piece ${index} of a log with ${counts.join(' + ')}`);
	};
	return {
		count: counts.reduce((sum, count) => sum + count, 0),
		name(index) {
			const {part, at} = place(index);
			return `${part.id}.${at}`;
		},
		fileBytes: index => place(index).part.size,
		read(index) {
			const {part, at} = place(index);
			return readPiece(part, at * bytes, bytes);
		},
	};
}

async function readPiece({file, size}: Part, start: number, bytes: number): Promise<Piece> {
	const end = Math.min(size, start + bytes);
	// The byte before tells whether a row begins right at the start.
	const from = Math.max(0, start - 1);
	for (let more = margin; ; more *= 8) {
		const block = await readBlock(file, from, Math.min(size, end + more));
		const first = start === 0 ? 0 : block.indexOf(newline) + 1;
		const none = (start > 0 && first === 0) || from + first >= end;
		if (none) return {lines: [], whole: end === start + bytes};
		const last = block.indexOf(newline, end - 1 - from);
		if (last >= 0) return {lines: linesOf(block, first, last), whole: end === start + bytes};
		// The last row may go on beyond what was read; at the end of the file it is not written to its end.
		if (end + more >= size) return {lines: linesOf(block, first, block.lastIndexOf(newline)), whole: false};
	}
}

const linesOf = (block: Buffer, first: number, last: number): readonly string[] =>
	last < first ? [] : block.toString('utf8', first, last).split('\n');

async function readBlock(file: FileHandle, from: number, to: number): Promise<Buffer> {
	const block = Buffer.allocUnsafe(to - from);
	let filled = 0;
	while (filled < block.length) {
		const {bytesRead} = await file.read(block, filled, block.length - filled, from + filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return block.subarray(0, filled);
}

/**
The last piece whose first row is still `before` what is looked for; 0 when none is. Rows are in the order of their keys. `firstKey` gives the key
of the first row that begins in a piece, undefined when there is none.
*/
export async function lastPieceBefore(
	count: number,
	firstKey: (index: number) => Promise<number | undefined>,
	before: (key: number) => boolean,
): Promise<number> {
	let [low, high] = [0, count];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		let found = middle;
		let key = await firstKey(found);
		// A row may be longer than a piece.
		while (key === undefined && found + 1 < high) key = await firstKey(++found);
		if (key !== undefined && before(key)) low = found;
		else high = middle;
	}
	return low;
}
