import type {HeldRows} from './spool.ts';

/** `3 rows (1 kB)`. */
export const heldText = ({rows, bytes}: Pick<HeldRows, 'rows' | 'bytes'>): string =>
	`${rows} row${rows === 1 ? '' : 's'} (${bytes < 10_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`})`;
