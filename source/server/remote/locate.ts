import {ConnectopError, exitCodes, type FailureKind} from '../../base/errors.ts';
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
			throw new ConnectopError(
				'failed',
				'run-elsewhere',
				`run ${id} is on ${host}, last seen ${document.heartbeat}; try: ${remoteLine(document.jobId, host, id)}`,
			);
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

/** The line that attaches from another machine. */
export const remoteLine = (jobId: string | undefined, host: string, id: string): string =>
	jobId === undefined
		? `ssh -t ${host} connectop attach ${id}`
		: `srun --jobid=${jobId} --overlap --pty connectop attach ${id}`;
