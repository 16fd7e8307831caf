import type {Interval} from '../base/interval.ts';

/** Says when something that happens at an interval is due: seconds of a monotonic clock or ticks. */
export interface Schedule {
	/** True once a period; periods that were lost are not made up for. `now` in ms. */
	due(now: number, tick: number): boolean;
	/** Counts from here. */
	restart(now: number, tick: number): void;
}

export function createSchedule(interval: () => Interval, now: number, tick: number): Schedule {
	let sinceMs = now;
	let sinceTick = tick;
	const restart = (time: number, at: number) => {
		sinceMs = time;
		sinceTick = at;
	};
	return {
		due(time, at) {
			const every = interval();
			if (!every) return false;
			if ('ticks' in every) {
				if (at - sinceTick < every.ticks) return false;
				restart(time, at);
				return true;
			}
			const period = every.seconds * 1000;
			if (time - sinceMs < period) return false;
			sinceMs += Math.floor((time - sinceMs) / period) * period;
			return true;
		},
		restart,
	};
}
