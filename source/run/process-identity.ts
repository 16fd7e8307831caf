import {readFileSync} from 'node:fs';
import os from 'node:os';
import process from 'node:process';
import {type JobStart, slurmJob, startedBefore} from '../records/slurm-job.ts';

/** Tells one process from every other, also from a later one with the same number. */
export interface ProcessIdentity {
	readonly host: string;
	readonly pid: number;
	/** Tells this boot of the machine from another; Linux only. */
	readonly bootId?: string | undefined;
	/** When the process was started, in clock ticks since the boot; Linux only. */
	readonly started?: number | undefined;
	/** The start of the Slurm job that it is part of. */
	readonly job?: JobStart | undefined;
}

export function ownIdentity(): ProcessIdentity {
	const job = slurmJob();
	const start = job && {id: job.id, cluster: job.cluster, restarts: job.restarts};
	return {host: os.hostname(), pid: process.pid, bootId: bootId(), started: startOf(process.pid), job: start};
}

/**
Whether the process is there; `elsewhere` when it belongs to another machine, about which nothing is known. Gone is, on whatever machine, one of an earlier
start of the Slurm job that asks.
*/
export function whereabouts({host, pid, bootId: boot, started, job}: ProcessIdentity): 'alive' | 'gone' | 'elsewhere' {
	if (host !== os.hostname()) return startedBefore(job, slurmJob()) ? 'gone' : 'elsewhere';
	const here = bootId();
	if (boot !== undefined && here !== undefined && boot !== here) return 'gone';
	if (!exists(pid) || isZombie(pid)) return 'gone';
	const now = startOf(pid);
	return started !== undefined && now !== undefined && started !== now ? 'gone' : 'alive';
}

function exists(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function bootId(): string | undefined {
	return procFile('sys/kernel/random/boot_id')?.trim();
}

const startOf = (pid: number): number | undefined => {
	const ticks = statOf(pid)?.[19];
	return ticks === undefined ? undefined : Number(ticks);
};

/** A process that was killed keeps its number until its parent asks after it, which not every container's does. */
const isZombie = (pid: number): boolean => ['Z', 'X'].includes(statOf(pid)?.[0] ?? '');

/** proc_pid_stat(5) of a process, or of one of its threads, from field 3 on; the second, the name in brackets, may hold anything. Undefined where there is none. */
export function statOf(pid: number, thread?: number): readonly string[] | undefined {
	const stat = procFile(`${pid}/${thread === undefined ? '' : `task/${thread}/`}stat`);
	return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** A file of /proc; undefined where the system has none, the process has ended, or it is another user's. */
export function procFile(name: string): string | undefined {
	try {
		return readFileSync(`/proc/${name}`, 'latin1');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined;
		throw error;
	}
}
