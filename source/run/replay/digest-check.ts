import {ConnectopError} from '../../base/errors.ts';
import type {DigestCursor, DigestRecord} from '../../records/digest-log.ts';

/** What a journal says of the end of a stretch, which tells digests that were never there from those that were removed. */
export interface DigestsEnd {
	/** The epoch from which the next stretch's records are, when this one was killed: its last ticks may have none. */
	readonly until: number | undefined;
	/** Records in the file when the stretch was over, where the journal says so: later ticks have none. */
	readonly records: number | undefined;
}

/** Ticks of an epoch, both included. */
export interface TickRange {
	readonly epoch: number;
	readonly from: number;
	readonly to: number;
}

/** Compares digests of replayed ticks with those that were recorded, in their order. */
export interface DigestCheck {
	/** Ticks whose digest was compared and equal. */
	readonly equal: number;
	/** Ticks before an end whose digests never came to the file, as the journal says. */
	readonly lost: readonly TickRange[];
	/** Whether the next record belongs to this epoch. */
	goesOn(epoch: number): boolean;
	/** Compares a tick as it was replayed. Throws `tick-differs` and `digests-damaged`. */
	compare(tick: DigestRecord, end: DigestsEnd): void;
	/** The stretch is over. Throws `digests-damaged` when it had more records than there are. */
	over(end: DigestsEnd): void;
	/** Throws when records are left, or the last that was compared was the first that differed. */
	finish(): void;
}

export function createDigestCheck(path: string, cursor: DigestCursor): DigestCheck {
	let equal = 0;
	const lost: TickRange[] = [];
	/** A tick that differed: the next one tells whether the run differs from here on, or the record alone was damaged. */
	let suspect: (DigestRecord & {readonly record: number}) | undefined;

	const damaged = (record: number, what: string) =>
		new ConnectopError('unverified', 'digests-damaged', `${path}: record ${record} ${what}`);
	const differs = ({epoch, tick}: DigestRecord) =>
		new ConnectopError(
			'unverified',
			'tick-differs',
			`the first tick that differs is tick ${tick} of epoch ${epoch}: replayed, its state is not the one that ${path} has the digest of`,
		);

	function lose({epoch, tick}: DigestRecord): void {
		const last = lost.at(-1);
		if (last?.epoch === epoch && last.to === tick - 1) lost.splice(-1, 1, {...last, to: tick});
		else lost.push({epoch, from: tick, to: tick});
	}

	return {
		lost,
		get equal() {
			return equal;
		},
		goesOn: epoch => cursor.current?.epoch === epoch,
		compare(replayed, {until, records}) {
			const {epoch, tick, lo, hi} = replayed;
			const {current} = cursor;
			const record = cursor.passed + 1;
			const none = records !== undefined && cursor.passed >= records;
			if (!none && current?.epoch === epoch && current.tick === tick) {
				const same = current.lo === lo && current.hi === hi;
				if (suspect && same)
					throw damaged(suspect.record, `is damaged: ${where(suspect)} is as it was replayed after it`);
				if (suspect) throw differs(suspect);
				if (same) equal++;
				else suspect = {...replayed, record};
				cursor.advance();
				return;
			}
			if (suspect) throw differs(suspect);
			if (none) {
				if (until === undefined) lose(replayed); // a kill always costs some
				return;
			}
			const cutByKill = records === undefined && until !== undefined && (!current || current.epoch >= until);
			if (cutByKill) return;
			const expected = `where epoch ${epoch}, tick ${tick} is due`;
			if (current?.epoch === epoch) throw damaged(record, `is of ${where(current)}, ${expected}`);
			const known =
				records === undefined
					? 'the journal does not say that it was lost, as on a full disk'
					: `there were ${records} then, as the journal says`;
			throw damaged(record, `${current ? `is of ${where(current)}` : 'is missing'}, ${expected}; ${known}`);
		},
		over({records}) {
			if (records === undefined || cursor.passed >= records) return;
			throw damaged(cursor.passed + 1, `is missing; there were ${records} then, as the journal says`);
		},
		finish() {
			if (suspect) throw differs(suspect);
			const {current} = cursor;
			if (current) throw damaged(cursor.passed + 1, `is of ${where(current)}, to which the journal does not lead`);
		},
	};
}

const where = ({epoch, tick}: DigestRecord): string => `epoch ${epoch}, tick ${tick}`;
