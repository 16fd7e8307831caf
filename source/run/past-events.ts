import type {Event} from './protocol.ts';

/** The newest `limit` events of a run's log with a `seq` below `before`, oldest first. */
export function pastEvents(
	directory: string,
	limit: number,
	before = Number.POSITIVE_INFINITY,
): Promise<readonly Event[]> {
	return Promise.reject(new Error(`not yet: ${directory} ${limit} ${before}`));
}
