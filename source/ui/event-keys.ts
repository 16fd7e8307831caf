import type {ShownEvent} from '../run/protocol.ts';
import {type LogState, mostKept, pageOfEvents, visibleEvents} from './event-log.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {ask, go, stay, tell} from './transitions.ts';
import {split} from './views/body.ts';
import {eventDetail} from './views/event-detail.ts';

/** The rows of the log that are shown: `from` to before `to`, and the chosen one; all 0 of an empty log. */
export interface LogWindow {
	readonly from: number;
	readonly to: number;
	readonly chosen: number;
}

/** Rows of the list of events between its borders. */
export function logRoom({log, focus, zoomed}: ScreenState, height: number): number {
	return Math.max(1, split(height, {second: log.detail, focus, zoomed}).first - 2);
}

/** The part of the log that is shown in `room` rows: the newest, or where the chosen row is. */
export function logWindow(
	rows: readonly {readonly seq: number}[],
	{cursor, bottom}: LogState,
	room: number,
): LogWindow {
	const last = rows.length - 1;
	if (last < 0) return {from: 0, to: 0, chosen: 0};
	const at = (seq: number) => {
		const found = rows.findIndex(each => each.seq >= seq);
		return found < 0 ? last : found;
	};
	const chosen = cursor === undefined ? last : at(cursor);
	const wanted = bottom === undefined ? chosen : at(bottom);
	const end = Math.min(last, Math.max(Math.min(wanted, chosen + room - 1), chosen, room - 1));
	return {from: Math.max(0, end - room + 1), to: end + 1, chosen};
}

/** Moves the chosen row; beyond the last one the newest events are followed again. */
export function moveInLog(state: ScreenState, around: Surroundings, by: number): Updated {
	const {log} = state;
	const rows = visibleEvents(log, around.events);
	if (log.detail && state.focus === 1) return scrollDetail(state, around, rows, by);
	const room = logRoom(state, around.height);
	const window = logWindow(rows, log, room);
	const wanted = window.chosen + by;
	if (by > 0 && wanted >= rows.length - 1) return stay({...state, log: following(log)});
	const chosen = Math.max(0, Math.min(wanted, rows.length - 1));
	const end = chosen < window.from ? chosen + room - 1 : chosen >= window.to ? chosen : window.to - 1;
	const next: LogState = {
		...log,
		kept: log.kept ?? around.events,
		cursor: rows[chosen]?.seq,
		bottom: rows[Math.min(end, rows.length - 1)]?.seq,
		top: 0,
	};
	return chosen < room ? moreEvents({...state, log: next}, around) : stay({...state, log: next});
}

function scrollDetail(state: ScreenState, around: Surroundings, rows: readonly ShownEvent[], by: number): Updated {
	const {log, focus, zoomed} = state;
	const event = rows[logWindow(rows, log, 1).chosen];
	const room = split(around.height, {second: true, focus, zoomed}).second - 2;
	const last = Math.max(0, (event ? eventDetail(event, around.width - 4, false).length : 0) - room);
	return stay({...state, log: {...log, top: Math.min(last, Math.max(0, log.top + by))}});
}

/** One screen up or down. */
export function pageInLog(state: ScreenState, around: Surroundings, direction: 1 | -1): Updated {
	return moveInLog(state, around, direction * logRoom(state, around.height));
}

/** The newest events again, as they come. */
export const following = (log: LogState): LogState => ({
	...log,
	...(log.cut ? {kept: undefined, complete: false, cut: false} : {}),
	cursor: undefined,
	bottom: undefined,
	top: 0,
});

/** The chosen event whole, or the list alone again. */
export function toggleDetail(state: ScreenState, around: Surroundings): Updated {
	const {log} = state;
	if (log.detail) return stay({...state, focus: undefined, zoomed: false, log: {...log, detail: false, top: 0}});
	const rows = visibleEvents(log, around.events);
	if (rows.length === 0) return tell(state, 'there is no event to show');
	const {chosen} = logWindow(rows, log, 1);
	return stay({
		...state,
		log: {...log, kept: log.kept ?? around.events, detail: true, top: 0, cursor: rows[chosen]?.seq},
	});
}

/** The chosen event as the log file has it, for the clipboard. */
export function copyEvent(state: ScreenState, around: Surroundings): Updated {
	const rows = visibleEvents(state.log, around.events);
	const event = rows[logWindow(rows, state.log, 1).chosen];
	if (!event) return tell(state, 'there is no event to copy');
	const {times: _, ...recorded} = event;
	return go(state, {type: 'copy', text: JSON.stringify(recorded)});
}

/** Asks for older events where those that are known don't fill the screen above the chosen row. */
export function moreEvents(state: ScreenState, around: Surroundings): Updated {
	const {log} = state;
	const sifted = log.cursor === undefined || log.filter !== undefined || log.level !== 'all';
	if (log.complete || log.loading || (sifted && (log.kept?.length ?? 0) >= mostKept)) return stay(state);
	// What is there now is kept: newer events must not push any of it out before the answer comes.
	const kept = log.kept ?? around.events;
	const question = {type: 'past-events', limit: pageOfEvents, before: kept[0]?.seq} as const;
	return go({...state, log: {...log, kept, loading: true}}, ask(question));
}

/** Asks for older events when fewer than a screen of them are above the chosen row. */
export function fillLog(state: ScreenState, around: Surroundings): Updated {
	const rows = visibleEvents(state.log, around.events);
	const room = logRoom(state, around.height);
	const {chosen} = logWindow(rows, state.log, room);
	return chosen + 1 < room ? moreEvents(state, around) : stay(state);
}
