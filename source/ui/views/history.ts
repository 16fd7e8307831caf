import {count} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {toWidth, widthOf} from '../../draw/text.ts';
import {columnOf} from '../../draw/time-axis.ts';
import type {HistorySlice, HistoryWindow} from '../../run/past.ts';
import type {Theme} from '../theme.ts';
import {axisRows, boundsRow} from './history-axis.ts';
import {measureRows, measuresOf, planCharts, type Stretch} from './history-charts.ts';

export {
	backToLive,
	type HistoryState,
	historyReceived,
	historyWindow,
	isHistory,
	liveHistory,
	scrollBack,
	scrollOn,
	showWhole,
	zoomIn,
	zoomOut,
} from './history-window.ts';

/** What the picture of a run's past depends on besides the past. */
export interface HistoryContext {
	/** Cells and rows, borders included. */
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
	/** Name of the model's variable. */
	readonly variable: string;
	/** The panel has the focus. */
	readonly focused?: boolean;
}

/**
A run's past as charts over one axis of time: exactly `height` rows of `width` cells, in a frame from 24 × 8 on. `slice` may be of another window than
the one that is drawn, while that one is still being read, or undefined before the first.
*/
export function historyRows(
	slice: HistorySlice | undefined,
	window: HistoryWindow,
	{width, height, theme, variable, focused = false}: HistoryContext,
): string[] {
	const {paint, glyphs} = theme;
	const framed = height >= 8 && width >= 24;
	const title = `History, ${paint.warn('End = live')}`;
	const [inner, rows] = framed ? [width - 4, height - 2] : [Math.max(1, width - 2), height];
	const body = bodyRows(slice, window, {width: inner, height: framed ? rows : rows - 1, theme, variable});
	const note = slice ? restoresNote(restoresIn(slice, stretchOf(slice, window)).length, theme) : '';
	if (framed) {
		const marked = focused ? `${glyphs.bullet} ${title}` : title;
		return panel(body, {
			title: marked,
			note,
			foot: paint.quiet(keysOf(theme, inner)),
			width,
			height,
			look: theme,
		});
	}
	return [title, ...body]
		.slice(0, Math.max(0, height))
		.map(row => toWidth(` ${toWidth(row, inner, 'left', glyphs.ellipsis)}`, width));
}

/** The keys of the history, as many as fit. */
function keysOf({glyphs}: Theme, inner: number): string {
	const arrows = glyphs.grade === 'ascii' ? 'arrows' : '← →';
	const all = [`${arrows} scroll`, '< wider', '> narrower', 'Home whole run'];
	for (let shown = all.length; shown > 0; shown--) {
		const said = all.slice(0, shown).join('  ');
		if (widthOf(said) + 2 <= inner) return said;
	}
	return '';
}

function bodyRows(
	slice: HistorySlice | undefined,
	window: HistoryWindow,
	room: Omit<HistoryContext, 'focused'>,
): string[] {
	const {width, height, theme, variable} = room;
	const {paint} = theme;
	if (height <= 0) return [];
	if (!slice) return filledTo([paint.quiet('reading what was measured')], height);
	if (slice.at.length === 0 && slice.last === 0)
		return filledTo([paint.quiet('nothing was measured yet'), paint.quiet('log-every says when it is')], height);
	const stretch = stretchOf(slice, window);
	const restores = restoresIn(slice, stretch);
	const scaleRows = height >= 9 ? 2 : height >= 4 ? 1 : 0;
	const measures = measuresOf(variable, theme.glyphs.grade === 'ascii');
	const plan = planCharts(measures.length, height - 1 - scaleRows, width);
	const marks = new Set(restores.map(at => columnOf(at, stretch.from, stretch.to, plan.plot)));
	const charts = plan.heights.flatMap((tall, at) => {
		const measure = measures[at];
		return measure ? measureRows(measure, slice, stretch, {height: tall, width, plan, marks, theme}) : [];
	});
	return [
		boundsRow(slice, stretch, width, theme),
		...charts,
		...axisRows(slice, stretch, plan, theme).slice(0, scaleRows),
	];
}

const stretchOf = ({first, last}: HistorySlice, {from = first, to = last}: HistoryWindow): Stretch => ({from, to});

const filledTo = (rows: readonly string[], height: number): string[] =>
	Array.from({length: height}, (_, row) => rows[row] ?? '');

/** Wall times where a row has another epoch than the one before: the run was restored or went on. */
function restoresIn({at, epoch}: HistorySlice, {from, to}: Stretch): readonly number[] {
	return at.filter((time, index) => index > 0 && epoch[index] !== epoch[index - 1] && time >= from && time <= to);
}

/** How often the run was restored, with the line that marks it in the charts. */
const restoresNote = (restores: number, {paint, glyphs}: Theme): string =>
	restores === 0 ? '' : paint.warn(`${glyphs.limit} ${restores === 1 ? 'restore' : `${count(restores)} restores`}`);
