import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:http';
import {connect} from 'node:net';
import process from 'node:process';
import test from 'ava';
import {WebSocket} from 'ws';
import {keysFile} from '../../source/server/api-keys.ts';
import {ownPlace, type Served, serve} from './served.ts';

const place = ownPlace();

/** Requests of each kind; CONNECTOP_MALFORMED=50000 sends as many as a release is tried with. */
const count = Number(process.env['CONNECTOP_MALFORMED'] ?? 2000);

/** Random numbers that are the same at every run. */
function randomNumbers(seed: number) {
	let state = seed;
	const next = () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
	const below = (most: number) => Math.floor(next() * most);
	return {below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T};
}

type Random = ReturnType<typeof randomNumbers>;

const oddValues: readonly unknown[] = [
	null,
	true,
	-1,
	1e308,
	'',
	' ',
	'\u0000',
	'🧠',
	'x'.repeat(5000),
	[],
	{},
	[[]],
	'../../etc/passwd',
	'__proto__',
	'NaN',
	'-0',
	{length: -1},
	2 ** 53,
	'%00',
	"' OR 1=1",
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'];
const commandIds = [
	'pause',
	'set',
	'stimulus',
	'excite',
	'quench',
	'step',
	'restore',
	'checkpoint',
	'branch',
	'clamp',
	'silence',
	'break',
	'undo',
	'settings',
	'stop ',
];

function oddPath({below, pick}: Random, id: string): string {
	const run = pick([id, id, id, 'nobody', '..', '%2e%2e', '%', '*', 'x'.repeat(3000), '__proto__']);
	const tail = pick([
		'',
		'/graph',
		'/events',
		'/metrics',
		'/frames',
		'/commands',
		'/document',
		'/checkpoints/state_0.npz',
		`/checkpoints/${pick(['%2f', 'run.json', 'state_0.npz', '..%2frun.json'])}`,
		'/zzz',
	]);
	const keys = [
		'limit',
		'before',
		'after',
		'points',
		'from',
		'to',
		'against',
		'fps',
		'field',
		'columns',
		'rows',
		'protocol',
		'__proto__',
	];
	const query = Array.from(
		{length: below(4)},
		() => `${pick(keys)}=${encodeURIComponent(String(pick(oddValues)))}`,
	).join('&');
	return pick([
		`/v1/runs/${run}${tail}?${query}`,
		`/v1/runs?${query}`,
		`/docs/${query}`,
		`/docs/static/${run}`,
		`//${run}`,
		'/readyz',
		`/%${query}`,
	]);
}

function oddBody({below, pick}: Random): string {
	const value = () => pick(oddValues);
	const args = Object.fromEntries(
		Array.from({length: below(4)}, () => [
			pick(['name', 'value', 'node', 'nodes', 'hops', 'texts', 'file', 'count', 'when', 'do', 'settings', 'x']),
			value(),
		]),
	);
	const body = JSON.stringify(
		pick<unknown>([
			{id: pick(commandIds), args},
			{id: pick(commandIds), args: value()},
			{id: value(), args},
			value(),
			[args],
			{...args},
		]),
	);
	const cut = below(4) === 0 ? body.slice(0, below(body.length + 1)) : body;
	return below(200) === 0 ? cut.padEnd(300_000, 'x') : cut;
}

/** Sends one odd request and gives its status; 0 when it was hung up on. */
function send(
	where: object,
	agent: Agent,
	random: Random,
	id: string,
	headers: Readonly<Record<string, string>>,
): Promise<number> {
	const method = random.pick(methods);
	const body = method === 'GET' || method === 'HEAD' ? undefined : oddBody(random);
	const odd: Record<string, string> = {
		...headers,
		'content-type': random.pick([
			'application/json',
			'application/json',
			'application/json',
			'text/plain',
			'application/json; charset=utf-7',
			'x',
		]),
		accept: random.pick(['*/*', '*/*', 'application/json', 'text/html']),
		'idempotency-key': random.pick(['a', 'b', 'x'.repeat(300), ' ']),
		'last-event-id': random.pick(['1', '-1', 'x']),
	};
	return new Promise((resolve, reject) => {
		const asked = request({...where, agent, method, path: oddPath(random, id), headers: odd}, response => {
			response.resume();
			response.on('close', () => resolve(response.statusCode ?? 0));
		});
		asked.on('error', (error: NodeJS.ErrnoException) =>
			['ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT'].includes(error.code ?? '') ? resolve(0) : reject(error),
		);
		asked.end(body);
	});
}

async function flood(
	keep: boolean,
	where: (n: number) => object,
	id: string,
	headers: Readonly<Record<string, string>>,
	seed: number,
): Promise<Map<number, number>> {
	const random = randomNumbers(seed);
	const statuses = new Map<number, number>();
	const agents = Array.from({length: 50}, () => new Agent({keepAlive: keep, maxSockets: 1}));
	for (let sent = 0; sent < count; sent += agents.length) {
		const answers = await Promise.all(agents.map((agent, n) => send(where(n), agent, random, id, headers)));
		for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
	}
	for (const agent of agents) agent.destroy();
	return statuses;
}

const server = (statuses: Map<number, number>) => [...statuses.keys()].filter(status => status >= 500);

/** The run takes commands as before, and nothing that was refused has changed it. */
async function asBefore({run}: Served): Promise<boolean> {
	await run.send({id: 'pause', args: {}, by: 'library'});
	return (await run.send({id: 'resume', args: {}, by: 'library'})).ok;
}

test.serial('odd requests on the socket are answered, none as a defect, and the run goes on', async t => {
	const served = await serve(t, place, {hz: 20});
	const statuses = await flood(true, () => ({socketPath: served.socket}), served.id, {host: 'localhost'}, 1);
	t.deepEqual(server(statuses), [], JSON.stringify([...statuses]));
	t.true((statuses.get(200) ?? 0) > 0 && (statuses.get(400) ?? 0) > 0, JSON.stringify([...statuses]));
	t.true(await asBefore(served));
});

test.serial('odd requests on the port, with a key and without', async t => {
	const served = await serve(t, place, {hz: 20}, {host: '127.0.0.1', port: 0});
	const {operator} = JSON.parse(readFileSync(keysFile(), 'utf8'));
	const port = Number(new URL(served.api ?? '').port);
	// Each from an address of its own, or the limit of requests would answer for the handlers.
	let address = 0;
	const from = () => ({
		host: '127.0.0.1',
		port,
		localAddress: `127.${1 + (address >> 14)}.${(address >> 7) % 128}.${1 + (address++ % 127)}`,
	});
	const keyed = await flood(false, from, served.id, {'x-operator-key': operator}, 2);
	t.deepEqual(server(keyed), [], JSON.stringify([...keyed]));
	const bare = await flood(false, from, served.id, {}, 3);
	t.deepEqual(server(bare), [], JSON.stringify([...bare]));
	t.true(await asBefore(served));
});

test.serial('odd handshakes and frames on the WebSocket', async t => {
	const served = await serve(t, place, {hz: 20});
	const random = randomNumbers(4);
	for (let sent = 0; sent < count / 10; sent += 10) {
		await Promise.all(
			Array.from({length: 10}, async () => {
				const query = `${random.pick(['fps', 'field', 'protocol', 'columns'])}=${encodeURIComponent(String(random.pick(oddValues)))}`;
				const ws = new WebSocket(
					`ws://localhost/v1/runs/${random.pick([served.id, served.id, 'x'])}/frames?${random.below(2) === 0 ? '' : query}`,
					{
						createConnection: () => connect(served.socket),
					},
				);
				const closed = new Promise(resolve => ws.on('close', resolve));
				ws.on('error', () => undefined); // a refusal is one
				ws.on('open', () => {
					const bytes = Buffer.from(Array.from({length: random.below(40)}, () => random.below(256)));
					if (random.below(2) === 0) ws.send(bytes);
					else (ws as unknown as {_socket: {write(bytes: Buffer): void}})._socket.write(bytes); // no frame at all
					setTimeout(() => ws.terminate(), random.below(20));
				});
				await closed;
			}),
		);
	}
	t.true(await asBefore(served));
});
