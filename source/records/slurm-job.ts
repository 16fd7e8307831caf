import process from 'node:process';

/** The Slurm job that a process is part of. */
export interface SlurmJob {
	/** What `srun --jobid` takes; each task of an array has one of its own. It stays when the job is requeued. */
	readonly id: string;
	/** Job ids are those of a cluster. */
	readonly cluster?: string;
	/** JOB_TASK of a task of an array. */
	readonly array?: string;
	/** As Slurm calls the machine. */
	readonly node?: string;
	/** Machines that the job has. */
	readonly nodes: number;
	/** How often Slurm has started it again. */
	readonly restarts: number;
}

/** What tells one start of a job from every other start and job. */
export type JobStart = Pick<SlurmJob, 'id' | 'restarts'> & {readonly cluster?: string | undefined};

/** The job that this process is part of, from what Slurm puts into its environment; undefined outside one. */
export function slurmJob(environment = process.env): SlurmJob | undefined {
	const {
		SLURM_JOB_ID: id,
		SLURM_CLUSTER_NAME: cluster,
		SLURM_ARRAY_JOB_ID: array,
		SLURM_ARRAY_TASK_ID: task,
		SLURMD_NODENAME: node,
		SLURM_JOB_NUM_NODES: nodes,
		SLURM_RESTART_COUNT: restarts,
	} = environment;
	if (id === undefined || id === '') return undefined;
	return {
		id,
		...(cluster ? {cluster} : {}),
		...(array && task ? {array: `${array}_${task}`} : {}),
		...(node ? {node} : {}),
		nodes: Math.max(1, Number(nodes) || 1),
		restarts: Math.max(0, Number(restarts) || 0),
	};
}

/** `job 812`, `job 812 (810_2)`. */
export const jobTitle = ({id, array}: Pick<SlurmJob, 'id'> & {readonly array?: string | undefined}): string =>
	array === undefined ? `job ${id}` : `job ${id} (${array})`;

/** Whether a start of a job came before another of the same job: Slurm starts none again whose processes it has not ended. */
export const startedBefore = (one: JobStart | undefined, other: JobStart | undefined): boolean =>
	one !== undefined &&
	other !== undefined &&
	one.id === other.id &&
	one.cluster === other.cluster &&
	one.restarts < other.restarts;

/** Bytes that the job has on this machine; undefined when Slurm does not say, as where it shares out no memory. */
export function jobMemory(environment = process.env): number | undefined {
	const {SLURM_MEM_PER_NODE: node, SLURM_MEM_PER_CPU: processor, SLURM_CPUS_ON_NODE: processors} = environment;
	const megabytes = Number(node) || Number(processor) * Number(processors);
	return megabytes > 0 ? megabytes * 2 ** 20 : undefined;
}

/** Processors that a task of the job may use, or the whole of it has here; Infinity when Slurm does not say. */
export function jobProcessors(
	{SLURM_CPUS_PER_TASK: task, SLURM_CPUS_ON_NODE: machine}: NodeJS.ProcessEnv = process.env,
): number {
	const most = Number(task) || Number(machine);
	return most > 0 ? most : Infinity;
}
