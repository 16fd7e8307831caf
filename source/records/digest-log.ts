import {readFile} from 'node:fs/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {openGrowing} from './growing-file.ts';
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
	/** Never waits; what comes after a failure or the end is dropped. */
	append(epoch: number, tick: number, lo: number, hi: number): void;
	/** Resolves when all that was appended is on disk; rejects when writing has failed. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

/** Opens a digest log as its owner, cutting a torn last record. `onError` is called once when writing fails. */
export async function openDigestLog(path: string, onError: (error: ConnectopError) => void): Promise<DigestLog> {
	const file = await openGrowing(path, (_, size) => Promise.resolve(size - (size % digestBytes)));
	let full: Buffer[] = [];
	let block = Buffer.alloc(blockRecords * digestBytes);
	let used = 0;
	const write = async () => {
		const bytes = Buffer.concat([...full, block.subarray(0, used)]);
		[full, used] = [[], 0];
		if (bytes.length > 0) await file.append(bytes);
	};
	const behind = writeBehind(path, {write, sync: file.sync, close: file.close}, onError);
	return {
		cut: file.cut,
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
	return Array.from({length: Math.floor(bytes.length / digestBytes)}, (_, i) => {
		const word = (at: number) => bytes.readUInt32LE(i * digestBytes + 4 * at);
		return {epoch: word(0), tick: word(1), lo: word(2), hi: word(3)};
	});
}
