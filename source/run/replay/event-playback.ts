import {eventRows} from '../event-rows.ts';
import type {Event} from '../protocol.ts';
import {isBefore, type Moment} from './timeline.ts';

/** So many events of one way are given at most, the newest: a long one passes by more than anybody looks at. */
export const eventsGiven = 2000;

/** A run's recorded events, as a replay comes by them. */
export interface EventPlayback {
	/**
	Those up to a moment that were not given before, oldest first; of more than `eventsGiven` the newest. Where the moment is an earlier one, all up
	to it, and `anew` is true.
	*/
	to(moment: Moment): Promise<{readonly events: readonly Event[]; readonly anew: boolean}>;
}

export function createEventPlayback(directory: string): EventPlayback {
	let rows = eventRows(directory);
	let pending: Event | undefined;
	let last: Moment = {epoch: 0, tick: -1};
	return {
		async to(moment) {
			const anew = isBefore(moment, last);
			if (anew) {
				await rows.return(undefined);
				rows = eventRows(directory);
				pending = undefined;
			}
			last = moment;
			const events: Event[] = [];
			for (;;) {
				pending ??= (await rows.next()).value;
				if (!pending || isBefore(moment, pending)) return {events: events.slice(-eventsGiven), anew};
				events.push(pending);
				pending = undefined;
				if (events.length >= 2 * eventsGiven) events.splice(0, eventsGiven);
			}
		},
	};
}
