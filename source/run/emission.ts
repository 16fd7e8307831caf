import type {SavedState as Snapshot} from '../records/checkpoint.ts';
import type {News, Outcome, Settings} from './protocol.ts';

/** Where and when in a run something was said. */
export interface Stamp {
	/** Wall time, ms since 1970. */
	readonly at: number;
	readonly epoch: number;
	readonly tick: number;
}

/** A row of metrics.jsonl before it is stamped. */
export type MetricsRow = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** A text event of the transduction decoder (UTD). */
export interface Utterance {
	readonly type: 'text';
	readonly payload: Readonly<Record<string, unknown>>;
	readonly score: number;
}

/** All that the engine says, in order. The main thread stamps it with `seq`, writes it down and passes it on. */
export type Emission =
	| (Stamp & {readonly type: 'event'; readonly news: News})
	| (Stamp & {readonly type: 'journal'; readonly entry: Readonly<Record<string, unknown>>})
	| (Stamp & {readonly type: 'metrics'; readonly row: MetricsRow})
	| (Stamp & {readonly type: 'utterance'; readonly utterance: Utterance})
	/** Rows of a recorder: the first `used` bytes, in shared memory that is `held` until they are written. */
	| (Stamp & {
			readonly type: 'rows';
			readonly name: string;
			readonly bytes: Uint8Array;
			readonly used: number;
			readonly hold: Int32Array;
			/** Rows of it that were lost since it began, because the disk does not keep up. */
			readonly lost: number;
	  })
	| (Stamp & {readonly type: 'digest'; readonly lo: number; readonly hi: number})
	| (Stamp & {readonly type: 'settings'; readonly settings: Settings})
	| (Stamp & {
			readonly type: 'snapshot';
			readonly snapshot: Snapshot;
			readonly settings: Settings;
			readonly why: string;
	  })
	| (Stamp & {
			readonly type: 'picture';
			readonly field: Float32Array;
			readonly time: number;
			readonly threshold: number;
	  })
	| (Stamp & {readonly type: 'outcome'; readonly request: number; readonly outcome: Outcome})
	| (Stamp & {readonly type: 'ended'; readonly reason: string});

/** What the nexus passes out; the stamp is added where it is known. */
export type Unstamped<E = Emission> = E extends Stamp ? Omit<E, keyof Stamp> : never;
