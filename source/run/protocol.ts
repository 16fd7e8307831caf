import type {Interval} from '../base/interval.ts';
import type {Metrics} from '../connectome/metrics.ts';
import type {KernelId} from '../dynamics/model.ts';
import type {GraphPart, Watched} from './graph-part.ts';

export {spikeAt} from '../connectome/spike-detector.ts';

/** Schema version of every record. */
export const schemaVersion = 1;

/** Anything that changes a run. `id` names an entry of the command registry, `args` fits its schema. */
export interface Command {
	readonly id: string;
	readonly args: Readonly<Record<string, unknown>>;
	/** Who sent it: `key`, `option`, `input`, `synthetic`, `signal`, `library`. */
	readonly by: string;
}

/** What became of a command: the tick it took effect on, or why it did not. */
export type Outcome =
	| {readonly ok: true; readonly tick: number; readonly data?: Readonly<Record<string, unknown>>}
	| {readonly ok: false; readonly code: string; readonly error: string};

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Something that happened. One line of events.jsonl. */
export interface Event {
	readonly v: number;
	readonly ts: string;
	readonly seq: number;
	readonly epoch: number;
	readonly tick: number;
	readonly level: Level;
	/** `start`, `command`, `stimulus`, `checkpoint`, `restore`, `spike`, `late`, `input`, `picture`, `end`, … */
	readonly kind: string;
	/** One line for people. */
	readonly message: string;
	readonly data?: Readonly<Record<string, unknown>>;
}

/** An event of a screen: the newest of `times` alike that came one after another by themselves, such as pulses or piped text. */
export interface ShownEvent extends Event {
	readonly times: number;
}

/** An event before the run has stamped it. */
export type News = Pick<Event, 'level' | 'kind' | 'message' | 'data'>;

/** A node that is clamped. */
export interface ClampedNode {
	readonly node: number;
	readonly value: number;
}

export type BreakpointAction = 'pause' | 'checkpoint' | 'png' | 'bell';

export type Relation = '<' | '<=' | '>' | '>=' | '=';

/** What a breakpoint waits for: a measured number that has stood so to a value for `ticks` ticks in a row. */
export interface Condition {
	readonly metric: string;
	readonly relation: Relation;
	readonly value: number;
	readonly ticks: number;
}

/** It acts once each time its condition comes true; before it acts again, the condition must have been false. */
export interface Breakpoint extends Condition {
	readonly id: number;
	readonly actions: readonly BreakpointAction[];
}

/** A recorder in force. */
export interface RecorderSetting {
	/** Its name, and that of its file. */
	readonly name: string;
	/** What it writes, how often and where to, as it can be typed. */
	readonly spec: string;
	/** Bytes of a row in its file; in text about so many. */
	readonly rowBytes: number;
}

/** Every setting in force; changes only by commands. JSON: an interval that is missing means never. */
export interface Settings {
	readonly hz: number;
	readonly dt: number;
	readonly paused: boolean;
	/** Name of the model's preset in force, `custom` after a parameter of it was set by hand, absent when it has none. */
	readonly preset?: string;
	readonly parameters: Readonly<Record<string, number>>;
	readonly noise: 'none' | 'shared' | 'node';
	readonly noiseAmplitude: number;
	readonly coupling: 'scaled' | 'raw';
	readonly stimulusGain: number;
	readonly threshold: number;
	readonly synthetic: 'none' | 'pulse';
	readonly measureEvery: number;
	/** Ticks between audits of the measurements; 0: none. */
	readonly auditEvery: number;
	readonly logEvery?: Interval;
	readonly checkpointEvery?: Interval;
	readonly vizEvery?: Interval;
	/** Nodes whose coupled variable is held, sorted by node, one entry a node. */
	readonly clamped: readonly ClampedNode[];
	/** Those of them that act on no other node, sorted. */
	readonly silenced: readonly number[];
	readonly breakpoints: readonly Breakpoint[];
	/** Absent while nothing is recorded. */
	readonly recorders?: readonly RecorderSetting[];
}

