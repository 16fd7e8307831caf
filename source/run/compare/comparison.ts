import type {RunLife} from '../run-state.ts';

/* How two runs differ. JSON, as `connectop compare --json` prints it. */

/** Version of this document. */
export const comparisonVersion = 1;

/** One of the two runs. */
export interface ComparedRun {
	readonly id: string;
	readonly directory: string;
	readonly state: RunLife;
	/** The ticks that the run ended up with: what a restore or a resumption replaced is left out. */
	readonly firstTick: number;
	readonly lastTick: number;
	/** Times that it went back or was resumed on the way to them. */
	readonly returns: number;
}

/** Something that has a value in each run, as it is typed. */
export interface Difference {
	readonly name: string;
	readonly a: string;
	readonly b: string;
}

/** A command that has no counterpart at its place in the other run. */
export interface DifferingCommand {
	readonly in: 'a' | 'b';
	/** Tick before whose next step it acted. */
	readonly tick: number;
	readonly id: string;
	readonly args: Readonly<Record<string, unknown>>;
	readonly by: string;
	/** It can change the state; others change how it is paced, measured or kept. */
	readonly acts: boolean;
}

/** The commands of the ticks that both runs have. */
export interface CommandsCompared {
	/** Commands of each run. */
	readonly a: number;
	readonly b: number;
	/** How many differ, and how many of those can change the state. */
	readonly differing: number;
	readonly acting: number;
	/** The first of those that differ, in order of their ticks. */
	readonly first: readonly DifferingCommand[];
}

/** The states of the ticks that both runs have, bit for bit. */
export interface StatesCompared {
	/**
	What told them apart: the digests that the runs kept, their checkpoints where one has no digests, a replay of both where what was kept leaves
	more than one tick in question; `nothing` when nothing of the same tick is kept.
	*/
	readonly by: 'digests' | 'checkpoints' | 'replay' | 'nothing';
	/** First and last tick that both runs have; absent when they have none in common. */
	readonly from?: number;
	readonly to?: number;
	/** Ticks of which both runs kept something, and on how many of them it was equal. */
	readonly compared: number;
	readonly equal: number;
	/** The last tick before the first difference, or the last of all, of which equality is known. */
	readonly lastEqual?: number;
	/** The first tick that differs; with `exact` false it may be any between `lastEqual` and this one. */
	readonly firstDiffering?: number;
	readonly exact: boolean;
	/** The first tick of a later stretch in which the states are equal again to the last tick compared. */
	readonly equalAgain?: number;
}

/** One metric on the ticks that were compared. */
export interface MetricCompared {
	readonly name: string;
	/**
	Largest and mean absolute difference; the first relative to the largest size that it has in either run where they were compared. 0 where it is no more
	than rounding.
	*/
	readonly largest: number;
	readonly largestTick: number;
	readonly mean: number;
	readonly relative: number;
	/** Rows that were compared, and on how many the metric was equal; those of ticks with equal states are among both. */
	readonly rows: number;
	readonly equal: number;
}

/** The means of a metric over equal stretches of ticks, one entry a stretch in which either run has a row; null where one has none. */
export interface MetricCurve {
	readonly name: string;
	readonly tick: readonly number[];
	readonly a: readonly (number | null)[];
	readonly b: readonly (number | null)[];
}

export interface MetricsCompared {
	/** Rows of each run. */
	readonly a: number;
	readonly b: number;
	/** Lines that are damaged, in either run. */
	readonly damaged: number;
	/**
	Whether rows of the same tick were compared; or values between two rows, where no tick has a row in both; or nothing but states: where those are
	equal metrics are, whichever ticks have rows.
	*/
	readonly at: 'rows' | 'between' | 'states' | 'nothing';
	readonly metrics: readonly MetricCompared[];
	/** Over the ticks that both runs have. */
	readonly curves: readonly MetricCurve[];
}

export interface NodeDifference {
	readonly node: number;
	/** Of a graph whose nodes have names. */
	readonly name?: string;
	/** Null where it is no finite number. */
	readonly a: number | null;
	readonly b: number | null;
}

export interface VariableCompared {
	readonly name: string;
	/** Nodes whose values differ. */
	readonly nodes: number;
	/** Of finite values. */
	readonly largest: number;
	readonly rms: number;
	readonly meanA: number;
	readonly meanB: number;
	/** Those that differ most, the largest difference first; those with values that are no finite numbers before them. */
	readonly top: readonly NodeDifference[];
}

/** The states of one tick, node by node. */
export interface EndCompared {
	readonly tick: number;
	/** Where the states come from. */
	readonly from: 'digests' | 'checkpoints' | 'replay';
	/** All bits are equal. */
	readonly equal: boolean;
	/** Nodes. */
	readonly n: number;
	readonly variables: readonly VariableCompared[];
}

/** How two runs differ. */
export interface Comparison {
	readonly v: number;
	/** Whether the states are equal on every tick that could be compared; `unknown` when none could. */
	readonly verdict: 'equal' | 'different' | 'unknown';
	readonly a: ComparedRun;
	readonly b: ComparedRun;
	/** What the runs are: version, model, seed, kernel, graph. */
	readonly facts: readonly Difference[];
	/** Settings where the comparison begins, and those in force at the end of each run. */
	readonly settings: {readonly start: readonly Difference[]; readonly end: readonly Difference[]};
	readonly commands: CommandsCompared;
	/** Absent when only metrics were asked for. */
	readonly states?: StatesCompared;
	readonly metrics: MetricsCompared;
	/** Absent when only metrics were asked for, or no tick of both can be had. */
	readonly end?: EndCompared;
	/** What else there is to know, a line each. */
	readonly notes: readonly string[];
}
