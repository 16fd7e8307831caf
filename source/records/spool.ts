import {isPassing} from './files.ts';
import type {GrowingFile} from './growing-file.ts';
import type {RowFormat} from './row-format.ts';

/** What a disk that took nothing has made wait. */
export interface HeldRows {
	readonly rows: number;
	readonly bytes: number;
	/** Rows that were left out because too many waited. */
	readonly dropped: number;
}

/** Bytes on their way into a growing file. They are kept until they are on disk, so that whatever fails can be done again. */
export interface Spool {
	/** Bytes that are not in the file. */
	readonly bytes: number;
	/** Rows that are not in the file. */
	readonly rows: number;
	/** Takes whole rows. */
	add(bytes: Uint8Array): void;
	/** Writes what is not in the file. After a failure it goes on where it stopped, at a whole row. */
	write(): Promise<void>;
	/** Resolves when all that was written is on disk. After a failure the next `write` writes again what was not. */
	sync(): Promise<void>;
	/** From here on what waits is counted, and thinned where that may be done: rows can't be written for another reason than the file. */
	hold(): void;
	/** What has waited since the first failure, and forgets it. */
	taken(): HeldRows;
}

/** Rows that may be left out take at most so many bytes while they wait. */
const mostBytes = 8 * 1024 * 1024;

interface Batch {
	readonly bytes: Uint8Array;
	readonly rows: number;
}

export interface SpoolOptions {
	/** Rows may be left out, every other one, where more than `most` bytes of them wait. */
	readonly thins?: boolean;
	readonly most?: number;
}

/** A spool into a file. */
export function createSpool(
	file: GrowingFile,
	format: RowFormat,
	{thins = false, most = mostBytes}: SpoolOptions = {},
): Spool {
	/** Written, but not known to be on disk. */
	let written: Batch[] = [];
	/** Written once and perhaps lost: they are written again as they were, since some of them may be there. */
	let again: Batch[] = [];
	let waiting: Batch[] = [];
	/** Of `again` and `waiting` together. Kept, since a run's recorders ask at every batch, however many have come to wait. */
	let left = {rows: 0, bytes: 0};
	let synced = file.size;
	let doubtful = false;
	let held: {rows: number; bytes: number; dropped: number} | undefined;

	/** Moves the first `bytes` that are to be written to those that are; whole rows. */
	function passOn(bytes: number): void {
		let rest = bytes;
		while (rest > 0) {
			const from = again.length > 0 ? again : waiting;
			const batch = from.shift();
			if (!batch) return;
			const [head, tail] = [batch.bytes.subarray(0, rest), batch.bytes.subarray(rest)];
			const rows = tail.length === 0 ? batch.rows : format.count(head);
			written.push({bytes: head, rows});
			left = {rows: left.rows - rows, bytes: left.bytes - head.length};
			if (tail.length > 0) from.unshift({bytes: tail, rows: batch.rows - rows});
			rest -= head.length;
		}
	}

	async function attempt(): Promise<void> {
		if (doubtful) {
			await file.reopen(synced);
			doubtful = false;
		}
		const [only, ...more] = [...again, ...waiting];
		if (!only) return;
		const before = file.size;
		try {
			await file.append(more.length === 0 ? only.bytes : together([only, ...more]));
		} finally {
			passOn(file.size - before);
		}
	}

	function doubt(): void {
		doubtful = true;
		const {rows, bytes} = sumOf(written);
		left = {rows: left.rows + rows, bytes: left.bytes + bytes};
		[again, written] = [[...written, ...again], []];
	}

	function hold(): void {
		held ??= {...left, dropped: 0};
		while (thins && waiting.length > 0 && sumOf(waiting).bytes > most) {
			const before = sumOf(waiting);
			const bytes = format.halve(together(waiting));
			const rows = format.count(bytes);
			waiting = [{bytes, rows}];
			left = {rows: left.rows - before.rows + rows, bytes: left.bytes - before.bytes + bytes.length};
			held.dropped += before.rows - rows;
		}
	}

	return {
		get bytes() {
			return left.bytes;
		},
		get rows() {
			return left.rows;
		},
		add(bytes) {
			if (bytes.length === 0) return;
			const rows = format.count(bytes);
			waiting.push({bytes, rows});
			left = {rows: left.rows + rows, bytes: left.bytes + bytes.length};
			if (!held) return;
			held.rows += rows;
			held.bytes += bytes.length;
		},
		async write() {
			try {
				await attempt();
			} catch (error) {
				if (isPassing(error) && error.code === 'disk-stale') doubt();
				hold();
				throw error;
			}
		},
		async sync() {
			try {
				await file.sync();
			} catch (error) {
				doubt();
				hold();
				throw error;
			}
			[written, synced] = [[], file.size];
		},
		hold,
		taken() {
			const {rows, bytes, dropped} = held ?? {rows: 0, bytes: 0, dropped: 0};
			held = undefined;
			return {rows, bytes, dropped};
		},
	};
}

const together = (batches: readonly Batch[]): Buffer => Buffer.concat(batches.map(({bytes}) => bytes));

const sumOf = (batches: readonly Batch[]): {rows: number; bytes: number} =>
	batches.reduce((sum, {rows, bytes}) => ({rows: sum.rows + rows, bytes: sum.bytes + bytes.length}), {
		rows: 0,
		bytes: 0,
	});
