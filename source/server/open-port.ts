import type {FastifyInstance} from 'fastify';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {apiKeys} from './api-keys.ts';
import {createServer} from './create-server.ts';
import type {RunStore} from './run-store.ts';

/** An HTTP API on a port, as it was asked for. */
export interface ApiOptions {
	readonly host: string;
	/** 0: any that is free. */
	readonly port: number;
}

/** A server on a port, which asks for keys, and its address. Throws `api` and `api-keys`. */
export async function openPort(
	{host, port}: ApiOptions,
	store: RunStore,
	onDefect: (error: Error) => void,
): Promise<{readonly app: FastifyInstance; readonly address: string}> {
	const hosts = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host.toLowerCase()];
	const app = await createServer(store, {type: 'port', keys: await apiKeys(), hosts: [...new Set(hosts)]}, onDefect);
	try {
		return {app, address: await app.listen({host, port})};
	} catch (error) {
		await app.close();
		const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
		const why = busy ? 'something else listens there; choose another with --api-port' : messageOf(error);
		throw new ConnectopError('failed', 'api', `${host}:${port}: ${why}`, {cause: error});
	}
}
