import type {OwnKernel} from './own-entrants.ts';
import {type PythonBaseline, pythonBaselines} from './python-baselines.ts';
import type {BenchSize} from './room.ts';

export const baselines = ['c', ...pythonBaselines] as const;
export type Baseline = 'c' | PythonBaseline;
export const parts = ['kernels', 'program'] as const;
export type Part = (typeof parts)[number];

/** What is to be measured. */
export interface BenchRequest {
	readonly quick: boolean;
	readonly sizes: readonly BenchSize[];
	readonly threads: readonly number[];
	readonly kernels: readonly OwnKernel[];
	readonly baselines: readonly Baseline[];
	/** Python interpreters in which the baselines are looked for. */
	readonly pythons: readonly string[];
	readonly parts: readonly Part[];
	readonly rounds: number;
	/** Seconds that the sizes may take together. */
	readonly budget: number;
}
