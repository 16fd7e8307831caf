import os from 'node:os';
import process from 'node:process';
import {type Room, sizeText} from '../../connectome/forecast.ts';
import {jobMemory} from '../../records/slurm-job.ts';
import {memoryQuota} from '../control-groups.ts';

/** The program with its threads, before there is a graph, bytes. */
const programBytes = 200e6;

/** What is left for the rest of the machine. */
const share = 0.8;

/** What is known of the memory of the machine, bytes. */
export interface MachineMemory {
	readonly total: number;
	/** Nobody has it now, and what the system gives back when it is asked for; undefined where the system does not tell. */
	readonly free: number | undefined;
	/** The most that a container or a control group lets this process have; 0 or more than there is: as much as there is. */
	readonly constrained: number;
	/** What a Slurm job was given; undefined outside one. */
	readonly job?: number | undefined;
}

/** This machine's. Only Linux counts what it would give back as free. */
export const machineMemory = (): MachineMemory => ({
	total: os.totalmem(),
	free: process.platform === 'linux' ? os.freemem() : undefined,
	constrained: Math.min(process.constrainedMemory() || Infinity, memoryQuota()),
	job: jobMemory(),
});

/** Memory that a run may take: what it was allowed, or four fifths of what there is. */
export function roomFor(limit: number | undefined, {total, free, constrained, job} = machineMemory()): Room {
	if (limit !== undefined) return {bytes: limit, whence: '--memory'};
	const within = (bytes: number) => Math.max(0, share * bytes - programBytes);
	const grouped = constrained > 0 && constrained < total;
	const most = grouped ? constrained : total;
	const given =
		job !== undefined && job < most
			? {bytes: within(job), whence: `of the ${sizeText(job)} that this Slurm job asked for`}
			: grouped
				? {bytes: within(constrained), whence: `of the ${sizeText(constrained)} that this container or job has`}
				: {bytes: within(total), whence: `of this machine's ${sizeText(total)}`};
	const left = free === undefined ? Number.POSITIVE_INFINITY : within(free);
	return left < given.bytes
		? {bytes: left, whence: `of the ${sizeText(free ?? 0)} that are free on this machine`}
		: given;
}
