import {readdirSync} from 'node:fs';
import {connect, type Socket} from 'node:net';
import test from 'ava';
import {until} from '../e2e/wait.ts';
import {ask, ownPlace, serve} from './served.ts';

const place = ownPlace();
const descriptors = () => readdirSync('/proc/self/fd').length;

/** Asks for a WebSocket on a bare connection, which it leaves open; gives the first line of the answer. */
function upgrade(
	address: string,
	path: string,
	host: string,
): Promise<{readonly line: string; readonly socket: Socket}> {
	const {hostname, port} = new URL(address);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname);
		socket.on('error', reject);
		socket.once('data', data => resolve({line: data.toString().split('\r\n', 1)[0] ?? '', socket}));
		socket.write(
			`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
		);
	});
}

test.serial('an upgrade that is refused leaves no connection behind', async t => {
	const {api = '', id} = await serve(t, place, {}, {host: '127.0.0.1', port: 0});
	await ask(api, 'GET', '/livez');
	const before = descriptors();
	for (const [path, host, status] of [
		[`/v1/runs/${id}/frames`, 'localhost', 401],
		['/v1/runs', 'localhost', 401],
		['/nowhere', 'localhost', 401],
		[`/v1/runs/${id}/frames`, 'rebound.example', 421],
	] as const) {
		for (let times = 0; times < 10; times++) {
			const {line, socket} = await upgrade(api, path, host);
			t.is(Number(line.split(' ')[1]), status, line);
			await until(
				'the server to hang up',
				() => socket.closed || socket.readableEnded,
				() => line,
			);
			socket.destroy();
		}
	}
	await until(
		'every connection to be gone',
		() => descriptors() <= before + 2,
		() => `${descriptors()} of ${before}`,
	);
	t.pass();
});

test.serial('keys can not be guessed for long', async t => {
	const {api = ''} = await serve(t, place, {}, {host: '127.0.0.1', port: 0});
	const statuses = new Set<number>();
	for (let batch = 0; batch < 14; batch++) {
		const guesses = Array.from({length: 50}, (_, at) =>
			ask(api, 'GET', '/v1/runs', {headers: {'x-operator-key': `guess ${batch} ${at}`}}),
		);
		for (const {status} of await Promise.all(guesses)) statuses.add(status);
	}
	t.deepEqual([...statuses].sort(), [401, 429]);
});

test.serial('connections that say nothing are bounded', async t => {
	const {api = ''} = await serve(t, place, {}, {host: '127.0.0.1', port: 0});
	const {hostname, port} = new URL(api);
	const before = descriptors();
	const sockets = Array.from({length: 400}, () => connect(Number(port), hostname).on('error', () => undefined));
	t.teardown(() => {
		for (const socket of sockets) socket.destroy();
	});
	await until(
		'those beyond the limit to be hung up on',
		() => sockets.filter(each => each.closed).length >= 400 - 256,
		() => String(sockets.filter(each => each.closed).length),
	);
	t.true(descriptors() - before <= 2 * 256 + 10);
});
