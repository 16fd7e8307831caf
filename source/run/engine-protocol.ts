import type {FailureKind} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Pairs} from '../connectome/pairs.ts';
import type {KernelId} from '../dynamics/model.ts';
import type {GpuMode} from '../kernels/gpu/modes.ts';
import type {SavedState as Snapshot} from '../records/checkpoint.ts';
import type {CheckpointEntry} from '../records/run-document.ts';
import type {Emission} from './emission.ts';
import type {EnginePort} from './external/bridge.ts';
import type {ExternalEngine} from './external/engine-model.ts';
import type {Command, KernelReport, Settings} from './protocol.ts';
import type {ScriptEntry} from './script-file.ts';
import type {SharedBlock} from './shared.ts';

/** How to find a model again in another thread: functions can't be sent. */
export interface ModelSource {
	/** Id of a built-in model, or the path of a module. */
	readonly model: string;
	readonly isFile: boolean;
	/** Path of a module with the user's equations. */
	readonly equations?: string;
	/** An external engine steps: what it says of itself is the model. */
	readonly external?: ExternalEngine;
}

export type KernelChoice = 'auto' | KernelId;

/** Everything the engine's thread starts from. The graph's arrays and the block are shared memory. */
export interface EngineSpec {
	readonly source: ModelSource;
	readonly graph: Graph;
	readonly pairs: Pairs;
	readonly block: SharedBlock;
	readonly settings: Settings;
	/** The user chose how often to measure: the gpu kernel leaves that as it is. */
	readonly measureAsked: boolean;
	readonly seed: number;
	readonly kernel: KernelChoice;
	/** Leave out kernels that are not bit-exact. */
	readonly exact: boolean;
	/** Which of gpu.js's backends the gpu kernel takes; undefined is gl. */
	readonly gpuMode: GpuMode | undefined;
	/** Threads of the wasm kernel and the meter. */
	readonly threads: number;
	/** The state to go on from; without it the initial condition `init` is made. */
	readonly start: Snapshot | undefined;
	readonly init: string;
	/** End after so many new ticks or milliseconds. */
	readonly steps: number | undefined;
	readonly durationMs: number | undefined;
	/** Commands at given ticks, in order. */
	readonly script: readonly ScriptEntry[];
	/** The way to the external engine that steps. */
	readonly external?: ExternalWay | undefined;
}

/** How an external engine is reached, and what is done about one that does not answer or is gone. */
export interface ExternalWay extends EnginePort {
	/** `pause`: somebody can look at the run and restore it; `end`: it has failed. */
	readonly whenLost: 'pause' | 'end';
}

/** What an engine's thread starts from that plays a run again. The graph's arrays and the block are shared memory. */
export interface ReplaySpec {
	/** The run's. */
	readonly directory: string;
	readonly graph: Graph;
	readonly pairs: Pairs;
	readonly graphHash: string;
	readonly block: SharedBlock;
	/** Processes of the run that are played, and lines of its journal that are looked at. */
	readonly stretches: number;
	readonly lines: number;
	/** The last tick of each epoch, and the checkpoints, that were recorded before those lines were counted. */
	readonly recorded: ReadonlyMap<number, number>;
	readonly checkpoints: readonly CheckpointEntry[];
	/** Times the recorded rate. */
	readonly speed: number;
}

/** To the engine. */
export type ToEngine =
	| {readonly type: 'go'}
	| {readonly type: 'command'; readonly request: number; readonly command: Command; readonly payload?: Snapshot}
	/** Messages of the stimulus feed, in answer to `want`. */
	| {readonly type: 'input'; readonly texts: readonly string[]}
	/** A feed is there: as many messages as there are (`live`), or so many a model second. */
	| {readonly type: 'feed'; readonly rate: number | 'live' | 'none'};

/** From the engine. */
export type FromEngine =
	| {
			readonly type: 'ready';
			readonly kernel: KernelReport;
			readonly initial: Snapshot;
			/** As the kernel has them: the gpu measures less often. */
			readonly settings: Settings;
			readonly substeps: number;
	  }
	| {
			readonly type: 'failed';
			readonly kind: FailureKind | 'defect';
			readonly code: string;
			readonly message: string;
			readonly stack?: string;
	  }
	| {readonly type: 'batch'; readonly emissions: readonly Emission[]}
	/** A command of the script that needs a file: the engine waits until it comes back, with its content. */
	| {readonly type: 'scripted'; readonly command: Command; readonly where: string}
	/** The feed may send up to `count` messages, once. */
	| {readonly type: 'want'; readonly count: number};
