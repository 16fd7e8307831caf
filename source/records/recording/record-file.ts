import {join} from 'node:path';
import type {ConnectopError} from '../../base/errors.ts';
import type {OpenFile} from '../growing-file.ts';
import {type HoldListener, holdingOf} from '../holding.ts';
import {fixedRows, lineRows} from '../row-format.ts';
import {createSpool} from '../spool.ts';
import {writeBehind} from '../write-behind.ts';
import {openNpyRows, openTextRows} from './grown-rows.ts';
import {nameFor, type RecordAbout} from './record-about.ts';

export type {RecordAbout};

/** The file of a recorder, which writes behind: rows are in it within a quarter of a second and on disk within one. */
export interface RecordFile {
	/** Its name in `records/`. */
	readonly file: string;
	/** Bytes of a torn last row that opening cut. */
	readonly cut: number;
	/** Bytes in it. */
	readonly bytes: number;
	/** Bytes that are not in it yet. */
	readonly waiting: number;
	/** False after a failure or the end: rows that are added are dropped. */
	readonly takes: boolean;
	/** Takes whole rows as they lie in memory, which may be used again. Never waits. */
	add(rows: Uint8Array): void;
	/** Resolves when all that was added is on disk; rejects when it can't get there. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

export interface RecordFileOptions {
	/** Called once, when writing fails for good. */
	onError(error: ConnectopError): void;
	/** Told when the disk is full, and when it no longer is. */
	readonly holding?: HoldListener;
	/** How text files are opened; those of the system by default. */
	readonly open?: OpenFile;
}

/**
Opens a recorder's file in `folder`, which is made. A file of that name with the same rows grows; where there is one with others the new one is
NAME-2, NAME-3, …. Throws `disk-full`, `run-directory-lost` or `write-failed`.
*/
export async function openRecordFile(
	folder: string,
	about: RecordAbout,
	{onError, holding, open: opened}: RecordFileOptions,
): Promise<RecordFile> {
	const name = await nameFor(folder, about);
	const path = join(folder, `${name}.${about.to}`);
	const {file, encode, afterWrite} =
		about.to === 'npy' ? await openNpyRows(path, about) : await openTextRows(path, about, opened);
	const format = about.to === 'npy' ? fixedRows(about.layout.bytes) : lineRows;
	const spool = createSpool(file, format);
	const write = async () => {
		try {
			await spool.write();
		} finally {
			await afterWrite();
		}
	};
	const behind = writeBehind(
		path,
		{write, sync: spool.sync, close: file.close},
		onError,
		holdingOf(path, holding, () => spool),
	);
	return {
		file: `${name}.${about.to}`,
		cut: file.cut,
		get bytes() {
			return file.size;
		},
		get waiting() {
			return spool.bytes;
		},
		get takes() {
			return behind.takes;
		},
		add(rows) {
			if (!behind.takes || rows.length === 0) return;
			const bytes = encode(rows);
			spool.add(bytes);
			behind.given(bytes.length);
		},
		flush: behind.flush,
		close: behind.close,
	};
}
