import {join} from 'node:path';
import {type LogPieces, lastPieceBefore, withPieces} from './past-log.ts';
import type {Event} from './protocol.ts';

const pieceBytes = 64 * 1024;

/**
The newest `limit` events of a run's log with a `seq` below `before`, oldest first. Reads from the end, or from where `before` lies, only as far as
it must, also while the log is written. A damaged line is left out: what was written around it is of use all the same.
Throws `log-missing` when the log can't be read.
*/
export function pastEvents(
	directory: string,
	limit: number,
	before = Number.POSITIVE_INFINITY,
): Promise<readonly Event[]> {
	return withPieces(
		join(directory, 'events.jsonl'),
		() => pieceBytes,
		async pieces => {
			const newestFirst: Event[] = [];
			if (pieces.count === 0) return newestFirst;
			const last = before === Number.POSITIVE_INFINITY ? pieces.count - 1 : await pieceOf(pieces, before);
			for (let index = last; index >= 0 && newestFirst.length < limit; index--) {
				const found = (await eventsIn(pieces, index)).filter(({seq}) => seq < before);
				newestFirst.push(...found.toReversed());
			}
			return newestFirst.slice(0, Math.max(0, limit)).reverse();
		},
	);
}

const pieceOf = (pieces: LogPieces, seq: number): Promise<number> =>
	lastPieceBefore(
		pieces.count,
		async index => (await eventsIn(pieces, index))[0]?.seq,
		key => key < seq,
	);

async function eventsIn(pieces: LogPieces, index: number): Promise<readonly Event[]> {
	const {lines} = await pieces.read(index);
	return lines.flatMap(line => eventOf(line) ?? []);
}

function eventOf(line: string): Event | undefined {
	try {
		const row = JSON.parse(line) as Event | null;
		return typeof row?.seq === 'number' ? row : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}
