import {bottomOf, panel} from '../../draw/panel.ts';
import {clean, toWidth, truncate} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {eventRows} from './live-events.ts';
import {fieldRows} from './live-field.ts';
import {gaugeLines} from './live-gauges.ts';
import {headerRows} from './live-header.ts';
import {type Layout, layoutOf} from './live-layout.ts';
import {mapPanel} from './live-map.ts';
import {panelRows} from './live-panels.ts';
import {type LiveContext, memory} from './live-view.ts';

export {createLiveView, type LiveContext, type LiveView} from './live-view.ts';

/** The Live view: exactly `height` rows of at most `width` cells. */
export function liveRows(frame: Frame, context: LiveContext): string[] {
	const {width, height, theme, keys, view} = context;
	if (width < 40 || height < 10) return tooSmall(width, height, theme);
	if (view.theme !== theme) view.memory.clear();
	view.theme = theme;
	const layout = layoutOf(width, height);
	const events = eventsBlock(frame, layout, context);
	return [
		...headerRows(frame, context),
		...mainRows(frame, layout, context),
		...events,
		toWidth(keys, width, 'left', theme.glyphs.ellipsis),
	];
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

function mainRows(frame: Frame, layout: Layout, context: LiveContext): string[] {
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

/** The measures and gauges as plain lines, where there is no room for frames. */
function plainLines(frame: Frame, width: number, count: number, {theme}: LiveContext): string[] {
	const inner = width - 2;
	const rows = [...fieldRows(frame, inner, 1, theme), ...gaugeLines(frame, inner, theme)];
	return Array.from({length: count}, (_, row) => toWidth(` ${rows[row] ?? ''}`, width));
}

function eventsBlock({events}: Frame, layout: Layout, {width, theme, notice, view}: LiveContext): readonly string[] {
	const ascii = theme.glyphs.grade === 'ascii';
	const said = notice === undefined ? undefined : theme.paint.warn(clean(notice, ascii));
	if (layout.events === 1)
		return [
			toWidth(` ${said ?? eventRows(events, width - 2, 1, theme)[0] ?? ''}`, width, 'left', theme.glyphs.ellipsis),
		];
	const rows = eventRows(events, width - 4, layout.events - 2, theme);
	const zone = events.at(-1)?.ts.endsWith('Z') ? 'UTC' : '';
	return memory(view, 'events')([width, layout.events, said, zone, ...rows].join('\n'), () => {
		const framed = panel(rows, {title: 'Events', note: zone, width, height: layout.events, look: theme});
		return [...framed.slice(0, -1), bottomOf(said, width, theme)];
	});
}
