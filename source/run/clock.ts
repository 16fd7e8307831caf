import {createHistogram, type RecordableHistogram} from 'node:perf_hooks';

/** Pacing figures, ms unless named otherwise. */
export interface Pacing {
	readonly late: number;
	readonly missed: number;
	readonly latenessMs: number;
	readonly latenessP99Ms: number;
	readonly achievedHz: number;
}

/**
A drift-free clock: tick n is due at anchor + n · period, whatever earlier ticks did. A tick that starts more than
max(2 ms, 10 % of the period) late is counted as late; whole periods that were lost are counted as missed and skipped, so that a
slow tick or a suspended process never causes a burst.

All times are milliseconds of a monotonic clock, passed in.
*/
export interface Clock {
	/** Milliseconds until the next tick is due; ≤ 0 when it is. */
	wait(now: number): number;
	/** A tick starts. */
	start(now: number): void;
	/** Ticks start again from now: after a pause, a step by hand, a change of rate. */
	anchor(now: number): void;
	setHz(hz: number, now: number): void;
	pacing(now: number): Pacing;
}

export function createClock(hz: number, now: number): Clock {
	const lateness: RecordableHistogram = createHistogram();
	let period = 1000 / hz;
	let due = now;
	let late = 0;
	let missed = 0;
	let last = 0;
	const starts = new RecentStarts();

	return {
		wait: time => due - time,
		start(time) {
			last = Math.max(0, time - due);
			lateness.record(Math.max(1, Math.round(last * 1e3)));
			if (last > Math.max(2, 0.1 * period)) late++;
			const lost = Math.floor(last / period);
			missed += lost;
			due += (lost + 1) * period;
			starts.add(time);
		},
		anchor(time) {
			due = time;
			starts.clear();
		},
		setHz(value, time) {
			// What was lost so far was lost at the old period.
			const lost = Math.max(0, Math.floor((time - due) / period));
			missed += lost;
			due += lost * period;
			period = 1000 / value;
			due = Math.min(Math.max(due, time), time + period);
			starts.clear();
		},
		pacing: time => ({
			late,
			missed,
			latenessMs: last,
			latenessP99Ms: lateness.count > 0 ? lateness.percentile(99) / 1e3 : 0,
			achievedHz: starts.rate(time, period),
		}),
	};
}

/** Starts of the newest ticks, for the achieved rate over the last three seconds or five ticks, whichever is longer. */
class RecentStarts {
	#times: number[] = [];
	/** The first that the rate looks at. */
	#from = 0;

	add(time: number): void {
		this.#times.push(time);
		if (this.#times.length <= 8192) return;
		const gone = this.#times.length - 4096; // more than the rate looks at: 3 s at 1000 Hz
		this.#times = this.#times.slice(gone);
		this.#from = Math.max(0, this.#from - gone);
	}

	clear(): void {
		this.#times = [];
		this.#from = 0;
	}

	/** Ticks a second; 0 before two ticks were seen. */
	rate(now: number, period: number): number {
		const since = now - Math.max(3000, 5 * period);
		while (this.#from < this.#times.length && this.#times[this.#from]! < since) this.#from++;
		const [first, final] = [this.#times[this.#from], this.#times.at(-1)];
		return first === undefined || final === undefined || final <= first
			? 0
			: ((this.#times.length - 1 - this.#from) * 1000) / (final - first);
	}
}
