import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError} from '../../base/errors.ts';
import type {RunDirectory} from '../../records/run-directory.ts';
import type {RunEnd} from '../../run/client.ts';
import {locate} from './locate.ts';
import {type AttachOptions, openRemote, RemoteRun} from './remote-run.ts';

/** A run that has just begun may have no socket yet, and one that is ending none any more: tries, and ms between them. */
const [tries, pauseMs] = [10, 100];

/** Attaches to a run, or tells how it ended if it has by now. Throws as `attachRun` does. */
export async function attachOrEnd(
	{id, path}: RunDirectory,
	options: Omit<AttachOptions, 'locate'>,
): Promise<RemoteRun | RunEnd> {
	for (let left = tries; ; left--) {
		const found = await locate(path);
		if (found.state === 'ended') return found.end;
		if (found.state === 'dead')
			throw new ConnectopError(
				'invalid',
				'run-dead',
				`run ${id} is dead: process ${found.pid} is gone without a last word; connectop --resume ${id} goes on with it`,
			);
		const opened = await openRemote(found.socket, id, options);
		if (!(opened instanceof ConnectopError))
			return new RemoteRun(id, found.socket, opened, {...options, locate: () => locate(path)});
		const gone = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(systemCode(opened));
		if (left === 0 || !gone) throw explained(opened, id, found.socket);
		await delay(pauseMs);
	}
}

/**
Attaches to a run that is going on. Throws one line when it is not: `run-over`, `run-dead`, `run-elsewhere`, `stale-socket`, `socket-forbidden`,
`protocol`.
*/
export async function attachRun(run: RunDirectory, options: Omit<AttachOptions, 'locate'>): Promise<RemoteRun> {
	const attached = await attachOrEnd(run, options);
	if (attached instanceof RemoteRun) return attached;
	const {id} = run;
	throw new ConnectopError(
		'invalid',
		'run-over',
		`${attached.summary}; connectop replay ${id} shows it again, --resume ${id} goes on with it`,
	);
}

const systemCode = ({cause}: ConnectopError): string => (cause as NodeJS.ErrnoException | undefined)?.code ?? '';

function explained(error: ConnectopError, id: string, socket: string): ConnectopError {
	const code = systemCode(error);
	if (code === 'EACCES' || code === 'EPERM')
		return new ConnectopError(
			'failed',
			'socket-forbidden',
			`run ${id} belongs to another user: its socket ${socket} is closed to you`,
			{cause: error},
		);
	if (code === 'ENOENT' || code === 'ECONNREFUSED')
		return new ConnectopError(
			'failed',
			'stale-socket',
			`run ${id}: nobody listens at its socket ${socket}, though its process is there; connectop tail ${id} shows what it does`,
			{cause: error},
		);
	return error;
}
