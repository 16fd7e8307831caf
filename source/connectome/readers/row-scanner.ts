import type {ByteWindow} from './byte-window.ts';
import {fault} from './fault.ts';

/** What stands between two fields of a row; `blank`: any run of spaces and tabs. */
export type Separator = 'comma' | 'semicolon' | 'tab' | 'blank';

/** Columns a row can have; a wider table is no edge list. */
export const maxColumns = 1024;

/** The row that `next` has read: offsets of its fields in `bytes`, without padding and quotes. */
export interface RowScanner {
	bytes: Uint8Array;
	/** Line on which the row begins, from 1. */
	line: number;
	/** Comment lines passed over so far. */
	comments: number;
	fields: number;
	readonly starts: Int32Array;
	readonly ends: Int32Array;
	/** 0: no quotes; 1: the field stands in quotes; 2: and it holds doubled quotes, which mean one. */
	readonly quotes: Uint8Array;
	/** Goes to the next row that is neither blank nor a comment (`#`, `%`); false at the end of the file. */
	next(): boolean;
}

const [tab, lineFeed, carriageReturn, space, quote, hash, percent] = [9, 10, 13, 32, 34, 35, 37] as const;
const separators = {comma: 44, semicolon: 59, tab, blank: space} as const;

/** Bytes that a row can have. */
const maxRowBytes = 2 ** 28;

/** Where a window has so few bytes left it is moved on before a row is read. */
const marginBytes = 65_536;

/**
Reads rows of delimited text byte by byte, from byte `from` of what the window shows: RFC 4180 quotes, padding around fields, LF, CR LF or CR. Throws
`graph-quote` and `graph-columns` faults, and `graph-row` for a row of more than 268 MB.
*/
export function rowScanner(
	window: ByteWindow,
	file: string,
	separator: Separator,
	from: number,
	firstLine = 1,
): RowScanner {
	const mark = separators[separator];
	const blank = separator === 'blank';
	let {bytes} = window;
	let {length} = bytes;
	let at = from;
	let line = firstLine;
	// The row goes on behind what the window shows
	let cut = false;

	const isBlank = (byte: number | undefined) => byte === space || (byte === tab && mark !== tab);
	const isEnd = (byte: number | undefined) => byte === undefined || byte === lineFeed || byte === carriageReturn;

	/** Steps over the end of a line at `at`. */
	function endLine(): void {
		if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
		if (at < length) at++;
		line++;
	}

	/** True when the line at `at` holds no row; then `at` stands behind it. */
	function skipLine(): boolean {
		let look = at;
		while (bytes[look] === space || bytes[look] === tab) look++;
		const comment = bytes[look] === hash || bytes[look] === percent;
		if (comment) while (!isEnd(bytes[look])) look++;
		if (!isEnd(bytes[look])) return false;
		if (comment) scanner.comments++;
		at = look;
		endLine();
		return true;
	}

	/** Reads the field in quotes at `at`. */
	function quotedField(field: number): void {
		const opened = line;
		scanner.starts[field] = ++at;
		scanner.quotes[field] = 1;
		for (; ; at++) {
			if (at >= length) {
				cut = !window.ended;
				if (cut) return;
				throw fault('graph-quote', file, opened, 'a quote is opened here and never closed');
			}
			if (bytes[at] === lineFeed || (bytes[at] === carriageReturn && bytes[at + 1] !== lineFeed)) line++;
			if (bytes[at] !== quote) continue;
			if (bytes[at + 1] !== quote) break;
			scanner.quotes[field] = 2;
			at++;
		}
		scanner.ends[field] = at++;
		while (isBlank(bytes[at])) at++;
		const closed = isEnd(bytes[at]) || bytes[at] === mark || (blank && isBlank(bytes[at - 1]));
		if (!closed)
			throw fault(
				'graph-quote',
				file,
				line,
				'text follows a closing quote; a quote inside a quoted field is written twice',
			);
	}

	function plainField(field: number): void {
		scanner.starts[field] = at;
		let byte = bytes[at];
		while (
			byte !== undefined &&
			byte !== mark &&
			byte !== lineFeed &&
			byte !== carriageReturn &&
			!(blank && byte === tab)
		)
			byte = bytes[++at];
		let end = at;
		while (isBlank(bytes[end - 1]) && end > scanner.starts[field]!) end--;
		scanner.ends[field] = end;
	}

	/** Moves the window on so that the line at `from` of it begins at byte 0. */
	function moveOn(from: number): void {
		if (length - from > maxRowBytes)
			throw fault(
				'graph-row',
				file,
				line,
				`has more than ${maxRowBytes} bytes; an edge has a source, a target and a few fields more`,
			);
		window.moveOn(from);
		({bytes} = window);
		({length} = bytes);
		scanner.bytes = bytes;
		at = 0;
	}

	function next(): boolean {
		for (;;) {
			if (length - at < marginBytes && !window.ended) moveOn(at);
			if (at >= length) return false;
			const [begin, beginLine, comments] = [at, line, scanner.comments];
			cut = false;
			const isRow = !skipLine() && readRow();
			if (!cut && (at < length || window.ended)) {
				if (isRow) return true;
				continue;
			}
			// The line ends behind the window, or just there: once more, with what follows it.
			line = beginLine;
			scanner.comments = comments;
			moveOn(begin);
		}
	}

	/** Reads the row at `at`; true, for there is one. */
	function readRow(): boolean {
		scanner.line = line;
		let field = 0;
		for (;;) {
			while (isBlank(bytes[at])) at++;
			if (blank && isEnd(bytes[at])) break;
			if (field === maxColumns)
				throw fault(
					'graph-columns',
					file,
					line,
					`has more than ${maxColumns} columns; an edge list has a source, a target and a few more`,
				);
			scanner.quotes[field] = 0;
			if (bytes[at] === quote) quotedField(field);
			else plainField(field);
			if (cut) return true;
			field++;
			if (blank) continue;
			if (bytes[at] !== mark) break;
			at++;
		}
		scanner.fields = field;
		endLine();
		return true;
	}

	const scanner: RowScanner = {
		bytes,
		line: firstLine,
		comments: 0,
		fields: 0,
		starts: new Int32Array(maxColumns),
		ends: new Int32Array(maxColumns),
		quotes: new Uint8Array(maxColumns),
		next,
	};
	return scanner;
}

/** The text of a field, bytes that are no UTF-8 replaced. Only for the few fields that become strings. */
export function fieldText(row: RowScanner, field: number): string {
	const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(
		row.bytes.subarray(row.starts[field], row.ends[field]),
	);
	return (row.quotes[field] === 2 ? text.replaceAll('""', '"') : text).trim();
}
