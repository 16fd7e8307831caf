import {connect} from 'node:net';
import {WebSocket} from 'ws';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {type Head, headSchema} from '../schemas.ts';
import {decodeMessage, protocolVersion} from '../wire.ts';

/** A connection to a run's frame stream. */
export interface FrameSocket {
	/** Says what the screen draws; lost when the connection is. */
	say(text: string): void;
	close(): void;
}

export interface FrameListener {
	take(head: Head, field: Float32Array | undefined): void;
	/** The connection is over; `error` says why when it was not in order. Called once. */
	closed(error: ConnectopError | undefined): void;
}

/** What is wanted of a run's frames. */
export interface FrameWish {
	/** Frames a second at most. */
	readonly fps: number;
	/** `view`, which screens want: of a large graph the part that they say they draw; `full`: every node, whatever the graph. */
	readonly field?: 'view' | 'full' | undefined;
}

/** A run that does not answer within this is hung, or stopped, ms. */
export const patienceMs = 10_000;

/** Connects to the frame stream of run `id` behind the Unix socket. */
export function openFrames(
	socket: string,
	id: string,
	{fps, field = 'view'}: FrameWish,
	listener: FrameListener,
): FrameSocket {
	const query = new URLSearchParams({protocol: String(protocolVersion), fps: String(fps), field});
	const ws = new WebSocket(`ws://localhost/v1/runs/${encodeURIComponent(id)}/frames?${query.toString()}`, {
		createConnection: () => connect(socket),
		perMessageDeflate: false,
		handshakeTimeout: patienceMs,
		maxPayload: 2 ** 31 - 1,
	});
	let failure: ConnectopError | undefined;
	ws.binaryType = 'nodebuffer';
	ws.on('message', (data: Buffer, isBinary) => {
		try {
			if (!isBinary) throw new ConnectopError('failed', 'protocol', 'a message from the run is text');
			const {head, field} = decodeMessage(data);
			const parsed = headSchema.safeParse(head);
			if (!parsed.success)
				throw new ConnectopError(
					'failed',
					'protocol',
					`a message from the run is not understood: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`,
				);
			listener.take(parsed.data, field);
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			failure = error;
			ws.terminate();
		}
	});
	ws.on('unexpected-response', (_request, response) => {
		let text = '';
		response.setEncoding('utf8').on('data', piece => (text += piece));
		response.on('end', () => {
			failure = refusal(response.statusCode ?? 0, text);
			ws.terminate();
		});
	});
	ws.on('error', error => {
		failure ??= new ConnectopError('failed', 'lost', `the run can't be reached: ${error.message}`, {cause: error});
	});
	ws.on('close', () => listener.closed(failure));
	return {
		say(text) {
			if (ws.readyState === ws.OPEN) ws.send(text);
		},
		close: () => ws.terminate(),
	};
}

function refusal(status: number, text: string): ConnectopError {
	try {
		const {error, detail} = JSON.parse(text) as {error: string; detail: string};
		return new ConnectopError('failed', error, detail);
	} catch (cause) {
		return new ConnectopError('failed', 'protocol', `the run refused the screen (HTTP ${status}): ${messageOf(cause)}`);
	}
}
