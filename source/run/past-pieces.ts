import type {LogPieces} from './past-log.ts';
import {type Names, type Rows, rowsOf, type Summary, summaryOf, timeOf} from './past-rows.ts';

const smallest = 32 * 1024;
/** Totals kept; beyond that, pieces are made twice as long. About 10 MB. */
const mostPieces = 16_384;
/** Pieces whose rows are kept, those used last. About 8 MB. */
const mostRows = 512;

/** The pieces of a metrics log, with what is kept of them from one question to the next. */
export interface MetricsPieces {
	/** Measures found so far. */
	readonly names: Names;
	/** Length of a piece of a log of so many bytes. It grows with the log, which forgets what is kept. */
	pieceBytes(size: number): number;
	/** Time of the first row that begins in a piece, ms since 1970; undefined when there is none. */
	firstTime(pieces: LogPieces, index: number): Promise<number | undefined>;
	/** What is kept, without waiting. */
	knownRows(pieces: LogPieces, index: number): Rows | undefined;
	rows(pieces: LogPieces, index: number): Promise<Rows>;
	/** `null`: a piece without rows. */
	knownSummary(pieces: LogPieces, index: number): Summary | null | undefined;
	summary(pieces: LogPieces, index: number): Promise<Summary | null>;
}

/** Kept of a piece; `fileBytes` says how long the file was, if more may come to the piece. */
interface Kept<Value> {
	readonly value: Value;
	readonly fileBytes: number | undefined;
}

export function createMetricsPieces(): MetricsPieces {
	const names: Names = new Map();
	const times = new Map<string, number>();
	const rowsKept = new Map<string, Kept<Rows>>();
	const summaries = new Map<string, Kept<Summary | null>>();
	/** What is being read: several who ask for the same wait for one. */
	const reading = new Map<string, Promise<Kept<Rows>>>();
	let bytes = smallest;

	const known = <Value>(kept: Map<string, Kept<Value>>, pieces: LogPieces, index: number): Value | undefined => {
		const found = kept.get(pieces.name(index));
		if (!found) return undefined;
		return found.fileBytes === undefined || found.fileBytes === pieces.fileBytes(index) ? found.value : undefined;
	};

	function read(pieces: LogPieces, index: number): Promise<Kept<Rows>> {
		const name = `${bytes} ${pieces.fileBytes(index)} ${pieces.name(index)}`;
		const begun = reading.get(name);
		if (begun) return begun;
		const made = pieces
			.read(index)
			.then(({lines, whole}) => ({
				value: rowsOf(lines, names),
				fileBytes: whole ? undefined : pieces.fileBytes(index),
			}))
			.finally(() => reading.delete(name));
		reading.set(name, made);
		return made;
	}

	return {
		names,
		pieceBytes(size) {
			const before = bytes;
			while (size / bytes > mostPieces) bytes *= 2;
			if (bytes > before) for (const kept of [times, rowsKept, summaries]) kept.clear();
			return bytes;
		},
		async firstTime(pieces, index) {
			const name = pieces.name(index);
			const found = times.get(name);
			if (found !== undefined) return found;
			for (const line of (await pieces.read(index)).lines) {
				const time = timeOf(line);
				if (time === undefined) continue;
				times.set(name, time);
				return time;
			}
			return undefined;
		},
		knownRows: (pieces, index) => known(rowsKept, pieces, index),
		async rows(pieces, index) {
			const found = known(rowsKept, pieces, index);
			const kept = found ? rowsKept.get(pieces.name(index)) : undefined;
			const now = kept ?? (await read(pieces, index));
			const name = pieces.name(index);
			rowsKept.delete(name);
			rowsKept.set(name, now);
			const [oldest] = rowsKept.keys();
			if (rowsKept.size > mostRows && oldest !== undefined) rowsKept.delete(oldest);
			return now.value;
		},
		knownSummary: (pieces, index) => known(summaries, pieces, index),
		async summary(pieces, index) {
			const found = known(summaries, pieces, index);
			if (found !== undefined) return found;
			const {value, fileBytes} = await read(pieces, index);
			const made = summaryOf(value) ?? null;
			summaries.set(pieces.name(index), {value: made, fileBytes});
			return made;
		},
	};
}
