import {execFile} from 'node:child_process';
import process from 'node:process';
import {promisify} from 'node:util';
import {type JobStart, slurmJob} from '../records/slurm-job.ts';

/** States of a job that may still have processes, or get them; see squeue(1). */
const going =
	/^(BOOT_FAIL|COMPLETING|CONFIGURING|PENDING|RESIZING|REQUEUE\w*|RUNNING|SIGNALING|STAGE_OUT|STOPPED|SUSPENDED)$/m;

/** Slurm answers in so long, ms, or is not asked. */
const patienceMs = 10_000;

/** Whether Slurm says that a job is over. False when it can't be asked, when it is of another cluster, and for the job that asks. */
export async function jobIsOver({id, cluster}: JobStart, environment = process.env): Promise<boolean> {
	const own = slurmJob(environment);
	if (own?.id === id || (cluster !== undefined && own?.cluster !== undefined && cluster !== own.cluster)) return false;
	try {
		const queue = ['--noheader', '--format=%T', '--states=all', `--jobs=${id}`];
		const {stdout} = await promisify(execFile)('squeue', queue, {timeout: patienceMs, env: environment});
		return stdout.trim() !== '' && !going.test(stdout);
	} catch (error) {
		// Slurm forgets a job some minutes after its end.
		return String((error as {stderr?: unknown}).stderr).includes('Invalid job id');
	}
}
