import {ConnectopError} from '../../base/errors.ts';
import type {RunDirectory} from '../../records/run-directory.ts';
import {locate} from './locate.ts';
import {type AttachOptions, openRemote, RemoteRun} from './remote-run.ts';

/**
Attaches to a run that is going on. Throws one line when it is not: `run-over`, `run-dead`, `run-elsewhere`, `stale-socket`, `socket-forbidden`,
`protocol`.
*/
export async function attachRun({id, path}: RunDirectory, options: Omit<AttachOptions, 'locate'>): Promise<RemoteRun> {
	const found = await locate(path);
	if (found.state === 'ended')
		throw new ConnectopError(
			'invalid',
			'run-over',
			`${found.end.summary}; connectop replay ${id} shows it again, --resume ${id} goes on with it`,
		);
	if (found.state === 'dead')
		throw new ConnectopError(
			'invalid',
			'run-dead',
			`run ${id} is dead: process ${found.pid} is gone without a last word; connectop --resume ${id} goes on with it`,
		);
	const opened = await openRemote(found.socket, id, options.fps);
	if (opened instanceof ConnectopError) throw explained(opened, id, found.socket);
	return new RemoteRun(id, found.socket, opened, {...options, locate: () => locate(path)});
}

function explained(error: ConnectopError, id: string, socket: string): ConnectopError {
	const {code} = (error.cause ?? {}) as NodeJS.ErrnoException;
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
