import {readFileSync} from 'node:fs';
import {layoutOf, type RowValues, readRow} from '../../../source/records/recording/layout.ts';
import {npyHead} from '../../../source/records/recording/npy-head.ts';

/** The rows of a recorder's .npy file with these columns behind tick, epoch and time, as far as its head counts them. */
export function npyRows(path: string, columns: Parameters<typeof layoutOf>[0]): readonly RowValues[] {
	const layout = layoutOf(columns);
	const head = npyHead(layout);
	const bytes = readFileSync(path);
	const count = Number(bytes.toString('latin1', head.countAt, head.countAt + 20));
	const view = new DataView(bytes.buffer, bytes.byteOffset + head.bytes.length);
	return Array.from({length: count}, (_, i) => readRow(view, i * layout.bytes, layout));
}

export const ticksOf = (rows: readonly RowValues[]): readonly number[] => rows.map(([tick]) => tick as number);
