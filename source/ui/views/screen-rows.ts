import {toWidth} from '../../draw/text.ts';
import {visibleEvents} from '../event-log.ts';
import {keyBar} from '../key-bar.ts';
import {checkpointView} from './checkpoint-view.ts';
import {eventView, siftedBy} from './event-view.ts';
import {graphRows} from './graph.ts';
import {historyWindow, isHistory} from './history.ts';
import {liveRows, tooSmall} from './live.ts';
import {headerRows} from './live-header.ts';
import {type FocusId, livePanels} from './live-layout.ts';
import {inPlaceOf} from './panels.ts';
import {parametersView} from './parameters-view.ts';
import type {ScreenContext} from './screen-context.ts';

/** The view in front: exactly `height` rows of at most `width` cells. */
export function screenRows(context: ScreenContext): readonly string[] {
	const {state, around, theme, frame} = context;
	const {width, height} = around;
	if (width < 40 || height < 10) return tooSmall(width, height, theme);
	if (state.view === 'live') return liveView(context);
	const header = headerRows(frame, {width, theme, frozen: state.frozen});
	if (state.view === 'graph') return graphView(context, header);
	return [...header, ...bodyOf(context), toWidth(keysOf(context), width, 'left', theme.glyphs.ellipsis)];
}

function bodyOf(context: ScreenContext): readonly string[] {
	if (context.state.view === 'parameters') return parametersView(context);
	return context.state.view === 'checkpoints' ? checkpointView(context) : eventView(context);
}

function liveView(context: ScreenContext): readonly string[] {
	const {state, around, theme, frame, live, charts} = context;
	const {width, height} = around;
	const {history} = state.past;
	const inPlace = inPlaceOf(state, around);
	const panels = livePanels(width, height, inPlace);
	const focus: FocusId | undefined = state.focus === undefined ? undefined : panels[state.focus % panels.length];
	const zoomed = state.zoomed ? (focus ?? panels[0]) : undefined;
	const sifted = siftedBy(state.log);
	const events = sifted === undefined ? frame.events : visibleEvents(state.log, frame.events);
	return liveRows(
		{...frame, events},
		{
			width,
			height,
			theme,
			view: live,
			frozen: state.frozen,
			keys: keysOf(context),
			...(state.notice === undefined || state.mode !== 'view' ? {} : {notice: state.notice}), // prompts show it themselves
			...(focus === undefined ? {} : {focus}),
			...(zoomed === undefined ? {} : {zoomed}),
			...(isHistory(history) ? {past: {slice: history.slice, window: historyWindow(history, around.now)}} : {}),
			...(inPlace === 'recorded' ? {recorded: {views: state.recorded.views}} : {}),
			...(sifted === undefined ? {} : {sifted}),
			...(charts === undefined ? {} : {charts}),
		},
	);
}

function graphView(context: ScreenContext, header: readonly string[]): readonly string[] {
	const {state, around, theme, frame, graph} = context;
	const {width, height} = around;
	return graphRows(frame, state.graph, {
		width,
		height,
		theme,
		view: graph,
		header,
		keys: keysOf(context),
		zoomed: state.zoomed,
		...(state.notice === undefined || state.mode !== 'view' ? {} : {notice: state.notice}),
		...(state.focus === undefined ? {} : {focus: state.focus}),
	});
}

const keysOf = ({state, around, theme}: ScreenContext): string => keyBar(state, around, theme);
