import type {ConnectopError} from '../base/errors.ts';
import {heldText} from './held-text.ts';
import type {HeldRows, Spool} from './spool.ts';
import type {Holding} from './write-behind.ts';

/** Who is told that a file takes nothing for a while, and that it does again. */
export interface HoldListener {
	/** The first failure of a stretch; from here on rows wait in memory. */
	held(path: string, error: ConnectopError): void;
	/** All that had waited is in the file and on disk. */
	released(path: string, rows: HeldRows): void;
}

/** Tells a listener of the file that a spool goes into, which may be another after a while; undefined without one. */
export const holdingOf = (
	path: string,
	listener: HoldListener | undefined,
	spool: () => Pick<Spool, 'rows' | 'bytes' | 'taken'>,
): Holding | undefined =>
	listener && {
		held: error => listener.held(path, error),
		released: () => listener.released(path, spool().taken()),
		waits: () => heldText(spool()),
	};
