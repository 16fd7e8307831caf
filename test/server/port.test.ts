import {readFileSync, statSync} from 'node:fs';
import {connect} from 'node:net';
import test from 'ava';
import {keysFile} from '../../source/server/api-keys.ts';
import {ask, ownPlace, serve} from './served.ts';

const place = ownPlace();
const anyPort = {host: '127.0.0.1', port: 0};

/** Sends bytes as they are and gives what comes back. */
function raw(address: string, bytes: string | Buffer): Promise<string> {
	const {hostname, port} = new URL(address);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname);
		let got = '';
		socket.setEncoding('latin1').on('data', piece => (got += piece));
		socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(got) : reject(error)));
		socket.on('close', () => resolve(got));
		socket.end(bytes);
	});
}

test('without a key nothing but livez, readyz and the documents answers', async t => {
	const {api = '', id} = await serve(t, place, {}, anyPort);
	const {operator, viewer} = JSON.parse(readFileSync(keysFile(), 'utf8'));
	t.is(statSync(keysFile()).mode & 0o777, 0o600);
	for (const path of ['/livez', '/readyz', '/docs/', '/docs/json', '/docs/static/swagger-ui.css'])
		t.is((await ask(api, 'GET', path)).status, 200, path);
	const paths = [
		'/v1/runs',
		`/v1/runs/${id}`,
		`/v1/runs/${id}/graph`,
		`/v1/runs/${id}/frames`,
		`/v1/runs/${id}/events`,
		`/v1/runs/${id}/metrics`,
		`/v1/runs/${id}/document`,
		`/v1/runs/${id}/checkpoints/state_0.npz`,
		'/nothing',
		'/docsx',
		'//docs/../v1/runs',
	];
	for (const path of paths) {
		const {status, json} = await ask(api, 'GET', path);
		t.is(status, 401, `${path}: ${JSON.stringify(json)}`);
		t.is(json.error, 'key-missing');
		t.is((await ask(api, 'GET', path, {headers: {'x-operator-key': `${operator}x`}})).json.error, 'key-wrong');
	}
	t.is((await ask(api, 'POST', `/v1/runs/${id}/commands`, {body: {id: 'pause'}})).status, 401);
	for (const headers of [{'x-operator-key': operator}, {authorization: `Bearer ${viewer}`}])
		t.is((await ask(api, 'GET', '/v1/runs', {headers})).status, 200);
	t.is((await ask(api, 'GET', '/nothing', {headers: {'x-operator-key': viewer}})).status, 404);
});

test('a viewer looks, an operator steers', async t => {
	const {api = '', id, run} = await serve(t, place, {}, anyPort);
	const {operator, viewer} = JSON.parse(readFileSync(keysFile(), 'utf8'));
	const pause = (key: string) =>
		ask(api, 'POST', `/v1/runs/${id}/commands`, {body: {id: 'pause'}, headers: {'x-operator-key': key}});
	const refused = await pause(viewer);
	t.is(refused.status, 403);
	t.is(refused.json.error, 'role');
	t.false(run.settings.paused);
	t.is((await pause(operator)).status, 200);
	t.true(run.settings.paused);
	const {text} = await ask(api, 'GET', `/v1/runs/${id}/document`, {headers: {'x-operator-key': viewer}});
	t.false(text.includes(operator) || text.includes(viewer), 'no key is told');
});

test('another host name is refused before the key is looked at', async t => {
	const {api = ''} = await serve(t, place, {}, anyPort);
	t.is((await ask(api, 'GET', '/livez', {headers: {host: 'rebound.example:8012'}})).status, 421);
	t.is((await ask(api, 'GET', '/livez', {headers: {host: '127.0.0.1:8012'}})).status, 200);
});

test('more requests than anybody makes are refused for a while, and the socket is not', async t => {
	const {api = '', socket} = await serve(t, place, {}, anyPort);
	const statuses = [];
	for (let batch = 0; batch < 14; batch++)
		statuses.push(
			...(await Promise.all(Array.from({length: 50}, async () => (await ask(api, 'GET', '/livez')).status))),
		);
	t.deepEqual([...new Set(statuses)].sort(), [200, 429]);
	t.is((await ask(api, 'GET', '/livez')).json.error, 'too-many');
	t.is((await ask(socket, 'GET', '/livez')).status, 200);
});

test('what is no HTTP is answered with 400 or hung up on', async t => {
	const {api = ''} = await serve(t, place, {}, anyPort);
	for (const bytes of [
		'GARBAGE\r\n\r\n',
		'GET / HTTP/9.9\r\n\r\n',
		'GET /livez HTTP/1.1\r\n\r\n',
		`GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
		Buffer.from([0, 255, 1, 254, 13, 10, 13, 10]),
	])
		t.regex(await raw(api, bytes), /^(HTTP\/1\.1 4\d\d |$)/);
	t.is((await ask(api, 'GET', '/livez')).status, 200);
});

test('a port that is taken is told in one line, and the run is told off', async t => {
	const {api = ''} = await serve(t, place, {}, anyPort);
	const port = Number(new URL(api).port);
	const error = await t.throwsAsync(serve(t, place, {steps: 1}, {host: '127.0.0.1', port}));
	t.is(error?.message, `127.0.0.1:${port}: something else listens there; choose another with --api-port`);
});
