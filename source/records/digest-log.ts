import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {type OpenFile, openGrowing} from './growing-file.ts';
import {type HoldListener, holdingOf} from './holding.ts';
import {fixedRows} from './row-format.ts';
import {createSpool} from './spool.ts';
import {writeBehind} from './write-behind.ts';

/** Bytes of one record: epoch, tick and the two words of the digest, uint32 little endian each. */
export const digestBytes = 16;

const blockRecords = 1024;

/** The digest of a state, with the tick it belongs to. */
export interface DigestRecord {
	readonly epoch: number;
	readonly tick: number;
	readonly lo: number;
	readonly hi: number;
}

/** State digests of every tick, fixed width, beside metrics.jsonl: a replay names the first tick that differs. */
export interface DigestLog {
	/** Bytes of a torn last record that opening cut. */
	readonly cut: number;
	/** Bytes that wait for a full disk; 0 while it is none. */
	readonly held: number;
	/** Records in the file, on disk or not. */
	readonly records: number;
	/** Never waits; what comes after a failure or the end is dropped. */
	append(epoch: number, tick: number, lo: number, hi: number): void;
	/** Resolves when all that was appended is on disk; rejects when writing has failed or the disk is full. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

export interface DigestLogOptions {
	/** Told when the disk is full and when it no longer is: records wait in memory meanwhile. Without it a full disk is a failure. */
	readonly holding?: HoldListener;
	/** How files are opened; those of the system by default. */
	readonly open?: OpenFile;
}

/**
Opens a digest log as its owner, cutting a torn last record. `onError` is called once when writing fails. `first` is awaited before records are
written, after they were taken from those that wait: what it brings onto the disk is never behind the digests.
*/
export async function openDigestLog(
	path: string,
	onError: (error: ConnectopError) => void,
	first: () => Promise<void> = () => Promise.resolve(),
	{holding, open}: DigestLogOptions = {},
): Promise<DigestLog> {
	const file = await openGrowing(path, (_, size) => Promise.resolve(size - (size % digestBytes)), open);
	if (file.size > 0) await file.sync(); // the journal may say how many there are: no power failure makes them fewer
	const spool = createSpool(file, fixedRows(digestBytes));
	let full: Buffer[] = [];
	let block = Buffer.alloc(blockRecords * digestBytes);
	let used = 0;
	const write = async () => {
		spool.add(Buffer.concat([...full, block.subarray(0, used)]));
		[full, used] = [[], 0];
		try {
			if (spool.bytes > 0) await first();
		} catch (error) {
			spool.hold();
			throw error;
		}
		await spool.write();
	};
	const behind = writeBehind(
		path,
		{write, sync: spool.sync, close: file.close},
		onError,
		holdingOf(path, holding, () => spool),
	);
	return {
		cut: file.cut,
		get held() {
			return behind.holds ? spool.bytes : 0;
		},
		get records() {
			return Math.floor(file.size / digestBytes);
		},
		append(epoch, tick, lo, hi) {
			if (!behind.takes) return;
			for (const word of [epoch, tick, lo, hi]) used = block.writeUInt32LE(word >>> 0, used);
			behind.given(digestBytes);
			if (used < block.length) return;
			full.push(block);
			[block, used] = [Buffer.alloc(blockRecords * digestBytes), 0];
		},
		flush: behind.flush,
		close: behind.close,
	};
}

/** The whole records of a digest log, in order, also while it is written. Throws `log-missing` when it can't be read. */
export async function readDigests(path: string): Promise<readonly DigestRecord[]> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		throw new ConnectopError('invalid', 'log-missing', `${path}: ${messageOf(error)}`, {cause: error});
	}
	return Array.from({length: Math.floor(bytes.length / digestBytes)}, (_, i) => recordIn(bytes, i));
}

function recordIn(bytes: Buffer, index: number): DigestRecord {
	const word = (at: number) => bytes.readUInt32LE(index * digestBytes + 4 * at);
	return {epoch: word(0), tick: word(1), lo: word(2), hi: word(3)};
}

/** A place in a digest log, for one pass through it with a piece of it in memory at a time. */
export interface DigestCursor {
	/** The record at this place; undefined behind the last. */
	readonly current: DigestRecord | undefined;
	/** Records before this place. */
	readonly passed: number;
	advance(): void;
	close(): void;
}

/** Opens the whole records that a digest log holds now, at the first; what is written later is left out. Throws `log-missing`. */
export function openDigestCursor(path: string): DigestCursor {
	const failed = (error: unknown) => {
		const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error);
		return new ConnectopError('invalid', 'log-missing', `${path}: ${why}`, {cause: error});
	};
	const block = Buffer.alloc(blockRecords * digestBytes);
	let file: number;
	let total: number;
	try {
		file = openSync(path, 'r');
		total = Math.floor(fstatSync(file).size / digestBytes);
	} catch (error) {
		throw failed(error);
	}
	let [passed, blockStart, held] = [0, 0, 0];
	let current: DigestRecord | undefined;
	const load = () => {
		if (passed >= blockStart + held && passed < total) {
			blockStart = passed;
			try {
				held = Math.floor(readSync(file, block, 0, block.length, passed * digestBytes) / digestBytes);
			} catch (error) {
				throw failed(error);
			}
		}
		current = passed < Math.min(total, blockStart + held) ? recordIn(block, passed - blockStart) : undefined;
	};
	load();
	return {
		get current() {
			return current;
		},
		get passed() {
			return passed;
		},
		advance() {
			if (current) passed++;
			load();
		},
		close: () => closeSync(file),
	};
}
