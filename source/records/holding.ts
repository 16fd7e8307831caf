import type {ConnectopError} from '../base/errors.ts';
import type {HeldRows} from './spool.ts';

/** Who is told that a file takes nothing for a while, and that it does again. */
export interface HoldListener {
	/** The first failure of a stretch; from here on rows wait in memory. */
	held(path: string, error: ConnectopError): void;
	/** All that had waited is in the file and on disk. */
	released(path: string, rows: HeldRows): void;
}
