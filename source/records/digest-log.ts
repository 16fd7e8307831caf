import {type FileHandle, open, readFile} from 'node:fs/promises';
import {fileFailure} from './files.ts';

/** Bytes of one record: epoch, tick and the two words of the digest, uint32 little endian each. */
export const digestBytes = 16;

/** State digests of every tick, fixed width, beside metrics.jsonl: a replay names the first tick that differs. */
export interface DigestLog {
	append(epoch: number, tick: number, lo: number, hi: number): void;
	/** Resolves when all that was appended is on disk. */
	flush(): Promise<void>;
	close(): Promise<void>;
}

const blockRecords = 1024;

/** Opens a digest log, cutting a torn last record. `onError` is called once when writing fails. */
export async function openDigestLog(path: string, onError: (error: Error) => void): Promise<DigestLog> {
	const file = await openWhole(path);
	let block = Buffer.alloc(blockRecords * digestBytes);
	let used = 0;
	let chain: Promise<void> = Promise.resolve();
	let failed = false;
	const drain = (sync: boolean): Promise<void> => {
		const full = block.subarray(0, used);
		block = Buffer.alloc(blockRecords * digestBytes);
		used = 0;
		chain = chain.then(async () => {
			if (failed) return;
			try {
				if (full.length > 0) await file.appendFile(full);
				if (sync) await file.datasync();
			} catch (error) {
				failed = true;
				onError(fileFailure(error, path));
			}
		});
		return chain;
	};
	return {
		append(epoch, tick, lo, hi) {
			for (const word of [epoch, tick, lo, hi]) used = block.writeUInt32LE(word >>> 0, used);
			if (used === block.length) void drain(false);
		},
		flush: () => drain(true),
		async close() {
			await drain(true);
			await file.close();
		},
	};
}

async function openWhole(path: string): Promise<FileHandle> {
	try {
		const file = await open(path, 'a');
		const {size} = await file.stat();
		if (size % digestBytes !== 0) await file.truncate(size - (size % digestBytes));
		return file;
	} catch (error) {
		throw fileFailure(error, path);
	}
}

/** The records of a digest log, in order. */
export async function readDigests(
	path: string,
): Promise<ReadonlyArray<{epoch: number; tick: number; lo: number; hi: number}>> {
	const bytes = await readFile(path);
	return Array.from({length: Math.floor(bytes.length / digestBytes)}, (_, i) => {
		const word = (at: number) => bytes.readUInt32LE(i * digestBytes + 4 * at);
		return {epoch: word(0), tick: word(1), lo: word(2), hi: word(3)};
	});
}
