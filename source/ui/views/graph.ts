import {bottomOf} from '../../draw/panel.ts';
import {clean, toWidth, widthOf} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import {hintPanel} from './graph-hints.ts';
import {type GraphLayout, graphLayoutOf} from './graph-layout.ts';
import {graphMap} from './graph-map.ts';
import {nodeLines, nodePanel} from './graph-node.ts';
import type {GraphState} from './graph-state.ts';
import type {GraphContext} from './graph-view.ts';
import {tooSmall} from './live.ts';
import {nodeValue} from './node-value.ts';

export {createGraphView, type GraphContext, type GraphView} from './graph-view.ts';

/** The Graph view: exactly `height` rows of `width` cells; below 40 × 10 a line that says so. */
export function graphRows(frame: Frame, state: GraphState, context: GraphContext): readonly string[] {
	const {width, height, theme, header, keys} = context;
	if (width < 40 || height < 10) return tooSmall(width, height, theme);
	const whole = (row: string) => toWidth(row, width, 'left', theme.glyphs.ellipsis);
	return [...header.map(whole), ...graphBody(frame, state, context), whole(keys)];
}

/** The rows of the view between header and key bar, drawn anew only when something that they show has changed. */
function graphBody(frame: Frame, state: GraphState, context: GraphContext): readonly string[] {
	const {view, notice, focus, zoomed, theme, width, height, header} = context;
	const {status, settings, facts, field, part, watched} = frame;
	view.observe(frame);
	const picked = state.picked !== undefined && state.picked < view.structure.graph.n ? state.picked : undefined;
	const layout = graphLayoutOf(width, height - header.length - 1, {
		picked: picked !== undefined,
		whole: zoomed === true ? (focus === 1 ? 'side' : 'map') : undefined,
	});
	const {tick, epoch, revision, paused} = status;
	const of = [tick, epoch, revision, paused, settings, facts.variable, field, part, watched];
	const {whole, hubs, knows} = view.structure;
	const known = whole ? [] : [hubs(), picked !== undefined && knows(picked)];
	const shownAs = [state, theme, width, height, header.length, notice, focus, zoomed];
	return view.memory.rows([...of, ...known, ...shownAs], () => {
		const map = layout.map ? graphMap(frame, state, context, layout.map) : [];
		const side = sideRows(frame, state, picked, context, layout);
		const rows = layout.beside ? map.map((row, at) => row + (side[at] ?? '')) : [...map, ...side];
		return notice === undefined || newsFits(notice, layout) ? rows : [...rows.slice(0, -1), newsRow(notice, context)];
	});
}

/** Whether the lower border of the map has room for all of the news. */
const newsFits = (notice: string, {map}: GraphLayout): boolean => map !== undefined && widthOf(notice) <= map.width - 6;

/** News in the last row of the view, over its whole width. */
const newsRow = (notice: string, {theme, width}: GraphContext): string =>
	bottomOf(theme.paint.warn(clean(notice, theme.glyphs.grade === 'ascii')), width, theme);

function sideRows(
	frame: Frame,
	state: GraphState,
	picked: number | undefined,
	context: GraphContext,
	{side, lines}: GraphLayout,
): readonly string[] {
	if (!side) return picked === undefined ? [] : nodeLines(frame, picked, context, context.width, lines);
	return picked === undefined
		? hintPanel(context, node => nodeValue(frame, node), side)
		: nodePanel(frame, state, picked, context, side);
}
