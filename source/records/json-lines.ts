import {rename} from 'node:fs/promises';
import {dirname} from 'node:path';
import {type Adapter, Low} from 'lowdb';
import type {ConnectopError} from '../base/errors.ts';
import {syncFolder} from './files.ts';
import {type GrowingFile, openGrowing} from './growing-file.ts';
import {nextPart, wholeLines} from './json-lines-files.ts';
import {writeBehind} from './write-behind.ts';

export {readJsonLines} from './read-json-lines.ts';

/**
A lowdb adapter for a list that only grows: the store's `data` holds the lines that are not yet in the file, and write() appends them. What is
in the file is not kept in memory.
*/
export interface JsonLinesAdapter extends Adapter<readonly string[]>, Omit<GrowingFile, 'append'> {}

/** Opens a JSON-lines file as its owner, cutting a torn last line. */
export async function openJsonLines(path: string): Promise<JsonLinesAdapter> {
	const file = await openGrowing(path, wholeLines);
	return {
		get size() {
			return file.size;
		},
		cut: file.cut,
		read: () => Promise.resolve([]),
		async write(lines) {
			if (lines.length > 0) await file.append(Buffer.from(`${lines.join('\n')}\n`));
		},
		sync: file.sync,
		close: file.close,
	};
}

export interface LogOptions {
	/** Called once when writing fails; the log takes nothing more. */
	onError(error: ConnectopError): void;
	/** Move the file to NAME.1, NAME.2, … when it has grown to this. */
	readonly rotateBytes?: number;
}

/** A growing JSON-lines file that writes behind: what was appended is in the file within a quarter of a second and on disk within one. */
export interface JsonLinesLog {
	readonly path: string;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;
	/** Takes a row, or its JSON. Never waits; what comes after a failure or the end is dropped. */
	append(row: object | string): void;
	/** Resolves when all that was appended is on disk; rejects when writing has failed. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

/** Opens a log as its owner, cutting a torn last line. */
export async function openLog(
	path: string,
	{onError, rotateBytes = Number.POSITIVE_INFINITY}: LogOptions,
): Promise<JsonLinesLog> {
	let adapter = await openJsonLines(path);
	const {cut} = adapter;
	const store = new Low<readonly string[]>(adapter, []);
	let waiting: string[] = [];

	const rotate = async () => {
		await adapter.sync();
		await adapter.close();
		await rename(path, await nextPart(path));
		await syncFolder(dirname(path));
		adapter = await openJsonLines(path);
		store.adapter = adapter;
	};
	const write = async () => {
		if (waiting.length > 0 && adapter.size >= rotateBytes) await rotate();
		store.data = waiting;
		waiting = [];
		await store.write();
		store.data = [];
	};
	const behind = writeBehind(path, {write, sync: () => adapter.sync(), close: () => adapter.close()}, onError);
	return {
		path,
		cut,
		append(row) {
			if (!behind.takes) return;
			const line = typeof row === 'string' ? row : JSON.stringify(row);
			waiting.push(line);
			behind.given(line.length + 1);
		},
		flush: behind.flush,
		close: behind.close,
	};
}
