import type {HistorySlice, HistoryWindow} from '../../run/past.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths of the window, ms: the zoom goes from one to the next. */
const spans = [
	10 * second,
	30 * second,
	minute,
	2 * minute,
	5 * minute,
	10 * minute,
	30 * minute,
	hour,
	2 * hour,
	6 * hour,
	12 * hour,
	day,
	2 * day,
	7 * day,
	30 * day,
];
const firstSpan = 5 * minute;
/** Entries asked for: enough for the widest chart. */
const points = 360;

/** What the screen remembers of its look at the past. */
export interface HistoryState {
	/** Not looked back; the whole run, also while it goes on; or a window that stands still. */
	readonly shown: 'live' | 'whole' | 'window';
	/** Wall time of the window's end, ms since 1970, and its length, ms; of use when `shown` is `window`. */
	readonly end: number;
	readonly span: number;
	/** The newest answer to `historyWindow`; undefined until there is one. */
	readonly slice: HistorySlice | undefined;
}

/** No look at the past. */
export const liveHistory: HistoryState = {shown: 'live', end: 0, span: firstSpan, slice: undefined};

/** Whether the past stands in the place of the live panels. */
export const isHistory = ({shown}: HistoryState): boolean => shown !== 'live';

/** First and last row of the run, as far as they are known. */
function runOf({slice}: HistoryState, now: number): {readonly first: number; readonly last: number} {
	return slice && slice.at.length + slice.last > 0
		? {first: slice.first, last: slice.last}
		: {first: Number.NEGATIVE_INFINITY, last: now};
}

/** The window inside the run; a run that is no longer than it is shown whole. */
function clamped(state: HistoryState, now: number): HistoryState {
	if (state.shown !== 'window') return state;
	const {first, last} = runOf(state, now);
	if (last - first <= state.span) return {...state, shown: 'whole'};
	return {...state, end: Math.min(last, Math.max(first + state.span, state.end))};
}

/** The last minutes, when nothing but the live panels was shown. */
const opened = (state: HistoryState, now: number): HistoryState =>
	clamped({...state, shown: 'window', end: runOf(state, now).last}, now);

function scrolled(state: HistoryState, now: number, by: number): HistoryState {
	return clamped({...state, end: state.end + by * state.span}, now);
}

/** A quarter of the window back; the first time, the last minutes. `now`: wall time, ms since 1970. */
export const scrollBack = (state: HistoryState, now: number): HistoryState =>
	isHistory(state) ? scrolled(state, now, -0.25) : opened(state, now);

/** A quarter of the window on, up to the newest row. */
export const scrollOn = (state: HistoryState, now: number): HistoryState =>
	isHistory(state) ? scrolled(state, now, 0.25) : state;

/** A longer stretch about the same middle; the whole run when it is no longer than that. */
export function zoomOut(state: HistoryState, now: number): HistoryState {
	if (!isHistory(state)) return opened(state, now);
	if (state.shown === 'whole') return state;
	const wider = spans.find(span => span > state.span);
	return wider === undefined ? showWhole(state) : about(state, wider, now);
}

/** A shorter stretch about the same middle; of the whole run, and of a window at its end, the newest part. */
export function zoomIn(state: HistoryState, now: number): HistoryState {
	if (!isHistory(state)) return opened(state, now);
	const {first, last} = runOf(state, now);
	const whole = state.shown === 'whole';
	const narrower = spans.findLast(span => span < (whole ? last - first : state.span));
	if (narrower === undefined) return state;
	return whole ? clamped({...state, shown: 'window', end: last, span: narrower}, now) : about(state, narrower, now);
}

function about(state: HistoryState, span: number, now: number): HistoryState {
	const newest = state.end >= runOf(state, now).last;
	return clamped({...state, span, end: newest ? state.end : state.end + (span - state.span) / 2}, now);
}

/** The whole run, up to now for as long as it goes on. */
export const showWhole = (state: HistoryState): HistoryState => ({...state, shown: 'whole'});

/** The live panels again; the zoom is kept for the next look back. */
export const backToLive = ({span}: HistoryState): HistoryState => ({...liveHistory, span});

/**
What is to be asked of the run, and drawn. Ask when it is another than was asked last, and once a second while the whole of a run is shown that goes
on. `now`: wall time, ms since 1970.
*/
export function historyWindow(state: HistoryState, now: number): HistoryWindow {
	if (state.shown === 'whole') return {points};
	const to = state.shown === 'live' ? runOf(state, now).last : state.end;
	return {from: to - state.span, to, points};
}

/** The state with an answer; a window that lies outside of what it says of the run is moved, so that it is to be asked again. */
export function historyReceived(state: HistoryState, slice: HistorySlice, now: number): HistoryState {
	return isHistory(state) ? clamped({...state, slice}, now) : state;
}
