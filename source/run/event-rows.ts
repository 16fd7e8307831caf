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
		for await (const {row} of readJsonLines(part)) {
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

async function firstSeq(part: string): Promise<number | undefined> {
	for await (const {row} of readJsonLines(part)) return Number(row['seq']);
	return undefined;
}
