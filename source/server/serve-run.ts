import {chmod, rm} from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import type {FastifyInstance} from 'fastify';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {RecordingRun} from '../run/client.ts';
import {createServer} from './create-server.ts';
import {type ApiOptions, openPort} from './open-port.ts';
import {ownStore} from './own-store.ts';
import {socketPath} from './socket-path.ts';

/** Who watches has so long to take the end of the run, ms. */
const farewellMs = 2000;

/** A run that others can find. */
export interface ServedRun {
	readonly socket: string;
	/** Address of the API on a port, if there is one. */
	readonly api: string | undefined;
	/** Resolves when those who watch know how the run ended, or have had the time to. */
	close(): Promise<void>;
}

/** Opens a run's socket, and its port if one is asked for, and says in run.json where they are. Throws `socket`, `api`, `api-keys`. */
export async function serveRun(run: RecordingRun, api: ApiOptions | undefined): Promise<ServedRun> {
	const store = ownStore(run, new Date().toISOString());
	const onDefect = (error: Error) =>
		run.news({level: 'error', kind: 'server', message: `a request broke: ${error.stack ?? error.message}`});
	const socket = await socketPath(run.facts.directory);
	const servers = [await createServer(store, {type: 'socket'}, onDefect)];
	try {
		await listenAt(socket, servers[0]!);
		const port = api && (await openPort(api, store, onDefect));
		if (port) servers.push(port.app);
		await run.announce({socket, ...(port === undefined ? {} : {api: port.address})});
		return {socket, api: port?.address, close: () => close(servers)};
	} catch (error) {
		await close(servers);
		throw error;
	}
}

async function listenAt(socket: string, app: FastifyInstance): Promise<void> {
	try {
		await rm(socket, {force: true}); // of a process that was killed: the run's lock says that it is ours now
		await app.listen({path: socket});
		await chmod(socket, 0o600);
	} catch (error) {
		throw new ConnectopError('failed', 'socket', `${socket}: ${messageOf(error)}`, {cause: error});
	}
}

async function close(servers: readonly FastifyInstance[]): Promise<void> {
	const until = performance.now() + farewellMs;
	const watched = () => servers.some(({websocketServer}) => websocketServer.clients.size > 0);
	while (watched() && performance.now() < until) await delay(10);
	await Promise.all(servers.map(app => app.close()));
}
