import {join} from 'node:path';
import {openDigestCursor} from '../../records/digest-log.ts';

/** The last tick of each epoch that has a digest. Throws `log-missing`. */
export function lastRecorded(directory: string): ReadonlyMap<number, number> {
	const last = new Map<number, number>();
	const cursor = openDigestCursor(join(directory, 'digests.bin'));
	try {
		for (; cursor.current; cursor.advance()) last.set(cursor.current.epoch, cursor.current.tick);
	} finally {
		cursor.close();
	}
	return last;
}
