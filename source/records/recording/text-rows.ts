import {csvLine} from '../export-csv.ts';
import {type RowLayout, readRow} from './layout.ts';

/** Version of the rows' schema. */
export const recordVersion = 1;

/** Makes lines of rows as they lie in memory. */
export interface TextRows {
	/** What the file begins with. */
	readonly head: string;
	/** Whole rows as lines, each with its line end. */
	lines(rows: Uint8Array): string;
}

/** Rows as CSV (RFC 4180) under a line of heads: a column a value, `W_12` of a node by its label. Numbers are exact; what is none is `nan`. */
export function csvRows(layout: RowLayout, labels: readonly string[]): TextRows {
	const heads = layout.columns.flatMap(({name, count}) =>
		count === undefined ? [name] : Array.from({length: count}, (_, i) => `${name}_${labels[i] ?? i}`),
	);
	return {
		head: csvLine(heads),
		lines: rows => eachRow(rows, layout, values => values.flat().map(exact).join(',')),
	};
}

/** Rows as JSON lines: `{"v":1,"tick":…,"epoch":…,"time":…,"W":[…]}`. What is no number is null. */
export function jsonRows(layout: RowLayout): TextRows {
	const {columns} = layout;
	return {
		head: '',
		lines: rows =>
			eachRow(rows, layout, values =>
				JSON.stringify({
					v: recordVersion,
					...Object.fromEntries(values.map((value, i) => [columns[i]?.name ?? '', value])),
				}),
			),
	};
}

function eachRow(rows: Uint8Array, layout: RowLayout, line: (values: ReturnType<typeof readRow>) => string): string {
	const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
	let text = '';
	for (let at = 0; at + layout.bytes <= rows.byteLength; at += layout.bytes)
		text += `${line(readRow(view, at, layout))}\n`;
	return text;
}

const exact = (value: number): string =>
	Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
