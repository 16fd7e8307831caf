import type {History} from './protocol.ts';
import type {Gauges} from './shared.ts';

/** Samples kept, one a second. */
const most = 600;

/** Collects one sample a second of what the sparklines show, only while the run goes on. */
export class HistoryKeeper {
	readonly history = {
		meanWeight: [],
		activeEdges: [],
		cohesion: [],
		complexity: [],
		entropy: [],
		tickMs: [],
		activeShare: [],
	} as {[K in keyof History]: number[]};
	/** Samples so far, those that are gone too. */
	samples = 0;
	readonly #pairs: number;
	#lastTick = -1;

	/** `pairs`: how many pairs are joined, for the active share. */
	constructor(pairs: number) {
		this.#pairs = pairs;
	}

	sample(gauges: Gauges): void {
		// While nothing moves time stands still; a slow run has the same value for some seconds.
		if (gauges.tick === this.#lastTick && gauges.paused === 1) return;
		this.#lastTick = gauges.tick;
		this.samples++;
		const {history} = this;
		for (const name of ['meanWeight', 'activeEdges', 'cohesion', 'complexity', 'entropy', 'tickMs'] as const)
			push(history[name], gauges[name]);
		push(history.activeShare, this.#pairs === 0 ? 0 : gauges.activeEdges / this.#pairs);
	}
}

function push(values: number[], value: number): void {
	values.push(value);
	if (values.length > most) values.shift();
}
