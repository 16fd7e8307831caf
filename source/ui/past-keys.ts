import {noPast} from './past-state.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {ask, go, stay} from './transitions.ts';
import {type HistoryState, historyReceived, historyWindow, isHistory} from './views/history.ts';

/** While a whole run is shown that goes on, it is asked for as often as this, ms. */
const again = 1000;

/** Looks at another part of the past; what is missing of it is asked for. */
export function lookAt(
	state: ScreenState,
	around: Surroundings,
	change: (history: HistoryState, now: number) => HistoryState,
): Updated {
	const history = change(state.past.history, around.now);
	if (!isHistory(history)) return stay({...state, past: {...noPast, history}});
	return askForPast({...state, past: {...state.past, history}}, around);
}

/** Asks for the window that is to be drawn, unless it was, or an answer is still to come. */
export function askForPast(state: ScreenState, {now, settings}: Surroundings): Updated {
	const {history, asked, askedAt, pending} = state.past;
	if (!isHistory(history) || pending) return stay(state);
	const window = historyWindow(history, now);
	const same = asked?.from === window.from && asked?.to === window.to && asked?.points === window.points;
	const grown = history.shown === 'whole' && !settings.paused && now - askedAt >= again;
	if (same && !grown) return stay(state);
	const past = {history, asked: window, askedAt: now, pending: true};
	return go({...state, past}, ask({type: 'history', window}));
}

/** The state with an answer. */
export function withPast(
	state: ScreenState,
	slice: Parameters<typeof historyReceived>[1],
	around: Surroundings,
): Updated {
	const history = historyReceived(state.past.history, slice, around.now);
	return askForPast({...state, past: {...state.past, history, pending: false}}, around);
}
