import {crc32} from 'node:zlib';
import {ConnectopError} from '../base/errors.ts';
import {type JsonLinesLog, type LogOptions, openLog, readJsonLines} from './json-lines.ts';

/*
Everything that entered a run, one line each. A line ends with a CRC of itself that goes on from the line before, so that a line
that was changed, lost or moved breaks the chain at its place.
*/

const tail = /,"crc":"([\da-f]{8})"\}$/;

/** A line of the chain: the row as JSON with its CRC as last member. */
export function chainLine(row: object, previous: number): {text: string; crc: number} {
	const body = JSON.stringify(row).slice(0, -1);
	const crc = crc32(body, previous);
	return {text: `${body},"crc":"${crc.toString(16).padStart(8, '0')}"}`, crc};
}

export interface Journal {
	/** Rows the file held when it was opened. */
	readonly rows: number;
	/** Bytes of a torn last line that opening cut. */
	readonly cut: number;
	append(row: object): void;
	/** Resolves when all that was appended is on disk. */
	flush(): Promise<void>;
	close(): Promise<void>;
}

/** Opens a journal to go on writing. Throws `journal-broken` when its chain does not hold. */
export async function openJournal(path: string, options: LogOptions): Promise<Journal> {
	const log: JsonLinesLog = await openLog(path, options);
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
		rows,
		cut: log.cut,
		append(row) {
			const line = chainLine(row, crc);
			crc = line.crc;
			log.append(line.text);
		},
		flush: () => log.flush(),
		close: () => log.close(),
	};
}

/** Reads a journal and checks its chain. Throws `journal-broken`, naming the first line that does not fit. */
export async function* readJournal(
	path: string,
): AsyncGenerator<{readonly row: Record<string, unknown>; readonly line: number; readonly crc: number}> {
	let previous = 0;
	for await (const {line, text, row} of readJsonLines(path)) {
		const found = tail.exec(text);
		const crc = crc32(text.slice(0, found?.index ?? 0), previous);
		if (!found || crc !== Number.parseInt(found[1] ?? '', 16)) {
			throw new ConnectopError(
				'unverified',
				'journal-broken',
				`${path}:${line}: the line does not fit the chain; it or the line before was changed, lost or moved`,
			);
		}
		previous = crc;
		yield {row, line, crc};
	}
}
