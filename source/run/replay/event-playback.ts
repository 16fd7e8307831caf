import {join} from 'node:path';
import {logFiles} from '../../records/json-lines-files.ts';
import {type JsonLine, readJsonLines} from '../../records/read-json-lines.ts';
import type {Event} from '../protocol.ts';
import {isBefore, type Moment} from './timeline.ts';

/** A run's recorded events, as a replay comes by them. */
export interface EventPlayback {
	/** Those up to a moment that were not given before, oldest first. Where the moment is an earlier one, all up to it, and `anew` is true. */
	to(moment: Moment): Promise<{readonly events: readonly Event[]; readonly anew: boolean}>;
}

/** Rows of a log and its rotated parts, oldest first. */
async function* rowsOf(path: string): AsyncGenerator<JsonLine> {
	for (const part of await logFiles(path)) yield* readJsonLines(part);
}

export function createEventPlayback(directory: string): EventPlayback {
	const path = join(directory, 'events.jsonl');
	let rows = rowsOf(path);
	let pending: Event | undefined;
	let last: Moment = {epoch: 0, tick: -1};
	return {
		async to(moment) {
			const anew = isBefore(moment, last);
			if (anew) {
				await rows.return(undefined);
				rows = rowsOf(path);
				pending = undefined;
			}
			last = moment;
			const events: Event[] = [];
			for (;;) {
				const event = pending ?? ((await rows.next()).value as JsonLine | undefined)?.row;
				pending = event as Event | undefined;
				if (!pending || isBefore(moment, pending)) return {events, anew};
				events.push(pending);
				pending = undefined;
			}
		},
	};
}
