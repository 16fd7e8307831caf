import {createReadStream} from 'node:fs';
import {type FileHandle, open, rename} from 'node:fs/promises';
import {type Adapter, Low} from 'lowdb';
import split2 from 'split2';
import {ConnectopError} from '../base/errors.ts';
import {fileFailure} from './files.ts';

const newline = 10;

/**
A lowdb adapter for a list that only grows: `data` holds the rows that are not yet in the file, and write() appends them as one JSON
document a line. Opening cuts a torn last line, so only the owner of a log opens it; readers use `readJsonLines`.
*/
export class JsonLinesAdapter implements Adapter<readonly string[]> {
	readonly #path: string;
	readonly #file: FileHandle;
	#size: number;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;

	private constructor(path: string, file: FileHandle, size: number, cut: number) {
		this.#path = path;
		this.#file = file;
		this.#size = size;
		this.cut = cut;
	}

	static async open(path: string): Promise<JsonLinesAdapter> {
		try {
			const file = await open(path, 'a+');
			const {size} = await file.stat();
			const whole = await wholeLines(file, size);
			if (whole < size) await file.truncate(whole);
			return new JsonLinesAdapter(path, file, whole, size - whole);
		} catch (error) {
			throw fileFailure(error, path);
		}
	}

	get size(): number {
		return this.#size;
	}

	/** Rows that are already in the file are not kept in memory. */
	read(): Promise<readonly string[]> {
		return Promise.resolve([]);
	}

	/** Appends the lines. After a failure the file ends with the last whole line that was there before. */
	async write(lines: readonly string[]): Promise<void> {
		if (lines.length === 0) return;
		const bytes = Buffer.from(`${lines.join('\n')}\n`);
		try {
			await this.#file.appendFile(bytes);
			this.#size += bytes.length;
		} catch (error) {
			await this.#file.truncate(this.#size);
			throw fileFailure(error, this.#path);
		}
	}

	async sync(): Promise<void> {
		try {
			await this.#file.datasync();
		} catch (error) {
			throw fileFailure(error, this.#path);
		}
	}

	async close(): Promise<void> {
		await this.#file.close();
	}
}

/** Length of a file up to and including its last newline, found from the end. */
async function wholeLines(file: FileHandle, size: number): Promise<number> {
	const buffer = Buffer.alloc(64 * 1024);
	for (let end = size; end > 0; ) {
		const start = Math.max(0, end - buffer.length);
		const {bytesRead} = await file.read(buffer, 0, end - start, start);
		const at = buffer.subarray(0, bytesRead).lastIndexOf(newline);
		if (at >= 0) return start + at + 1;
		end = start;
	}
	return 0;
}

export interface LogOptions {
	/** Called once when writing fails; the log takes nothing more. */
	onError(error: Error): void;
	/** Move the file to NAME.1, NAME.2, … when it grows beyond this. */
	readonly rotateBytes?: number;
}

/** A growing JSON-lines file that writes behind: what was appended is in the file within a quarter of a second and on disk within one. */
export interface JsonLinesLog {
	readonly path: string;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;
	append(row: object | string): void;
	/** Resolves when all that was appended is on disk. */
	flush(): Promise<void>;
	close(): Promise<void>;
}

const writeMs = 250;
const syncMs = 1000;
/** Rows waiting for a disk that does not answer; beyond it the log fails rather than eat the memory. */
const mostWaiting = 1_000_000;

export async function openLog(path: string, {onError, rotateBytes = Infinity}: LogOptions): Promise<JsonLinesLog> {
	let adapter = await JsonLinesAdapter.open(path);
	const {cut} = adapter;
	let store = new Low<readonly string[]>(adapter, []);
	let waiting: string[] = [];
	let chain: Promise<void> = Promise.resolve();
	let failed = false;
	let dirty = false;
	let rotated = 0;
	let timer: NodeJS.Timeout | undefined;
	let lastSync = performance.now();

	const write = async (sync: boolean) => {
		const rows = waiting;
		waiting = [];
		store.data = rows;
		await store.write();
		store.data = [];
		dirty ||= rows.length > 0;
		if (dirty && (sync || performance.now() - lastSync >= syncMs - writeMs)) {
			await adapter.sync();
			dirty = false;
			lastSync = performance.now();
		}
		if (adapter.size > rotateBytes) await rotate();
	};
	const rotate = async () => {
		await adapter.close();
		await rename(path, `${path}.${++rotated}`);
		adapter = await JsonLinesAdapter.open(path);
		store = new Low<readonly string[]>(adapter, []);
	};
	const enqueue = (sync: boolean): Promise<void> => {
		chain = chain.then(async () => {
			if (failed) return;
			try {
				await write(sync);
			} catch (error) {
				failed = true;
				onError(fileFailure(error, path));
			}
		});
		return chain;
	};
	const arm = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void enqueue(false).then(() => {
				if (dirty || waiting.length > 0) arm();
			});
		}, writeMs);
	};
	return {
		path,
		cut,
		append(row) {
			if (failed) return;
			waiting.push(typeof row === 'string' ? row : JSON.stringify(row));
			if (waiting.length > mostWaiting) {
				failed = true;
				onError(
					new ConnectopError(
						'failed',
						'log-behind',
						`${path}: the disk does not keep up, ${waiting.length} rows are waiting`,
					),
				);
				waiting = [];
			}
			arm();
		},
		flush: () => enqueue(true),
		async close() {
			clearTimeout(timer);
			await enqueue(true);
			await adapter.close();
		},
	};
}

/**
Reads a JSON-lines file row by row, also while it is written: a torn last line is left out. Throws a verification error that names
the line when another one can't be read.
*/
export async function* readJsonLines(
	path: string,
): AsyncGenerator<{readonly line: number; readonly text: string; readonly row: Record<string, unknown>}> {
	const lines = createReadStream(path).pipe(split2());
	let torn: {line: number; cause: unknown} | undefined;
	let line = 0;
	for await (const text of lines as AsyncIterable<string>) {
		line++;
		if (torn)
			throw new ConnectopError('unverified', 'log-damaged', `${path}:${torn.line}: the line is damaged`, {
				cause: torn.cause,
			});
		if (text === '') continue;
		try {
			yield {line, text, row: JSON.parse(text) as Record<string, unknown>};
		} catch (cause) {
			torn = {line, cause}; // fine if it is the last
		}
	}
}
