import {join} from 'node:path';
import {readJsonLines} from '../records/json-lines.ts';
import {logFiles} from '../records/json-lines-files.ts';
import type {Event} from './protocol.ts';

/** The first `limit` events of a run's log with a `seq` above `after`, oldest first. Parts of the log that are older are not read. */
export async function nextEvents(directory: string, after: number, limit: number): Promise<readonly Event[]> {
	const found: Event[] = [];
	if (limit === 0) return found;
	for (const part of await partsAfter(join(directory, 'events.jsonl'), after)) {
		for await (const {row} of readJsonLines(part)) {
			if (Number(row['seq']) <= after) continue;
			found.push(row as unknown as Event);
			if (found.length === limit) return found;
		}
	}
	return found;
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
