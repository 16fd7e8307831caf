import helmet from '@fastify/helmet';
import {fastifySSE as sse} from '@fastify/sse';
import websocket from '@fastify/websocket';
import fastify, {type FastifyInstance} from 'fastify';
import {serializerCompiler, validatorCompiler} from 'fastify-type-provider-zod';
import {type Keys, requireHost, requireKey} from './auth.ts';
import {answerProblems, Problem, refuseFrameworkError, refuseGarbage} from './problems.ts';
import {commandRoutes} from './routes/commands.ts';
import {documentRoutes} from './routes/documents.ts';
import {eventRoutes} from './routes/events.ts';
import {frameRoutes} from './routes/frames.ts';
import {healthRoutes} from './routes/health.ts';
import {recorderRoutes} from './routes/recorders.ts';
import {runRoutes} from './routes/runs.ts';
import {stateRoutes} from './routes/state.ts';
import type {RunStore} from './run-store.ts';

/** How a server is reached, which decides whom it trusts. */
export type Door =
	/** A socket that only its owner can open. */
	| {readonly type: 'socket'}
	/** A port: everybody on the machine, or in the network, can knock. */
	| {readonly type: 'port'; readonly keys: Keys; readonly hosts: readonly string[]};

const bodyLimit = 256 * 1024;
/** At once, on a port; further ones are hung up on. */
const mostConnections = 256;
/** Of one address. */
const requests = {max: 600, timeWindow: 60_000};

/** A server for `runs`, not yet listening. `onDefect` is told of what should not happen. */
export async function createServer(
	runs: RunStore,
	door: Door,
	onDefect: (error: Error) => void,
): Promise<FastifyInstance> {
	const app = fastify({
		bodyLimit,
		forceCloseConnections: true,
		// A request that never ends holds a connection, no more: those on the port are cut off.
		...(door.type === 'port' ? {requestTimeout: 30_000, http: {headersTimeout: 10_000}} : {}),
		frameworkErrors: refuseFrameworkError,
		clientErrorHandler: refuseGarbage,
		routerOptions: {maxParamLength: 200},
	});
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	answerProblems(app, onDefect);
	// First: only it knows of the connection behind a request for an upgrade, and closes it when the request is refused.
	await app.register(websocket, {options: {maxPayload: 64 * 1024, perMessageDeflate: false}});
	requireHost(app, door.type === 'socket' ? ['localhost'] : door.hosts);
	if (door.type === 'port') {
		app.server.maxConnections = mostConnections;
		const [{default: pressure}, {default: rateLimit}] = await Promise.all([
			import('@fastify/under-pressure'),
			import('@fastify/rate-limit'),
		]);
		await app.register(pressure, {maxEventLoopDelay: 1000, message: 'busy; try again', retryAfter: 5});
		await app.register(rateLimit, {
			...requests,
			global: false,
			errorResponseBuilder: (_request, {after}) =>
				new Problem(429, 'too-many', `too many requests; try again in ${after}`),
		});
		app.addHook('onRequest', app.rateLimit()); // before the key: keys must not be guessed
		requireKey(app, door.keys);
	}
	await app.register(helmet, {contentSecurityPolicy: false});
	await app.register(sse, {heartbeatInterval: 15_000});
	await documentRoutes(app);
	app.after(() => {
		healthRoutes(app, runs);
		runRoutes(app, runs);
		recorderRoutes(app, runs);
		stateRoutes(app, runs);
		eventRoutes(app, runs);
		frameRoutes(app, runs);
		commandRoutes(app, runs);
	});
	await app.ready();
	return app;
}
