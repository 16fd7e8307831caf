import {count} from '../../draw/number.ts';
import {bottomOf, panel} from '../../draw/panel.ts';
import {clean, truncate} from '../../draw/text.ts';
import {logRoom, logWindow} from '../event-keys.ts';
import {type LogState, visibleEvents} from '../event-log.ts';
import {split} from './body.ts';
import {eventDetail} from './event-detail.ts';
import {eventRow, tickWidthOf} from './live-events.ts';
import {titled} from './live-view.ts';
import type {ScreenContext} from './screen-context.ts';

/** The Events view between header and keys: the whole log, and the chosen event whole. */
export function eventView(context: ScreenContext): readonly string[] {
	const {state, around} = context;
	const {first, second} = split(around.height, {second: state.log.detail, focus: state.focus, zoomed: state.zoomed});
	const list = first > 0 ? logPanel(context, first) : [];
	return [...list, ...(second > 0 ? detailPanel(context, second, first > 0) : [])];
}

function logPanel(context: ScreenContext, height: number): readonly string[] {
	const {state, around, frame, theme} = context;
	const {paint, glyphs} = theme;
	const {width} = around;
	const events = visibleEvents(state.log, frame.events);
	const {from, to, chosen} = logWindow(events, state.log, logRoom(state, around.height));
	const shown = events.slice(from, to);
	const tickWidth = tickWidthOf(shown);
	const mark = glyphs.grade === 'ascii' ? '>' : '▸';
	const rows = shown.map((event, at) => {
		const row = eventRow(event, width - 6, tickWidth, theme);
		return from + at === chosen ? `${paint.title(mark)} ${row}` : `  ${row}`;
	});
	const newer = state.log.cut ? ', newer ones left out' : '';
	const at =
		state.log.cursor === undefined
			? 'following'
			: `${count(chosen + 1)} of ${count(events.length)}${newer}, End follows`;
	const zone = frame.events.at(-1)?.ts.endsWith('Z') ? 'UTC' : undefined;
	const sifted = siftedBy(state.log);
	const note = [sifted === undefined ? undefined : paint.warn(sifted), at, zone]
		.filter(each => each !== undefined)
		.join('  ');
	if (rows.length === 0) rows.push(paint.quiet(state.log.loading ? 'reading the log' : 'no event fits; Esc shows all'));
	const said = state.notice !== undefined && state.mode === 'view' ? state.notice : undefined;
	const foot =
		said ??
		(state.log.loading
			? 'reading older events'
			: state.log.complete && from === 0
				? 'the first event is shown'
				: undefined);
	const framed = panel(rows, {
		title: titled('Events', state.focus === 0, theme),
		note: truncate(note, width - 19, glyphs.ellipsis),
		width,
		height,
		look: theme,
	});
	if (foot === undefined) return framed;
	const text = clean(foot, glyphs.grade === 'ascii');
	return [...framed.slice(0, -1), bottomOf(said === undefined ? paint.quiet(text) : paint.warn(text), width, theme)];
}

/** `listed`: the list of events is there too, and says what there is to say. */
function detailPanel({state, around, frame, theme}: ScreenContext, height: number, listed: boolean): readonly string[] {
	const {width} = around;
	const events = visibleEvents(state.log, frame.events);
	const event = events[logWindow(events, state.log, 1).chosen];
	const ascii = theme.glyphs.grade === 'ascii';
	const lines = event ? eventDetail(event, width - 4, ascii) : [];
	const top = Math.max(0, Math.min(state.log.top, lines.length - (height - 2)));
	const rows = lines.slice(top, top + height - 2);
	const more = lines.length > height - 2;
	const note = more ? `${top + 1} to ${top + rows.length} of ${lines.length}` : 'Enter closes';
	const title = titled('Event', state.focus === 1, theme);
	const framed = panel(rows, {title, note, width, height, look: theme});
	if (listed || state.notice === undefined || state.mode !== 'view') return framed;
	return [...framed.slice(0, -1), bottomOf(theme.paint.warn(clean(state.notice, ascii)), width, theme)];
}

/** What level and filter leave, in words; undefined: everything. */
export function siftedBy({level, filter}: LogState): string | undefined {
	const parts = [
		filter ? `/ ${clean(filter.text)}` : '',
		level === 'all' ? '' : level === 'error' ? 'errors' : `${level} and worse`,
	];
	const said = parts.filter(part => part !== '').join('  ');
	return said === '' ? undefined : said;
}
