import {repeats} from '../run/broadcast.ts';
import type {Event, Level, ShownEvent} from '../run/protocol.ts';
import type {EventFilter} from './event-filter.ts';

/** Least level that is shown; `all` shows every one. */
export type ShownLevel = 'all' | 'info' | 'warn' | 'error';

/** The events as the screen shows them. */
export interface LogState {
	/**
	What was loaded and what came since, oldest first; none while the newest that the run hands over are enough.
	*/
	readonly kept: readonly ShownEvent[] | undefined;
	/** Nothing older exists. */
	readonly complete: boolean;
	readonly loading: boolean;
	/** Newer ones are left out: there is room for `mostKept` alone. */
	readonly cut: boolean;
	/** `seq` of the chosen row and of the last one that is shown; none while the newest are followed. */
	readonly cursor: number | undefined;
	readonly bottom: number | undefined;
	readonly level: ShownLevel;
	readonly filter: EventFilter | undefined;
	/** Whether the chosen event is shown whole, and the first row that is shown of it. */
	readonly detail: boolean;
	readonly top: number;
}

export const emptyLog: LogState = {
	kept: undefined,
	complete: false,
	loading: false,
	cut: false,
	cursor: undefined,
	bottom: undefined,
	level: 'all',
	filter: undefined,
	detail: false,
	top: 0,
};

/** Events that are asked for at a time, and those that are held at most. */
export const pageOfEvents = 1000;
export const mostKept = 10_000;

export const shownLevels: readonly ShownLevel[] = ['all', 'info', 'warn', 'error'];
const ranks: Readonly<Record<Level, number>> = {debug: 0, info: 1, warn: 2, error: 3};

/** Events with those folded into one that came by themselves one after another. */
export function folded(events: readonly Event[]): ShownEvent[] {
	const rows: ShownEvent[] = [];
	for (const event of events) add(rows, {...event, times: 1});
	return rows;
}

/** `older` and then what of `newer` is not in it yet. */
export function joined(older: readonly ShownEvent[], newer: readonly ShownEvent[]): readonly ShownEvent[] {
	const last = older.at(-1);
	// What this end of a connection says has the number of the event before it.
	const news = last ? newer.filter(({seq, ts}) => seq > last.seq || (seq === last.seq && ts > last.ts)) : newer;
	if (news.length === 0) return older;
	const rows = [...older];
	for (const event of news) add(rows, event);
	return rows;
}

/** What was folded by the run counts events that may have been folded here already. */
function add(rows: ShownEvent[], event: ShownEvent): void {
	const last = rows.at(-1);
	if (last && repeats(last, event)) rows[rows.length - 1] = {...event, times: Math.max(last.times + 1, event.times)};
	else rows.push(event);
}

/** The log with the newest events of a frame; the same one when there is nothing to remember. */
export function absorbed(log: LogState, events: readonly ShownEvent[]): LogState {
	if (!log.kept || log.cut) return log;
	const kept = joined(log.kept, events);
	if (kept === log.kept) return log;
	if (kept.length <= mostKept) return {...log, kept};
	const {cursor} = log;
	if (cursor === undefined) return {...log, kept: kept.slice(-mostKept), complete: false};
	// Somebody reads there: what is chosen stays, and nothing newer is taken in until the newest are followed again.
	const chosen = kept.findIndex(each => each.seq >= cursor);
	const from = Math.max(0, chosen - mostKept + 1);
	return {
		...log,
		kept: kept.slice(from, from + mostKept),
		complete: log.complete && from === 0,
		cut: true,
	};
}

/** The log with older events before those it has. `limit`: how many were asked for. */
export function withOlder(
	log: LogState,
	events: readonly ShownEvent[],
	older: readonly Event[],
	limit: number,
): LogState {
	const all = joined(folded(older), log.kept ?? events);
	const cut = all.length > mostKept;
	return {
		...log,
		kept: cut ? all.slice(0, mostKept) : all,
		complete: older.length < limit,
		cut: log.cut || cut,
		loading: false,
	};
}

interface Drawn {
	readonly kept: readonly ShownEvent[] | undefined;
	readonly level: ShownLevel;
	readonly filter: EventFilter | undefined;
	readonly cut: boolean;
	readonly rows: readonly ShownEvent[];
}

/** By the newest events: what was last made of them. */
const known = new WeakMap<readonly ShownEvent[], Drawn>();

/** What level and filter let through, oldest first. */
export function visibleEvents(log: LogState, events: readonly ShownEvent[]): readonly ShownEvent[] {
	const {kept, level, filter, cut} = log;
	const last = known.get(events);
	if (last?.kept === kept && last?.level === level && last?.filter === filter && last?.cut === cut && last)
		return last.rows;
	const all = kept ? (cut ? kept : joined(kept, events)) : events;
	const least = level === 'all' ? 0 : ranks[level];
	const rows =
		least === 0 && !filter ? all : all.filter(event => ranks[event.level] >= least && (!filter || filter.shows(event)));
	known.set(events, {kept, level, filter, cut, rows});
	return rows;
}
