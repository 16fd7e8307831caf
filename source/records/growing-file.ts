import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {ConnectopError} from '../base/errors.ts';
import {afterwards, fileFailure} from './files.ts';

/** A file that its owner only appends to, in records that are whole or not there. */
export interface GrowingFile {
	/** Bytes in it. */
	readonly size: number;
	/** Bytes of a torn last record that opening cut. */
	readonly cut: number;
	/** Appends in one call. After a failure the file ends with the last whole record that reached it, and `size` tells how much did. */
	append(bytes: Uint8Array): Promise<void>;
	/** Resolves when what was appended is on disk. */
	sync(): Promise<void>;
	/**
	Goes on at an earlier `size`, through a new handle: what lay behind it is appended anew, since a disk that failed may have lost it. Throws
	`log-cut` when the file ends before it.
	*/
	reopen(size: number): Promise<void>;
	close(): Promise<void>;
}

/** Length of a file of `size` bytes up to and including its last whole record. */
export type WholeBytes = (file: GrowingHandle, size: number) => Promise<number>;

/** What is asked of an open file. */
export type GrowingHandle = Pick<FileHandle, 'read' | 'close'> & {
	write(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{readonly bytesWritten: number}>;
	stat(): Promise<{readonly size: number}>;
	truncate(size: number): Promise<void>;
	datasync(): Promise<void>;
};

/** Opens a file to be read and written anywhere; `made` if it is not there. */
export type OpenFile = (path: string, made: boolean) => Promise<GrowingHandle>;

const {O_RDWR, O_CREAT} = constants;
/** A file of the system. */
const openFile: OpenFile = (path, made) => open(path, made ? O_RDWR | O_CREAT : O_RDWR, 0o666);

/**
Opens a file to append to, made if need be, and cuts a torn last record. Only the owner of a file may do so: what looks torn to anybody else may
be a record that is being written. Every failure is one of `fileFailure`.
*/
export async function openGrowing(
	path: string,
	wholeBytes: WholeBytes,
	opened: OpenFile = openFile,
): Promise<GrowingFile> {
	const guard = async <T>(action: () => Promise<T>, clean?: () => Promise<unknown>): Promise<T> => {
		try {
			return await action();
		} catch (error) {
			throw fileFailure(clean ? await afterwards(error, clean) : error, path);
		}
	};
	let file = await guard(() => opened(path, true));
	let size = 0;
	/** Cuts what a write left of a record that ends at byte `end`; what lies there from before a failure is written over in time. */
	const repair = async (end: number) => {
		const {size: length} = await file.stat();
		size = await wholeBytes(file, Math.min(end, length));
		if (length === end && size < length) await file.truncate(size);
		return end - size;
	};
	const cut = await guard(
		async () => repair((await file.stat()).size),
		() => file.close(),
	);
	return {
		get size() {
			return size;
		},
		cut,
		append(bytes) {
			let written = 0;
			return guard(
				async () => {
					while (written < bytes.length) {
						const {bytesWritten} = await file.write(bytes, written, bytes.length - written, size + written);
						if (bytesWritten === 0) throw new Error('the system takes no more bytes');
						written += bytesWritten;
					}
					size += bytes.length;
				},
				() => repair(size + written),
			);
		},
		sync: () => guard(() => file.datasync()),
		reopen: to =>
			guard(async () => {
				const old = file;
				file = await opened(path, false);
				// Stale handles can't be closed; this one is let go in any case.
				await old.close().catch(() => undefined);
				const {size: length} = await file.stat();
				if (length < to)
					throw new ConnectopError('failed', 'log-cut', `${path}: ends at byte ${length}, but ${to} were on disk`);
				size = to;
			}),
		close: () => guard(() => file.close()),
	};
}
