import {eventRows} from './event-rows.ts';
import type {Event} from './protocol.ts';

/** The first `limit` events of a run's log with a `seq` above `after`, oldest first. */
export async function nextEvents(directory: string, after: number, limit: number): Promise<readonly Event[]> {
	const found: Event[] = [];
	if (limit === 0) return found;
	for await (const event of eventRows(directory, after)) {
		found.push(event);
		if (found.length === limit) return found;
	}
	return found;
}
