import os from 'node:os';
import process from 'node:process';
import {jobProcessors} from '../records/slurm-job.ts';
import {processorQuota, type ReadText} from './control-groups.ts';

/**
How many threads can run at once: what the operating system says, and no more than the control groups or the Slurm task have. At least 1. `read` gives a
file's text, or undefined when there is none.
*/
export function coresToUse(read?: ReadText, environment = process.env): number {
	const limits = [os.availableParallelism(), processorQuota(read), jobProcessors(environment)];
	return Math.max(1, Math.floor(Math.min(...limits)));
}

/** Directed edges that give a thread enough to do. */
const edgesAThread = 150_000;
/** Memory, not cores, limits what more would bring. */
const mostByDefault = 16;

/** The threads of a kernel unless the user says how many: a core stays free for screen and logs where there are more than two. */
export function defaultThreads(cores: number, entries: number): number {
	const free = cores > 2 ? cores - 1 : cores;
	return Math.max(1, Math.min(free, mostByDefault, Math.ceil(entries / edgesAThread)));
}
