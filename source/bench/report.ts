import type {Machine} from './machine.ts';
import type {PowerLaw} from './statistics.ts';

/*
What `connectop bench --json` prints; docs/performance.md explains every field. Version 1: fields are added, never renamed or taken away, without a new version.
*/

/** One contestant at one size. Milliseconds, bytes, 1/s. */
export interface BenchRow {
	/** `knn`: nearest neighbours of random points; `random`: any node and any other. */
	readonly graph: 'knn' | 'random';
	readonly nodes: number;
	/** Directed edges. */
	readonly edges: number;
	readonly id: string;
	readonly title: string;
	readonly threads: number;
	readonly noise: 'none' | 'node';
	readonly rounds: number;
	readonly ticksARound: number;
	/** Median over the rounds of the median tick of each. */
	readonly tickMs: number;
	readonly ticksPerSecond: number;
	readonly edgesPerSecond: number;
	/** Of all ticks of all rounds. */
	readonly p50Ms: number;
	readonly p99Ms: number;
	/** Mean difference of two ticks that follow one another. */
	readonly jitterMs: number;
	/** Model seconds that pass in a second. */
	readonly realTimeFactor: number;
	readonly rssBytes: number | null;
	/** Medians over the rounds of this one's tick by another's in the same round; null where there is no such other. */
	readonly ratios: {
		/** By C in rows, and by C in slices, with as many threads; null where C has none with as many. */
		readonly cRows: number | null;
		readonly cSlices: number | null;
		/** By the cpu kernel, which has one thread. */
		readonly cpu: number | null;
		/** Of a row with noise: by the same without. */
		readonly noiseless: number | null;
	};
	/** Largest difference from the cpu kernel's field at any node, after `checkedAfter` ticks. */
	readonly difference: number;
	readonly checkedAfter: number;
}

/** How a contestant's tick grows with the nodes: tickMs ≈ factor · nodes^exponent. */
export interface BenchGrowth extends PowerLaw {
	readonly id: string;
	readonly title: string;
	readonly threads: number;
	readonly noise: 'none' | 'node';
	readonly sizes: readonly number[];
}

/** Something that was not measured, and why. */
export interface BenchAbsence {
	readonly name: string;
	readonly reason: string;
	/** At this size only. */
	readonly nodes?: number;
}

/** One figure of the whole program. */
export interface BenchFigure {
	/** Stable name: `help`, `first-frame`. */
	readonly id: string;
	readonly title: string;
	readonly value: number;
	/** `ms`, `s`, `bytes`, `ticks/s`, `ticks`, `percent`. */
	readonly unit: string;
	readonly nodes?: number;
	readonly edges?: number;
	/** What it is the median or the sum of: so many `runs`, `ticks`, `frames`, `checkpoints`. */
	readonly samples: number;
	readonly samplesOf: string;
	/** What it should be at least or at most, where the product promises something. */
	readonly promise?: {readonly atLeast?: number; readonly atMost?: number};
}

export interface BenchReport {
	readonly v: 1;
	readonly kind: 'bench';
	readonly version: string;
	readonly startedAt: string;
	readonly seconds: number;
	readonly quick: boolean;
	readonly machine: Machine;
	/** Compiler and libraries that were found. */
	readonly found: readonly string[];
	readonly rows: readonly BenchRow[];
	readonly growth: readonly BenchGrowth[];
	readonly figures: readonly BenchFigure[];
	readonly absent: readonly BenchAbsence[];
}
