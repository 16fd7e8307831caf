import type {FastifyInstance} from 'fastify';
import type {ZodTypeProvider} from 'fastify-type-provider-zod';
import type {WebSocket} from 'ws';
import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {version} from '../../base/version.ts';
import {streamFrames} from '../frame-stream.ts';
import {Problem} from '../problems.ts';
import type {RunStore} from '../run-store.ts';
import {type Wish, wishSchema} from '../schemas.ts';
import {protocolVersion} from '../wire.ts';

/** A client that does not answer for so long is gone, ms. */
const heartbeatMs = 10_000;
/** Who gets the end of the run has so long to take it, ms. */
const farewellMs = 2000;
/** Messages that may come before the stream is there to hear them. */
const mostUnheard = 8;

/** The frame stream. Screens say on it what they draw; anything else that clients send is refused: commands are POSTed. */
export function frameRoutes(app: FastifyInstance, store: RunStore): void {
	app.withTypeProvider<ZodTypeProvider>().route({
		method: 'GET',
		url: '/v1/runs/:id/frames',
		schema: {
			summary: 'Frames of a run (WebSocket)',
			description:
				'Binary messages: length of the head (uint32, little endian), the head (JSON: hello, frame, end), filling up to a multiple of 4, the field (float32, little endian). A client that is slow loses frames, never events. With field=view and a large graph, frames have no field until the client has said in a message what it draws (JSON: x, y, zoom, columns, rows, watched); then it is sent that part of the graph, and its values with the frames.',
			params: z.object({id: z.string()}),
			querystring: wishSchema,
		},
		async preValidation({params}) {
			await store.open((params as {id: string}).id); // an unknown run is answered as a request, not by a socket that closes
		},
		async preHandler({query}) {
			const {protocol} = query as z.infer<typeof wishSchema>;
			if (protocol !== protocolVersion)
				throw new Problem(
					409,
					'protocol',
					`this run speaks protocol ${protocolVersion} (connectop ${version}), the client ${protocol}; use the same version on both sides`,
				);
		},
		handler() {
			throw new Problem(426, 'upgrade', 'frames come over a WebSocket: ask for an upgrade');
		},
		async wsHandler(socket, request) {
			const {id} = request.params as {id: string};
			let leave: () => void = () => undefined;
			const said: string[] = [];
			let hear = (text: string) => void said.push(text);
			// At once: a client may be gone before there is anything to send.
			socket.on('close', () => leave());
			socket.on('error', () => leave()); // a connection that breaks is closed by ws
			const refuse = (why: string) => socket.close(1008, why);
			socket.on('message', (data: Buffer, isBinary) => {
				if (isBinary || said.length >= mostUnheard) refuse('this stream takes no such messages; POST commands');
				else hear(data.toString());
			});
			const run = await store.open(id);
			const stream = await streamFrames(run, request.query as Wish, {
				send: message => socket.send(message),
				waiting: () => socket.bufferedAmount,
			});
			const stopBeating = heartbeat(socket);
			leave = () => {
				stopBeating();
				stream.close();
			};
			hear = text => {
				try {
					stream.look(text);
				} catch (error) {
					if (!(error instanceof ConnectopError)) throw error;
					refuse(error.message);
				}
			};
			for (const text of said.splice(0)) hear(text);
			if (socket.readyState !== socket.OPEN) return leave();
			const end = await run.ended;
			if (socket.readyState !== socket.OPEN) return;
			stream.end(end);
			socket.close(1000, 'the run has ended');
			setTimeout(() => socket.terminate(), farewellMs).unref();
		},
	});
}

/** Ends a connection whose other end does not answer any more. A stopped process may come back: it is only left without frames. */
function heartbeat(socket: WebSocket): () => void {
	let answered = true;
	socket.on('pong', () => (answered = true));
	const timer = setInterval(() => {
		// While bytes wait the other end is slow, or stopped: TCP finds out itself when it is gone.
		if (!answered && socket.bufferedAmount === 0) return socket.terminate();
		if (answered && socket.bufferedAmount === 0) {
			answered = false;
			socket.ping();
		}
	}, heartbeatMs).unref();
	return () => clearInterval(timer);
}
