import {open} from 'node:fs/promises';
import {join} from 'node:path';
import {readJsonLines} from '../records/json-lines.ts';
import {logFiles} from '../records/json-lines-files.ts';
import type {Event} from './protocol.ts';

/**
The recorded events of a run with a `seq` above `after`, oldest first; all of them when it is left out. Parts of the log that are older are not
read. Throws what reading a log throws.
*/
export async function* eventRows(directory: string, after = -1): AsyncGenerator<Event, undefined> {
	for (const part of await partsAfter(join(directory, 'events.jsonl'), after)) {
		for await (const {row} of readJsonLines(part, await beginning(part, after))) {
			if (Number(row['seq']) > after) yield row as unknown as Event;
		}
	}
	return undefined;
}

/** Rotated parts stand in order: whatever comes before the newest part that begins no later than `after` + 1 is older. */
async function partsAfter(path: string, after: number): Promise<readonly string[]> {
	const parts = await logFiles(path);
	const firsts = await Promise.all(parts.slice(1).map(part => firstSeq(part)));
	const older = firsts.filter(first => first !== undefined && first <= after + 1).length;
	return parts.slice(older);
}

/** Less than this is read rather than searched, bytes; a line is looked for in as much. */
const pieceBytes = 64 * 1024;

/** A byte before which every event of a part has a `seq` of `after` or less: lines stand in order of their `seq`. */
async function beginning(part: string, after: number): Promise<number> {
	const file = await open(part, 'r');
	try {
		let [low, high] = [0, (await file.stat()).size];
		const piece = Buffer.alloc(pieceBytes);
		while (high - low > 2 * pieceBytes) {
			const middle = Math.floor((low + high) / 2);
			const {bytesRead} = await file.read(piece, 0, piece.length, middle);
			const seq = seqIn(piece.subarray(0, bytesRead));
			if (seq !== undefined && seq <= after) low = middle;
			else high = middle; // also where no line ends: what lies before it is read
		}
		return low;
	} finally {
		await file.close();
	}
}

/** The `seq` of the first whole line in a piece of a log. */
function seqIn(piece: Buffer): number | undefined {
	const start = piece.indexOf(10) + 1;
	const end = piece.indexOf(10, start);
	if (start === 0 || end < 0) return undefined;
	const [, seq] = /"seq":(\d+)/.exec(piece.toString('latin1', start, end)) ?? [];
	return seq === undefined ? undefined : Number(seq);
}

async function firstSeq(part: string): Promise<number | undefined> {
	for await (const {row} of readJsonLines(part)) return Number(row['seq']);
	return undefined;
}
