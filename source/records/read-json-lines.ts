import {createReadStream} from 'node:fs';
import {ConnectopError, messageOf} from '../base/errors.ts';

const newline = 10;

/** A row of a JSON-lines file with where it stands. */
export interface JsonLine {
	/** Counted from 1. */
	readonly line: number;
	readonly text: string;
	readonly row: Record<string, unknown>;
}

/**
Reads a JSON-lines file row by row, also while it is written: what follows the last newline is a row that is still being written, or torn, and
is left out. From byte `start` on, beginning with the first line that begins there or later; lines are counted from there. Changes nothing. Throws `log-missing` when the file can't be read, and `log-damaged`, naming the line, when a whole line is no JSON.
*/
export async function* readJsonLines(path: string, start = 0): AsyncGenerator<JsonLine> {
	let line = 0;
	for await (const text of readLines(path, start)) {
		line++;
		yield {line, text, row: parse(text, path, line)};
	}
}

function parse(text: string, path: string, line: number): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch (cause) {
		throw new ConnectopError('unverified', 'log-damaged', `${path}:${line}: the line is damaged`, {cause});
	}
}

/** The whole lines of a file that begin at byte `from` or later, a piece of it in memory at a time. Throws `log-missing` when it can't be read. */
export async function* readLines(path: string, from = 0): AsyncGenerator<string> {
	let begun: Buffer[] = [];
	let whole = from === 0; // the byte before says whether a line begins there
	try {
		for await (const chunk of createReadStream(path, from === 0 ? {} : {start: from - 1}) as AsyncIterable<Buffer>) {
			let start = 0;
			for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
				const piece = chunk.subarray(start, end);
				if (!whole) {
					[whole, begun, start] = [true, [], end + 1];
					continue;
				}
				yield (begun.length === 0 ? piece : Buffer.concat([...begun, piece])).toString('utf8');
				begun = [];
				start = end + 1;
			}
			if (start < chunk.length) begun.push(chunk.subarray(start));
		}
	} catch (error) {
		const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error);
		throw new ConnectopError('invalid', 'log-missing', `${path}: ${why}`, {cause: error});
	}
}
