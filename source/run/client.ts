import type {Graph} from '../connectome/graph.ts';
import type {CheckpointEntry} from '../records/run-document.ts';
import type {ParameterInfo} from './parameter-info.ts';
import type {CheckpointCheck, CheckpointComparison, HistorySlice, HistoryWindow} from './past.ts';
import type {Command, Event, Frame, Outcome, RunFacts, Settings} from './protocol.ts';

export type {CheckpointEntry};

/** A line for stdout or a log: an event, a row of metrics, an utterance of the decoder. */
export type RunRecord = Readonly<Record<string, unknown>> & {readonly kind: string; readonly tick: number};

/** How a run ended. `error` is set when it failed. */
export interface RunEnd {
	readonly reason: string;
	readonly error?: Error;
	/** One line for people: where the records are, what was counted. */
	readonly summary: string;
}

/**
A run, wherever it is: in this process or behind a socket. The screen, the headless printer and every other face use this and
nothing else.
*/
export interface RunClient {
	readonly facts: RunFacts;
	/** Every setting that can change while the run goes on. */
	readonly parameters: readonly ParameterInfo[];
	/** Commands take effect before the next step; a refused one changes nothing. */
	send(command: Command): Promise<Outcome>;
	/** Places and couplings, for the map; they do not change. */
	mapGraph(): Promise<Graph>;
	/** All a screen needs, as of now. */
	frame(): Frame;
	readonly settings: Settings;
	/** The run's checkpoints, oldest first. */
	checkpoints(): readonly CheckpointEntry[];
	/** Reads a checkpoint's file anew: whether it still is what was saved. Throws ConnectopError when there is none of that name. */
	verifyCheckpoint(file: string): Promise<CheckpointCheck>;
	/** How two checkpoints differ. Throws ConnectopError when one of them can't be read. */
	compareCheckpoints(a: string, b: string): Promise<CheckpointComparison>;
	/** What was measured between two moments, however long ago, thinned to `points` buckets. */
	metricsHistory(window: HistoryWindow): Promise<HistorySlice>;
	/** Recorded events, oldest first: the newest `limit` of those with a `seq` below `before` (all of them without it). */
	pastEvents(limit: number, before?: number): Promise<readonly Event[]>;
	/** Calls back with everything that is recorded. Returns how to stop. */
	onRecord(listener: (record: RunRecord) => void): () => void;
	onEvent(listener: (event: Event) => void): () => void;
	/** Resolves when the run has ended and everything is on disk. Never rejects. */
	readonly ended: Promise<RunEnd>;
}
