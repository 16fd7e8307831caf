import {ConnectopError} from '../../base/errors.ts';
import type {DigestCursor, DigestRecord} from '../../records/digest-log.ts';

/** Compares digests of replayed ticks with those that were recorded, in their order. */
export interface DigestCheck {
	/** Ticks whose digest was compared and equal. */
	readonly equal: number;
	/** Whether the next record belongs to this epoch. */
	goesOn(epoch: number): boolean;
	/**
	Compares a tick as it was replayed. `until` is the epoch from which the next stretch's records are, when this one was killed: its last ticks may have none. Throws
	`tick-differs` and `digests-damaged`.
	*/
	compare(tick: DigestRecord, until: number | undefined): void;
	/** Throws when records are left, or the last that was compared was the first that differed. */
	finish(): void;
}

export function createDigestCheck(path: string, cursor: DigestCursor): DigestCheck {
	let equal = 0;
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

	return {
		get equal() {
			return equal;
		},
		goesOn: epoch => cursor.current?.epoch === epoch,
		compare(replayed, until) {
			const {epoch, tick, lo, hi} = replayed;
			const {current} = cursor;
			const record = cursor.passed + 1;
			if (current?.epoch === epoch && current.tick === tick) {
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
			const cutByKill = until !== undefined && (current === undefined || current.epoch >= until);
			if (cutByKill) return;
			const expected = `where epoch ${epoch}, tick ${tick} is due`;
			throw current
				? damaged(record, `is of ${where(current)}, ${expected}`)
				: damaged(record, `is missing, ${expected}`);
		},
		finish() {
			if (suspect) throw differs(suspect);
			const {current} = cursor;
			if (current) throw damaged(cursor.passed + 1, `is of ${where(current)}, to which the journal does not lead`);
		},
	};
}

const where = ({epoch, tick}: DigestRecord): string => `epoch ${epoch}, tick ${tick}`;
