import type {HistoryWindow} from '../run/past.ts';
import {type HistoryState, liveHistory} from './views/history-window.ts';

/** The run's past as the Live view shows it, and what was asked for it. */
export interface PastState {
	readonly history: HistoryState;
	/** The window that was asked for last, and when, ms since 1970. */
	readonly asked: HistoryWindow | undefined;
	readonly askedAt: number;
	readonly pending: boolean;
}

/** No look at the past. */
export const noPast: PastState = {history: liveHistory, asked: undefined, askedAt: 0, pending: false};
