import type {Graph} from '../connectome/graph.ts';
import type {CheckpointEntry} from '../records/run-document.ts';
import type {GraphParts} from './graph-part.ts';
import type {ParameterInfo} from './parameter-info.ts';
import type {RunPast} from './past.ts';
import type {Command, Event, Frame, News, Outcome, RunFacts, Settings, Status} from './protocol.ts';
import type {RecorderView} from './recording/view.ts';

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

/** A variable of every node at one tick. */
export interface VariableCopy {
	/** Of that tick. */
	readonly status: Status;
	/** All variables of the model, the coupled one first. */
	readonly names: readonly string[];
	readonly name: string;
	/** N values; the caller's own. */
	readonly values: Float32Array;
}

/**
A run, wherever it is: in this process or behind a socket. The screen, the headless printer and every other face use this and
nothing else.
*/
export interface RunClient extends RunPast {
	readonly facts: RunFacts;
	/** Every setting that can change while the run goes on. */
	readonly parameters: readonly ParameterInfo[];
	/** Commands take effect before the next step; a refused one changes nothing. */
	send(command: Command): Promise<Outcome>;
	/** Places and couplings, for the map; they do not change. */
	mapGraph(): Promise<Graph>;
	/** There when the graph is too large to be had as a whole for a picture: frames hold the part that is drawn. */
	readonly parts?: GraphParts | undefined;
	/** All a screen needs, as of now. */
	frame(): Frame;
	readonly settings: Settings;
	/**
	Copies a variable, the coupled one without a name. Undefined between a tick and its figures: ask again. Throws `variable` for a name that the
	model has not. Absent where frames are all that is had of the field.
	*/
	copyVariable?(name?: string): VariableCopy | undefined;
	/** The run's checkpoints, oldest first. */
	checkpoints(): readonly CheckpointEntry[];
	/** The run's recorders with the newest rows of each, so many at most. Absent where nothing is recorded, as in a replay. */
	recorders?(newest: number): Promise<readonly RecorderView[]>;
	/** Calls back with every event from now on. Returns how to stop. */
	onEvent(listener: (event: Event) => void): () => void;
	/** Resolves when the run has ended and everything is on disk. Never rejects. */
	readonly ended: Promise<RunEnd>;
}

/** A run of this process. */
export interface RecordingRun extends RunClient {
	/** Calls back with everything that is recorded. Returns how to stop. */
	onRecord(listener: (record: RunRecord) => void): () => void;
	/** Where others find the run; written into run.json. */
	announce(address: {readonly socket?: string; readonly api?: string}): Promise<void>;
	/** Says something as an event of the run. */
	news(news: News): void;
}
