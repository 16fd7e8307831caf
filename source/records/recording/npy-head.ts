import type {RecordColumn, RowLayout} from './layout.ts';

/** Room for the number of rows, digits. */
const countRoom = 20;
const alignment = 64;
const latin1Most = 0xff;

/** The head of a .npy file of rows, with room for their number: it is written once, and then the number again and again. */
export interface NpyHead {
	/** The head of a file without rows. */
	readonly bytes: Uint8Array;
	/** Where in it the number of rows stands, and the bytes that say `rows`. */
	readonly countAt: number;
	count(rows: number): Uint8Array;
}

/** The head for rows of a layout: format 1.0, or 3.0 where a column's name needs Unicode. */
export function npyHead({columns}: RowLayout): NpyHead {
	const before = `{'descr': [${columns.map(described).join(', ')}], 'fortran_order': False, 'shape': (`;
	const after = ',), }';
	const unicode = [...before].some(letter => (letter.codePointAt(0) ?? 0) > latin1Most);
	const prefix = unicode ? 12 : 10;
	const encoding = unicode ? 'utf8' : 'latin1';
	const start = Buffer.from(before, encoding);
	const least = prefix + start.length + countRoom + after.length + 1;
	const length = Math.ceil(least / alignment) * alignment;
	// A format 1.0 file says its length in two bytes; names that long are no names.
	const bytes = Buffer.alloc(length, ' ');
	bytes.write('\u0093NUMPY', 'latin1');
	bytes.writeUInt8(unicode ? 3 : 1, 6);
	bytes.writeUInt8(0, 7);
	if (unicode) bytes.writeUInt32LE(length - prefix, 8);
	else bytes.writeUInt16LE(length - prefix, 8);
	const countAt = prefix + start.length;
	const count = (rows: number) => Buffer.from(String(rows).padStart(countRoom), 'latin1');
	bytes.set(start, prefix);
	bytes.set(count(0), countAt);
	bytes.write(after, countAt + countRoom, 'latin1');
	bytes.write('\n', length - 1, 'latin1');
	return {bytes, countAt, count};
}

function described({name, type, count}: RecordColumn): string {
	const quoted = `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
	return count === undefined ? `(${quoted}, '${type}')` : `(${quoted}, '${type}', (${count},))`;
}
