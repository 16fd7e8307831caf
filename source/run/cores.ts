import {readFileSync} from 'node:fs';
import os from 'node:os';
import process from 'node:process';

/** Files in which Linux says how much processor time a group of processes may take, cgroup 2 and 1. */
const quotaFiles = {
	two: '/sys/fs/cgroup/cpu.max',
	one: ['/sys/fs/cgroup/cpu/cpu.cfs_quota_us', '/sys/fs/cgroup/cpu/cpu.cfs_period_us'],
} as const;

/**
How many threads can run at once: what the operating system says, and no more than the container's quota or the Slurm task has. At least 1. `read` gives a
file's text, or undefined when there is none.
*/
export function coresToUse(read: (file: string) => string | undefined = textOf, environment = process.env): number {
	const slurm = Number(environment['SLURM_CPUS_PER_TASK']);
	const limits = [os.availableParallelism(), quota(read), slurm > 0 ? slurm : Infinity];
	return Math.max(1, Math.floor(Math.min(...limits)));
}

function quota(read: (file: string) => string | undefined): number {
	const [most, period] = (read(quotaFiles.two) ?? quotaFiles.one.map(read).join(' ')).trim().split(/\s+/).map(Number);
	return most !== undefined && period !== undefined && most > 0 && period > 0 ? Math.max(1, most / period) : Infinity;
}

function textOf(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined; // not Linux, or no such group
	}
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
