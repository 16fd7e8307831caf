import type {Event} from './protocol.ts';

/* What a screen asks a run about its past. JSON. */

/** Whether a checkpoint's file is what was saved. */
export interface CheckpointCheck {
	readonly file: string;
	readonly ok: boolean;
	/** One line: what was found. */
	readonly detail: string;
}

/** How two checkpoints of a run differ. */
export interface CheckpointComparison {
	readonly a: string;
	readonly b: string;
	/** By variable: the largest and the root mean square difference, its mean in a and b, and how many nodes differ. */
	readonly variables: Readonly<
		Record<
			string,
			{
				readonly largest: number;
				readonly largestNode: number;
				readonly rms: number;
				readonly meanA: number;
				readonly meanB: number;
				readonly nodes: number;
			}
		>
	>;
	/** Parameters whose values differ, as they are typed: name, value in a, value in b. */
	readonly settings: ReadonlyArray<readonly [name: string, a: string, b: string]>;
}

/** A stretch of a run's wall time, ms since 1970; the whole run where a bound is left out. */
export interface HistoryWindow {
	readonly from?: number;
	readonly to?: number;
	/** At most so many buckets, 1 to 2000. */
	readonly points: number;
}

/** What metrics.jsonl holds of a stretch of time, one entry a bucket; buckets without a row are left out. */
export interface HistorySlice {
	/** First and last row of the whole run, ms since 1970; equal when there are none. */
	readonly first: number;
	readonly last: number;
	/** Of each bucket: time of its middle row (ms since 1970), its tick and epoch. */
	readonly at: readonly number[];
	readonly tick: readonly number[];
	readonly epoch: readonly number[];
	/** By metric, such as `meanWeight`: mean, smallest and largest value in each bucket. */
	readonly series: Readonly<
		Record<
			string,
			{readonly mean: readonly number[]; readonly low: readonly number[]; readonly high: readonly number[]}
		>
	>;
}

/** A run's past, whether it goes on or not. */
export interface RunPast {
	/** Reads a checkpoint's file anew: whether it still is what was saved. Throws ConnectopError when there is none of that name. */
	verifyCheckpoint(file: string): Promise<CheckpointCheck>;
	/** How two checkpoints differ. Throws ConnectopError when one of them can't be read. */
	compareCheckpoints(a: string, b: string): Promise<CheckpointComparison>;
	/** What was measured between two moments, however long ago, thinned to `points` buckets. */
	metricsHistory(window: HistoryWindow): Promise<HistorySlice>;
	/** Recorded events, oldest first: the newest `limit` of those with a `seq` below `before` (all of them without it). */
	pastEvents(limit: number, before?: number): Promise<readonly Event[]>;
	/** The first `limit` recorded events with a `seq` above `after`, oldest first. */
	nextEvents(after: number, limit: number): Promise<readonly Event[]>;
}
