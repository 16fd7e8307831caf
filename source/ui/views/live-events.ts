import {count} from '../../draw/number.ts';
import {clean, toWidth, truncate, widthOf} from '../../draw/text.ts';
import type {ShownEvent} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';

/** The newest events that fit into `rows` rows of `inner` cells, oldest first: time, tick, kind and message. */
export function eventRows(events: readonly ShownEvent[], inner: number, rows: number, theme: Theme): string[] {
	const shown = rows > 0 ? events.slice(-rows) : [];
	const tickWidth = tickWidthOf(shown);
	return shown.map(event => eventRow(event, inner, tickWidth, theme));
}

/** Cells of the longest number of a tick. */
export const tickWidthOf = (events: readonly ShownEvent[]): number =>
	events.reduce((most, {tick}) => Math.max(most, count(tick).length), 0);

/** One event in `inner` cells; `tickWidth`: of the longest number of a tick. */
export function eventRow(
	{ts, tick, level, kind, message, times}: ShownEvent,
	inner: number,
	tickWidth: number,
	{glyphs, paint}: Theme,
): string {
	const ascii = glyphs.grade === 'ascii';
	const time = clean(ts, ascii).slice(11, 19).padEnd(8);
	const named = toWidth(clean(kind, ascii), 11, 'left', glyphs.ellipsis);
	const at = inner >= 60 ? `${paint.quiet(`tick ${count(tick).padStart(tickWidth)}`)}  ` : '';
	const tone = level === 'error' ? paint.bad : level === 'warn' ? paint.warn : undefined;
	const mark = level === 'error' ? '!! ' : level === 'warn' ? '! ' : '';
	const said = mark + clean(message, ascii);
	const room = inner - 10 - (at === '' ? 0 : tickWidth + 7) - 12;
	const again = times > 1 ? paint.quiet(`  ${count(times)} in a row`) : '';
	const text = truncate(said, room - widthOf(again), glyphs.ellipsis);
	return `${paint.quiet(time)}  ${at}${(tone ?? paint.accent)(named)} ${tone ? tone(text) : text}${again}`;
}
