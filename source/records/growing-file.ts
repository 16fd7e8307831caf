import {type FileHandle, open} from 'node:fs/promises';
import {afterwards, fileFailure, writeAll} from './files.ts';

/** A file that its owner only appends to, in records that are whole or not there. */
export interface GrowingFile {
	/** Bytes in it. */
	readonly size: number;
	/** Bytes of a torn last record that opening cut. */
	readonly cut: number;
	/** Appends in one call. After a failure the file ends with the last whole record that reached it. */
	append(bytes: Uint8Array): Promise<void>;
	/** Resolves when what was appended is on disk. */
	sync(): Promise<void>;
	close(): Promise<void>;
}

/** Length of a file of `size` bytes up to and including its last whole record. */
export type WholeBytes = (file: FileHandle, size: number) => Promise<number>;

/**
Opens a file to append to, made if need be, and cuts a torn last record. Only the owner of a file may do so: what looks torn to anybody else may
be a record that is being written. Every failure is one of `fileFailure`.
*/
export async function openGrowing(path: string, wholeBytes: WholeBytes): Promise<GrowingFile> {
	const guard = async <T>(action: () => Promise<T>, clean?: () => Promise<unknown>): Promise<T> => {
		try {
			return await action();
		} catch (error) {
			throw fileFailure(clean ? await afterwards(error, clean) : error, path);
		}
	};
	const file = await guard(() => open(path, 'a+'));
	const repair = async () => {
		const before = (await file.stat()).size;
		size = await wholeBytes(file, before);
		if (size < before) await file.truncate(size);
		return before - size;
	};
	let size = 0;
	const cut = await guard(repair, () => file.close());
	return {
		get size() {
			return size;
		},
		cut,
		append: bytes =>
			guard(async () => {
				await writeAll(file, [bytes]);
				size += bytes.length;
			}, repair),
		sync: () => guard(() => file.datasync()),
		close: () => guard(() => file.close()),
	};
}
