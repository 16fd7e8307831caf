import type {DigestCursor} from '../../records/digest-log.ts';
import type {Lineage} from './lineage.ts';

/** The digest of the state after a tick. */
export interface TickDigest {
	readonly tick: number;
	readonly lo: number;
	readonly hi: number;
}

/** The digests of the ticks that a run ended up with, in order, as far as they were kept; one record in memory at a time. */
export function* digestsAlong(cursor: DigestCursor, lineage: Lineage): Generator<TickDigest> {
	const pieces = new Map(lineage.map(piece => [piece.epoch, piece]));
	let before = -1;
	for (; cursor.current; cursor.advance()) {
		const {epoch, tick, lo, hi} = cursor.current;
		const piece = pieces.get(epoch);
		if (!piece || tick <= piece.from || tick > piece.to || tick <= before) continue;
		before = tick;
		yield {tick, lo, hi};
	}
}

export const isSame = (a: TickDigest, b: TickDigest): boolean => a.lo === b.lo && a.hi === b.hi;
