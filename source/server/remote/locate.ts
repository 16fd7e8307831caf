import {ConnectopError, exitCodes, type FailureKind} from '../../base/errors.ts';
import type {RunDocument} from '../../records/run-document.ts';
import {jobTitle} from '../../records/slurm-job.ts';
import type {RunEnd} from '../../run/client.ts';
import {runState} from '../../run/run-state.ts';

/** Where a run is that somebody wants to look at. */
export type Whereabouts =
	| {readonly state: 'live'; readonly socket: string}
	| {readonly state: 'ended'; readonly end: RunEnd}
	| {readonly state: 'dead'; readonly pid: number};

/** Looks a run up in its directory. Throws `run-elsewhere` when it is on another machine, and `no-socket` when nobody listens. */
export async function locate(directory: string): Promise<Whereabouts> {
	const {life, document, host, pid} = await runState(directory);
	const {id} = document;
	switch (life) {
		case 'live':
			if (document.socket !== undefined) return {state: 'live', socket: document.socket};
			throw new ConnectopError(
				'failed',
				'no-socket',
				`run ${id} goes on in process ${pid}, which has no socket; its events say why`,
			);
		case 'elsewhere':
			throw elsewhere(document, host);
		case 'dead':
			return {state: 'dead', pid};
		case 'ended':
		case 'failed': {
			const summary = `run ${id}: ${document.endReason ?? life} at tick ${document.lastTick}; records in ${directory}`;
			const error = document.failure && failed(document.failure);
			return {state: 'ended', end: {reason: document.endReason ?? life, summary, ...(error ? {error} : {})}};
		}
	}
}

/** An error that came over a wire or out of a record. */
export const failed = ({kind, code, message}: {kind: string; code: string; message: string}): ConnectopError =>
	new ConnectopError(kind in exitCodes ? (kind as FailureKind) : 'failed', code, message);

/** What is said of a run on another machine: where it is, and the line that does there what can't be done from here. */
export function elsewhere(document: RunDocument, host: string, verb: 'attach' | 'stop' = 'attach'): ConnectopError {
	const {id, heartbeat, job} = document;
	const where = job === undefined ? host : `${host} in Slurm ${jobTitle(job)}`;
	const line = [...remoteWords(document, host, verb === 'attach'), 'connectop', verb, id].join(' ');
	return new ConnectopError(
		'failed',
		'run-elsewhere',
		`run ${id} is on ${where}, last seen ${heartbeat}; try: ${line}`,
	);
}

/** How a command is begun that is to run where a run is: in its job, which has a node for it, or else over SSH. */
export function remoteWords(
	{job, jobId}: Pick<RunDocument, 'job' | 'jobId'>,
	host: string,
	terminal: boolean,
): readonly [string, ...string[]] {
	const id = job?.id ?? jobId;
	if (id === undefined) return ['ssh', ...(terminal ? ['-t'] : []), host];
	const which = job !== undefined && job.nodes > 1 ? [`--nodelist=${job.node ?? host}`, '--nodes=1', '--ntasks=1'] : [];
	return ['srun', `--jobid=${id}`, '--overlap', ...which, ...(terminal ? ['--pty'] : [])];
}