/** The kernel of a run and why it, and not another, was taken. */
export interface KernelReport {
	readonly id: KernelId;
	readonly title: string;
	readonly reason: string;
}

/** What does not change in a run; shown in the header and kept in run.json. */
export interface RunFacts {
	readonly id: string;
	/** What it is called besides its id; it can be given another name. */
	readonly name?: string;
	readonly directory: string;
	readonly model: {readonly id: string; readonly title: string; readonly equations?: string};
	readonly variable: {readonly name: string; readonly shown: readonly [number, number]};
	readonly presets?: {readonly title: string; readonly names: readonly string[]};
	/** Parameters that stand in the header: the factor that presets set, and the coupling's strength. */
	readonly headerParameters: {readonly factor?: string; readonly strength?: string};
	readonly kernel: KernelReport;
	/** Why commands can't be had in this run, by id: an external engine steps, which does not do everything. */
	readonly lacks?: Readonly<Record<string, string>>;
	readonly graph: {
		readonly title: string;
		readonly nodes: number;
		/** Pairs of nodes that are joined. */
		readonly edges: number;
		/** Connected components when every edge is active. */
		readonly components: number;
		readonly entries: number;
		readonly directed: boolean;
	};
	readonly seed: number;
	/** Every parameter as it was when the run began or was resumed, by name, as `set` takes it. */
	readonly start?: Readonly<Record<string, number | string>>;
	readonly scenario?: string;
}

/** Numbers of the run as they stand now, read from shared memory. */
export interface Status {
	readonly tick: number;
	readonly epoch: number;
	/** Model time, s. */
	readonly time: number;
	readonly paused: boolean;
	readonly ended: boolean;
	/** Ticks a second over the last seconds. */
	readonly achievedHz: number;
	readonly realTimeFactor: number;
	readonly late: number;
	readonly missed: number;
	/** Lateness of the last tick's start and the 99th percentile since the start, ms. */
	readonly latenessMs: number;
	readonly latenessP99Ms: number;
	/** Cost of the last tick's step, and of everything in the tick, ms. */
	readonly stepMs: number;
	readonly tickMs: number;
	readonly substeps: number;
	/** Grows with every command that changes the field, also at a tick that stands still. */
	readonly revision: number;
	/** Tick of the newest checkpoint; −1 before the first. */
	readonly savedTick: number;
	/** The tick that `metrics` are of: the newest that was measured. */
	readonly measuredTick: number;
	readonly metrics: Metrics;
	/** Messages taken in, waiting and dropped. */
	readonly input: {readonly taken: number; readonly dropped: number};
	/** What is wrong with the disk that the records go to, one line; absent while it takes them. */
	readonly disk?: string | undefined;
	/** What is wrong with the external engine that steps, one line; absent while it answers. */
	readonly engine?: string | undefined;
}

/** One sample a second of what the sparklines and charts show; oldest first. */
export interface History {
	readonly meanWeight: readonly number[];
	readonly activeEdges: readonly number[];
	readonly cohesion: readonly number[];
	readonly complexity: readonly number[];
	readonly entropy: readonly number[];
	readonly tickMs: readonly number[];
	readonly activeShare: readonly number[];
}

/** How a screen is connected to its run; absent while there is nothing to say. */
export interface Link {
	readonly state: 'lost' | 'replay' | 'read-only';
	/** One line for people. */
	readonly message: string;
}

/** All a screen needs to draw one frame. */
export interface Frame {
	readonly link?: Link;
	readonly facts: RunFacts;
	readonly settings: Settings;
	readonly status: Status;
	readonly history: History;
	/** Samples that `history` has had, those that it keeps no longer too. */
	readonly samples: number;
	/** The newest events, oldest first. */
	readonly events: readonly ShownEvent[];
	/** The coupled variable of every node, or of what `part` holds; shared memory, do not write. */
	readonly field: Float32Array;
	/** Of a graph that is too large for the screen to hold: what of it is drawn, and the values of nodes that are shown one by one. */
	readonly part?: GraphPart;
	readonly watched?: Watched;
}
