import {crc32} from 'node:zlib';
import {ConnectopError} from '../base/errors.ts';
import {type LogOptions, openLog} from './json-lines.ts';
import {readLines} from './read-json-lines.ts';

/*
Everything that entered a run, one line each. A line ends with a CRC of itself that goes on from the line before, so that a line
that was changed, lost or moved breaks the chain at its place.
*/

const tail = /,"crc":"([\da-f]{8})"\}$/;

/** A line of the chain: the row, which has members and none called crc, as JSON with its CRC as last member. */
export function chainLine(row: object, previous: number): {text: string; crc: number} {
	const body = JSON.stringify(row).slice(0, -1);
	const crc = crc32(body, previous);
	return {text: `${body},"crc":"${crc.toString(16).padStart(8, '0')}"}`, crc};
}

/** The journal of a run as its owner has it. */
export interface Journal {
	readonly path: string;
	/** Rows the file held when it was opened. */
	readonly rows: number;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;
	/** Bytes that wait for a full disk; 0 while it is none. */
	readonly held: number;
	/** Never waits; what comes after a failure or the end is dropped. */
	append(row: object): void;
	/** Resolves when all that was appended is in the file, if not on disk: a kill of the process loses none of it. Rejects when writing has failed or the disk is full. */
	written(): Promise<void>;
	/** Resolves when all that was appended is on disk; rejects when writing has failed or the disk is full. */
	flush(): Promise<void>;
	/** Writes what is left and closes. A failure is told to `onError` alone. */
	close(): Promise<void>;
}

/** Opens a journal to go on writing: cuts a torn last line and goes on from the last good one. Throws `journal-broken` when its chain does not hold. */
export async function openJournal(
	path: string,
	options: Pick<LogOptions, 'onError' | 'holding' | 'open'>,
): Promise<Journal> {
	const log = await openLog(path, options);
	let crc = 0;
	let rows = 0;
	try {
		for await (const entry of readJournal(path)) {
			crc = entry.crc;
			rows++;
		}
	} catch (error) {
		await log.close();
		throw error;
	}
	return {
		path,
		rows,
		cut: log.cut,
		get held() {
			return log.held;
		},
		append(row) {
			const line = chainLine(row, crc);
			crc = line.crc;
			log.append(line.text);
		},
		written: () => log.written(),
		flush: () => log.flush(),
		close: () => log.close(),
	};
}

/** A row of a journal, with its CRC still in it. */
export interface JournalEntry {
	readonly row: Record<string, unknown>;
	/** Counted from 1. */
	readonly line: number;
	/** From which the next line's CRC goes on. */
	readonly crc: number;
}

/** Reads a journal and checks its chain, also while it is written. Throws `journal-broken`, naming the first line that does not fit. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
	let crc = 0;
	let line = 0;
	for await (const text of readLines(path)) {
		line++;
		const found = tail.exec(text);
		crc = crc32(text.slice(0, found?.index ?? 0), crc);
		if (!found || crc !== Number.parseInt(found[1] ?? '', 16)) {
			throw new ConnectopError(
				'unverified',
				'journal-broken',
				`${path}:${line}: the line does not fit the chain; it or the line before was changed, lost or moved`,
			);
		}
		yield {row: JSON.parse(text) as Record<string, unknown>, line, crc};
	}
}
