import {rename} from 'node:fs/promises';
import {dirname} from 'node:path';
import {type Adapter, Low} from 'lowdb';
import type {ConnectopError} from '../base/errors.ts';
import {syncFolder} from './files.ts';
import {type GrowingFile, type OpenFile, openGrowing} from './growing-file.ts';
import {type HoldListener, holdingOf} from './holding.ts';
import {nextPart, wholeLines} from './json-lines-files.ts';
import {lineRows} from './row-format.ts';
import {createSpool, type Spool, type SpoolOptions} from './spool.ts';
import {writeBehind} from './write-behind.ts';

export {readJsonLines} from './read-json-lines.ts';

/**
A lowdb adapter for a list that only grows: the store's `data` holds the lines that are not yet in the file, and write() appends them. What is
in the file is not kept in memory; lines that a write could not bring there go there with the next.
*/
export interface JsonLinesAdapter
	extends Adapter<readonly string[]>,
		Pick<GrowingFile, 'size' | 'cut' | 'sync' | 'close'> {
	/** Lines that are not in the file. */
	readonly spool: Pick<Spool, 'bytes' | 'rows' | 'taken'>;
}

export interface JsonLinesOptions extends SpoolOptions {
	/** How files are opened; those of the system by default. */
	readonly open?: OpenFile | undefined;
}

/** Opens a JSON-lines file as its owner, cutting a torn last line. */
export async function openJsonLines(
	path: string,
	{open, ...thinning}: JsonLinesOptions = {},
): Promise<JsonLinesAdapter> {
	const file = await openGrowing(path, wholeLines, open);
	const spool = createSpool(file, lineRows, thinning);
	return {
		get size() {
			return file.size;
		},
		cut: file.cut,
		spool,
		read: () => Promise.resolve([]),
		async write(lines) {
			if (lines.length > 0) spool.add(Buffer.from(`${lines.join('\n')}\n`));
			await spool.write();
		},
		sync: spool.sync,
		close: file.close,
	};
}

export interface LogOptions {
	/** Called once when writing fails; the log takes nothing more. */
	onError(error: ConnectopError): void;
	/** Move the file to NAME.1, NAME.2, … when it has grown to this. */
	readonly rotateBytes?: number;
	/** Told when the disk is full and when it no longer is: lines wait in memory meanwhile. Without it a full disk is a failure. */
	readonly holding?: HoldListener;
	/** Of lines that wait some may be left out, counted, where they take too much memory. */
	readonly thins?: boolean;
	/** How files are opened; those of the system by default. */
	readonly open?: OpenFile;
}

/** A growing JSON-lines file that writes behind: what was appended is in the file within a quarter of a second and on disk within one. */
export interface JsonLinesLog {
	readonly path: string;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;
	/** Bytes that wait for a full disk; 0 while it is none. */
	readonly held: number;
	/** Takes a row, or its JSON. Never waits; what comes after a failure or the end is dropped. */
	append(row: object | string): void;
	/** Resolves when all that was appended is in the file, if not on disk; rejects when writing has failed or the disk is full. */
	written(): Promise<void>;
	/** Resolves when all that was appended is on disk; rejects when writing has failed or the disk is full. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

/** Opens a log as its owner, cutting a torn last line. */
export async function openLog(
	path: string,
	{onError, rotateBytes = Number.POSITIVE_INFINITY, holding, thins = false, open}: LogOptions,
): Promise<JsonLinesLog> {
	const opened = () => openJsonLines(path, {thins, open});
	let adapter = await opened();
	const {cut} = adapter;
	const store = new Low<readonly string[]>(adapter, []);
	let waiting: string[] = [];
	/** The file has been moved, and the new one is not there yet. */
	let moved = false;

	const rotate = async () => {
		if (!moved) {
			await adapter.sync();
			await rename(path, await nextPart(path));
			moved = true;
		}
		const old = adapter;
		adapter = await opened();
		[store.adapter, moved] = [adapter, false];
		await old.close();
		await syncFolder(dirname(path));
	};
	const write = async () => {
		const lines = waiting;
		waiting = [];
		try {
			if (adapter.size >= rotateBytes && lines.length > 0) {
				await adapter.write([]); // what could not be written before belongs to this file
				await rotate();
			}
		} catch (error) {
			waiting = [...lines, ...waiting];
			throw error;
		}
		store.data = lines;
		try {
			await store.write();
		} finally {
			store.data = [];
		}
	};
	const behind = writeBehind(
		path,
		{write, sync: () => adapter.sync(), close: () => adapter.close()},
		onError,
		holdingOf(path, holding, () => adapter.spool),
	);
	return {
		path,
		cut,
		get held() {
			return behind.holds ? adapter.spool.bytes : 0;
		},
		append(row) {
			if (!behind.takes) return;
			const line = typeof row === 'string' ? row : JSON.stringify(row);
			waiting.push(line);
			behind.given(line.length + 1);
		},
		written: behind.written,
		flush: behind.flush,
		close: behind.close,
	};
}
