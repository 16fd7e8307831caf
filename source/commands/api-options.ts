import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import {keyVariable} from '../server/key-variable.ts';
import type {ApiOptions} from '../server/open-port.ts';
import type {Arguments} from './arguments.ts';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** The API that a command line asks for. Throws usage errors; an address that others can reach needs a key that was given. */
export function readApi(args: Arguments): ApiOptions | undefined {
	if (args['api'] !== true) return undefined;
	const host = String(args['apiHost'] ?? '127.0.0.1');
	const port = Number(args['apiPort'] ?? 8012);
	if (!Number.isInteger(port) || port < 0 || port > 65535)
		throw new ConnectopError(
			'usage',
			'option',
			`--api-port ${String(args['apiPort'])}: use a whole number from 0 to 65535`,
		);
	if (!loopback.has(host) && (process.env[keyVariable] ?? '') === '')
		throw new ConnectopError(
			'usage',
			'api-host',
			`--api-host ${host}: others can reach it, so set a key of your own in ${keyVariable}, or leave it at 127.0.0.1`,
		);
	return {host, port};
}
