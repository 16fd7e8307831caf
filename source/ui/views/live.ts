import {bottomOf, panel} from '../../draw/panel.ts';
import {clean, toWidth, truncate} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {bodyHeight} from './body.ts';
import {historyRows} from './history.ts';
import {eventRows} from './live-events.ts';
import {fieldRows} from './live-field.ts';
import {gaugeLines} from './live-gauges.ts';
import {headerRows} from './live-header.ts';
import {type FocusId, type Layout, layoutOf} from './live-layout.ts';
import {mapPanel} from './live-map.ts';
import {panelRows} from './live-panels.ts';
import {type LiveContext, memory, titled} from './live-view.ts';
import {recordedRows} from './recorded.ts';

export {createLiveView, type LiveContext, type LiveView} from './live-view.ts';

/** The Live view: exactly `height` rows of at most `width` cells. */
export function liveRows(frame: Frame, context: LiveContext): string[] {
	const {width, height, theme, keys, view} = context;
	if (width < 40 || height < 10) return tooSmall(width, height, theme);
	if (view.theme !== theme) {
		view.memory.clear();
		view.past = undefined;
	}
	view.theme = theme;
	const layout = layoutOf(width, height);
	const body = context.zoomed
		? zoomedRows(frame, context.zoomed, context)
		: [...mainRows(frame, layout, context), ...eventsBlock(frame, layout.events, context)];
	return [...headerRows(frame, context), ...body, toWidth(keys, width, 'left', theme.glyphs.ellipsis)];
}

/** What is said on a terminal that is too small to draw on. */
export function tooSmall(width: number, height: number, {glyphs}: Theme): string[] {
	const said = truncate(
		`enlarge me: 40${glyphs.times}10 needed, this is ${width}${glyphs.times}${height}`,
		width,
		glyphs.ellipsis,
	);
	return Array.from({length: Math.max(0, height)}, (_, row) => (row === 0 ? said : ''));
}

/** One panel in the place of all of them. */
function zoomedRows(frame: Frame, id: FocusId, context: LiveContext): readonly string[] {
	const {width, height, theme, notice} = context;
	const tall = bodyHeight(height);
	if (id === 'events') return eventsBlock(frame, tall, context);
	const rows =
		id === 'history'
			? pastRows(frame, width, tall, context)
			: id === 'recorded'
				? recordRows(frame, width, tall, context)
				: id === 'map'
					? mapPanel(frame, width, tall, context)
					: panelRows(frame, {id, height: tall}, false, width, context);
	return notice === undefined ? rows : [...rows.slice(0, -1), bottomOf(saidOf(notice, theme), width, theme)];
}

const saidOf = (notice: string, {paint, glyphs}: Theme): string => paint.warn(clean(notice, glyphs.grade === 'ascii'));

function mainRows(frame: Frame, layout: Layout, context: LiveContext): readonly string[] {
	if (context.past) return mapBeside(frame, layout, context, pastRows);
	if (context.recorded) return mapBeside(frame, layout, context, recordRows);
	const columns = layout.columns.map(({width, panels}) =>
		layout.lines > 0
			? plainLines(frame, width, layout.lines, context)
			: panels.flatMap(placed => panelRows(frame, placed, panels.length === 1, width, context)),
	);
	if (!layout.map) return columns[0] ?? [];
	const {map} = layout;
	const drawn = mapPanel(frame, map.width, map.height, context);
	if (!layout.beside) return [...drawn, ...columns.flat()];
	return drawn.map((row, at) => row + columns.map(column => column[at] ?? '').join(''));
}

/** Something else stands where the panels are: beside the map, or below it. */
function mapBeside(
	frame: Frame,
	{map, beside, columns, lines}: Layout,
	context: LiveContext,
	draw: typeof pastRows,
): readonly string[] {
	const {width} = context;
	const tall = lines > 0 ? lines : (columns[0]?.panels ?? []).reduce((sum, {height}) => sum + height, 0);
	if (!map) return draw(frame, width, tall, context);
	const drawn = mapPanel(frame, map.width, map.height, context);
	if (!beside) return [...drawn, ...draw(frame, width, tall, context)];
	const past = draw(frame, width - map.width, map.height, context);
	return drawn.map((row, at) => row + (past[at] ?? ''));
}

function recordRows(
	{status}: Frame,
	width: number,
	height: number,
	{recorded, theme, focus}: LiveContext,
): readonly string[] {
	return recordedRows(recorded?.views, {width, height, theme, focused: focus === 'recorded', tick: status.tick});
}

function pastRows(
	{facts}: Frame,
	width: number,
	height: number,
	{past, view, theme, focus}: LiveContext,
): readonly string[] {
	if (!past) return [];
	const focused = focus === 'history';
	const key = [width, height, focused, past.window.from, past.window.to].join(' ');
	if (view.past?.key === key && view.past.of.slice === past.slice) return view.past.rows;
	const rows = historyRows(past.slice, past.window, {width, height, theme, variable: facts.variable.name, focused});
	view.past = {of: past, key, rows};
	return rows;
}

/** The measures and gauges as plain lines, where there is no room for frames. */
function plainLines(frame: Frame, width: number, count: number, {theme}: LiveContext): string[] {
	const inner = width - 2;
	const rows = [...fieldRows(frame, inner, 1, theme), ...gaugeLines(frame, inner, theme)];
	return Array.from({length: count}, (_, row) => toWidth(` ${rows[row] ?? ''}`, width));
}

/** The newest events in `height` rows; one row has no frame. */
function eventsBlock({events}: Frame, height: number, context: LiveContext): readonly string[] {
	const {width, theme, notice, view, sifted, focus} = context;
	const said = notice === undefined ? undefined : saidOf(notice, theme);
	if (height === 1)
		return [
			toWidth(` ${said ?? eventRows(events, width - 2, 1, theme)[0] ?? ''}`, width, 'left', theme.glyphs.ellipsis),
		];
	const rows = eventRows(events, width - 4, height - 2, theme);
	const zone = events.at(-1)?.ts.endsWith('Z') ? 'UTC' : '';
	const note = sifted === undefined ? zone : theme.paint.warn(truncate(sifted, width - 16, theme.glyphs.ellipsis));
	const focused = focus === 'events';
	return memory(view, 'events')([width, height, said, note, focused, ...rows].join('\n'), () => {
		const title = titled('Events', focused, theme);
		const framed = panel(rows, {title, note, width, height, look: theme});
		return [...framed.slice(0, -1), bottomOf(said, width, theme)];
	});
}
