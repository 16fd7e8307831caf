import type {Socket} from 'node:net';
import type {FastifyError, FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {hasZodFastifySchemaValidationErrors} from 'fastify-type-provider-zod';
import {ConnectopError} from '../base/errors.ts';

/** A refusal with its HTTP status. */
export class Problem extends Error {
	readonly status: number;
	readonly code: string;

	constructor(status: number, code: string, detail: string) {
		super(detail);
		this.name = 'Problem';
		this.status = status;
		this.code = code;
	}
}

const codes: Readonly<Record<number, string>> = {
	400: 'body',
	404: 'not-found',
	405: 'method',
	413: 'too-large',
	415: 'media-type',
	429: 'too-many',
	503: 'busy',
};

/** Every refusal has the same body, and none shows what is inside. `onDefect` is told of what should not happen. */
export function answerProblems(app: FastifyInstance, onDefect: (error: Error) => void): void {
	app.setErrorHandler((error: FastifyError | Problem | ConnectopError, _request, reply) => {
		if (hasZodFastifySchemaValidationErrors(error)) {
			const validation = error.validation.map(({instancePath, message}) => ({
				path: instancePath.slice(1).replaceAll('/', '.') || 'body',
				message: message ?? 'is not allowed',
			}));
			const detail = validation.map(({path, message}) => `${path}: ${message}`).join('; ');
			return answer(reply, 400, 'validation', detail, validation);
		}
		if (error instanceof Problem) return answer(reply, error.status, error.code, error.message);
		if (error instanceof ConnectopError) return answer(reply, statusOf(error), error.code, error.message);
		const status = error.statusCode ?? 500;
		if (status < 500 || status === 503) return answer(reply, status, codes[status] ?? 'refused', error.message);
		onDefect(error);
		return answer(reply, 500, 'defect', 'something broke; the run has the report');
	});
	app.setNotFoundHandler((request, reply) =>
		answer(
			reply,
			404,
			'not-found',
			`${request.method} ${request.url.split('?', 1)[0]}: there is nothing here; /docs lists what there is`,
		),
	);
}

/** What a command refuses is the caller's mistake, or does not go with the state that the run is in. */
export function statusOf({kind, code}: ConnectopError): number {
	if (code === 'run-unknown' || code === 'checkpoint-missing') return 404;
	if (kind === 'usage') return 400;
	return kind === 'failed' ? 503 : 409;
}

function answer(
	reply: FastifyReply,
	status: number,
	error: string,
	detail: string,
	validation?: ReadonlyArray<{readonly path: string; readonly message: string}>,
): FastifyReply {
	return reply
		.code(status)
		.type('application/json; charset=utf-8')
		.serializer((body: unknown) => JSON.stringify(body))
		.send({ok: false, error, detail, ...(validation ? {validation} : {})});
}

/** What Fastify refuses before a route is found, such as a path that can't be decoded. */
export function refuseFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
	const status = error.statusCode ?? 400;
	void answer(reply, status < 500 ? status : 400, codes[status] ?? 'request', error.message.split('\n', 1)[0] ?? '');
}

/** What is no HTTP, answered on the bare connection. */
export function refuseGarbage(error: {readonly code?: string}, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) {
		socket.destroy();
		return;
	}
	const [status, reason] =
		error.code === 'HPE_HEADER_OVERFLOW' ? [431, 'Request Header Fields Too Large'] : [400, 'Bad Request'];
	const body = JSON.stringify({ok: false, error: 'request', detail: 'this is no HTTP request that can be read'});
	const head = [
		`HTTP/1.1 ${status} ${reason}`,
		'Content-Type: application/json',
		`Content-Length: ${body.length}`,
		'Connection: close',
	];
	socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
