import {Agent, request} from 'node:http';
import {ConnectopError} from '../../base/errors.ts';
import {protocolHeader, protocolVersion} from '../wire.ts';

/** What a run answered. */
export interface Answer {
	readonly status: number;
	readonly body: Buffer;
}

/** Asks a run things through its socket, over connections that are kept. */
export interface Requester {
	get(path: string): Promise<Answer>;
	post(path: string, body: object, headers: Readonly<Record<string, string>>): Promise<Answer>;
	close(): void;
}

/** A run that does not answer within this is taken for hung, ms. */
const patienceMs = 30_000;

/** `socket` is the path of a Unix socket. Promises reject with `lost` when the run can't be reached. */
export function createRequester(socket: string): Requester {
	const agent = new Agent({keepAlive: true, maxSockets: 4});
	const ask = (method: string, path: string, body: string | undefined, headers: Readonly<Record<string, string>>) =>
		new Promise<Answer>((resolve, reject) => {
			const asked = request({
				socketPath: socket,
				agent,
				method,
				path,
				timeout: patienceMs,
				headers: {
					host: 'localhost',
					[protocolHeader]: String(protocolVersion),
					...(body === undefined
						? {}
						: {'content-type': 'application/json', 'content-length': Buffer.byteLength(body)}),
					...headers,
				},
			});
			asked.on('timeout', () => asked.destroy(new Error(`no answer in ${patienceMs / 1000} s`)));
			const lost = (cause: Error) =>
				reject(new ConnectopError('failed', 'lost', `the run can't be reached: ${cause.message}`, {cause}));
			asked.on('error', lost);
			asked.on('response', response => {
				const pieces: Buffer[] = [];
				response.on('data', (piece: Buffer) => pieces.push(piece));
				response.on('error', lost);
				response.on('end', () => resolve({status: response.statusCode ?? 0, body: Buffer.concat(pieces)}));
			});
			asked.end(body);
		});
	return {
		get: path => ask('GET', path, undefined, {}),
		post: (path, body, headers) => ask('POST', path, JSON.stringify(body), headers),
		close: () => agent.destroy(),
	};
}

/** The JSON of an answer. Throws the refusal that it holds. */
export function jsonOf<T>({status, body}: Answer): T {
	const text = body.toString();
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new ConnectopError('failed', 'protocol', `the run answered with no JSON (HTTP ${status})`, {cause});
	}
	if (status < 400) return value as T;
	const {error = 'refused', detail = `HTTP ${status}`} = value as {error?: string; detail?: string};
	throw new ConnectopError(status === 400 ? 'usage' : status >= 500 ? 'failed' : 'invalid', error, detail);
}
