import {createServer as createProbe} from 'node:net';
import {hostname, networkInterfaces} from 'node:os';
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

/** Throws `api` when the port can't be listened on now: known before a run begins, that leaves nothing behind. */
export async function checkPort({host, port}: ApiOptions): Promise<void> {
	const probe = createProbe();
	try {
		await new Promise<void>((resolve, reject) => {
			probe.once('error', reject);
			probe.listen({host, port}, resolve);
		});
	} catch (error) {
		throw refused({host, port}, error);
	} finally {
		probe.close();
	}
}

/** A server on a port, which asks for keys, and its address. Throws `api` and `api-keys`. */
export async function openPort(
	{host, port}: ApiOptions,
	store: RunStore,
	onDefect: (error: Error) => void,
): Promise<{readonly app: FastifyInstance; readonly address: string}> {
	const hosts = ['localhost', '127.0.0.1', '[::1]', ...namesOf(host)];
	const app = await createServer(store, {type: 'port', keys: await apiKeys(), hosts: [...new Set(hosts)]}, onDefect);
	try {
		return {app, address: await app.listen({host, port})};
	} catch (error) {
		await app.close();
		throw refused({host, port}, error);
	}
}

/** What clients may call this machine when it listens at `host`; at all addresses, any of them and its name. */
function namesOf(host: string): readonly string[] {
	const everywhere = host === '0.0.0.0' || host === '::';
	const addresses = everywhere
		? Object.values(networkInterfaces()).flatMap(each => (each ?? []).map(({address}) => address))
		: [];
	const named = [host, ...(everywhere ? [hostname()] : []), ...addresses];
	return named.map(each => (each.includes(':') ? `[${each}]` : each).toLowerCase());
}

function refused({host, port}: ApiOptions, cause: unknown): ConnectopError {
	const busy = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
	const why = busy ? 'something else listens there; choose another with --api-port' : messageOf(cause);
	return new ConnectopError('failed', 'api', `${host}:${port}: ${why}`, {cause});
}
