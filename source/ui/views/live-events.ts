import {count} from '../../draw/number.ts';
import {clean, toWidth, truncate, widthOf} from '../../draw/text.ts';
import type {Event} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';

/** The newest events that fit into `rows` rows of `inner` cells, oldest first: time, tick, kind and message. */
export function eventRows(events: readonly Event[], inner: number, rows: number, theme: Theme): string[] {
	const shown = newest(events, rows);
	const tickWidth = Math.max(0, ...shown.map(({event}) => count(event.tick).length));
	return shown.map(each => eventRow(each, inner, tickWidth, theme));
}

/** An event and how many of its kind came one after another. */
interface Told {
	readonly event: Event;
	readonly times: number;
}

/** The newest events. What comes by itself again and again, a pulse or piped text, takes one row and leaves room for what was done. */
function newest(events: readonly Event[], rows: number): Told[] {
	const shown: Told[] = [];
	for (const event of events.toReversed()) {
		const [next] = shown;
		if (next && repeats(event, next.event)) shown[0] = {...next, times: next.times + 1};
		else if (shown.length >= rows) break;
		else shown.unshift({event, times: 1});
	}
	return shown;
}

function repeats(event: Event, next: Event): boolean {
	const by = event.data?.['by'];
	const alike = event.kind === next.kind && event.level === next.level && by === next.data?.['by'];
	return alike && (event.kind === 'step' || by === 'synthetic' || by === 'input');
}

function eventRow(
	{event: {ts, tick, level, kind, message}, times}: Told,
	inner: number,
	tickWidth: number,
	{glyphs, paint}: Theme,
): string {
	const ascii = glyphs.grade === 'ascii';
	const time = clean(ts, ascii).slice(11, 19).padEnd(8);
	const named = toWidth(clean(kind, ascii), 11, 'left', glyphs.ellipsis);
	const at = inner >= 60 ? `${paint.quiet(`tick ${count(tick).padStart(tickWidth)}`)}  ` : '';
	const tone = level === 'error' ? paint.bad : level === 'warn' ? paint.warn : undefined;
	const said = (tone ? '! ' : '') + clean(message, ascii);
	const room = inner - 10 - (at === '' ? 0 : tickWidth + 7) - 12;
	const again = times > 1 ? paint.quiet(`  ${count(times)} in a row`) : '';
	const text = truncate(said, room - widthOf(again), glyphs.ellipsis);
	return `${paint.quiet(time)}  ${at}${(tone ?? paint.accent)(named)} ${tone ? tone(text) : text}${again}`;
}
