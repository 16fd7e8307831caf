import {clean} from '../draw/text.ts';
import type {Theme} from '../ui/theme.ts';

/** A row of a log. */
export type Row = Readonly<Record<string, unknown>>;

const kindWidth = 11;
const tickWidth = 12;

/**
A row of a log as one line for people: time, tick, `!` for a warning and `!!` for an error, kind, and the message, or all its other fields
where it has none. Text from outside is made safe to print.
*/
export function rowLine(row: Row, {glyphs, paint}: Theme): string {
	const safe = (value: unknown) => clean(textOf(value), glyphs.grade === 'ascii');
	const {ts, tick, level, kind, message} = row;
	const tone = level === 'error' ? paint.bad : level === 'warn' ? paint.warn : undefined;
	const mark = level === 'error' ? '!!' : level === 'warn' ? '! ' : '  ';
	const time = safe(ts).replace('T', ' ').replace(/\.\d+/, '');
	const at = `tick ${safe(tick)}`.padEnd(tickWidth);
	const said = typeof message === 'string' ? safe(message) : safe(fields(row));
	const plain = tone ?? (text => text);
	const named = (tone ?? paint.accent)(safe(kind).padEnd(kindWidth));
	return `${paint.quiet(`${time}  ${at}`)} ${plain(mark)} ${named} ${plain(said)}`.trimEnd();
}

/** What stands elsewhere in the line, or is of no use to people. */
const elsewhere = new Set(['v', 'ts', 'seq', 'epoch', 'tick', 'level', 'kind', 'crc']);

const fields = (row: Row): string =>
	Object.entries(row)
		.flatMap(([name, value]) => (elsewhere.has(name) ? [] : [`${name} ${textOf(value)}`]))
		.join('  ');

/** Numbers with four digits, which are enough to see how they go; the rest as JSON. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
	return JSON.stringify(value) ?? '';
}
