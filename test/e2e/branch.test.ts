import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {ask} from '../server/served.ts';
import {built, run, scratch, start} from './program.ts';
import {until} from './wait.ts';

test.before(built);

const documentIn = (directory: string) => JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));

test('a branch is a run of its own from this state; both go on and each is found', async t => {
	const folder = scratch(t);
	const {stdout, code} = await run(t, folder, ['--detach', '--neurons', '60', '--hz', '50', '--viz-every', '0']);
	t.is(code, 0);
	const id = stdout.trim();
	const origin = join(folder, 'runs', id);
	const {socket} = documentIn(origin);
	const commands = `/v1/runs/${id}/commands`;
	t.is((await ask(socket, 'POST', commands, {body: {id: 'set', args: {name: 'alpha', value: 0.3}}})).status, 200);
	const {status, json} = await ask(socket, 'POST', commands, {body: {id: 'branch', args: {name: 'warmer'}}});
	t.is(status, 200, JSON.stringify(json));
	const {id: branched, directory} = json.data;
	t.regex(branched, /-warmer$/);

	const document = documentIn(directory);
	t.like(document.origin, {run: id, directory: origin, tick: json.tick});
	t.is(document.settings.parameters.alpha, 0.3);
	const [header] = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n');
	t.like(JSON.parse(header ?? ''), {kind: 'header', from: {tick: json.tick}});
	const same = (file: string) => readFileSync(join(directory, file)).equals(readFileSync(join(origin, file)));
	t.true(
		readdirSync(directory)
			.filter(name => name.startsWith('graph-'))
			.every(same),
		'the same graph',
	);

	const ticks = async (at: string, of: string) => (await ask(at, 'GET', `/v1/runs/${of}`)).json.status.tick as number;
	const [one, two] = [await ticks(socket, id), await ticks(document.socket, branched)];
	for (const [at, of, from] of [
		[socket, id, one],
		[document.socket, branched, two],
	] as const) {
		let tick = 0;
		const look = async () => (tick = await ticks(at, of));
		await until(
			`${of} to go on`,
			() => {
				void look();
				return tick > from + 10;
			},
			() => String(tick),
		);
	}
	const {stdout: list} = await run(t, folder, ['runs', '--live', '--json']);
	t.deepEqual(
		list
			.trim()
			.split('\n')
			.map(line => JSON.parse(line).id)
			.sort(),
		[id, branched].sort(),
	);
	const refused = await ask(socket, 'POST', commands, {body: {id: 'branch', args: {name: 'a b'}}});
	t.is(refused.status, 400);
	t.is(refused.json.detail, 'branch: name: use up to 64 letters, digits, _, . and -');
});

test('serve speaks for every run: live ones pass on, ended ones are read', async t => {
	const folder = scratch(t);
	t.is(
		(
			await run(t, folder, [
				'--no-ui',
				'--neurons',
				'30',
				'--steps',
				'20',
				'--hz',
				'500',
				'--run-dir',
				'over',
				'--log-every',
				'1t',
			])
		).code,
		0,
	);
	const live = (await run(t, folder, ['--detach', '--neurons', '30', '--hz', '50', '--viz-every', '0'])).stdout.trim();
	const server = start(t, folder, ['serve', '--api-port', '0']);
	await until(
		'the server',
		() => server.stderr().includes('API over all runs'),
		() => server.stderr(),
	);
	const address = server.stdout().trim();
	const {operator} = JSON.parse(readFileSync(join(folder, 'state', 'connectop', 'api-keys.json'), 'utf8'));
	t.false(server.stderr().includes(operator), 'no key is printed');
	const headers = {'x-operator-key': operator};
	const get = async (path: string) => (await ask(address, 'GET', path, {headers})).json;
	t.deepEqual(
		(await get('/v1/runs')).runs.map(({id, state}: {id: string; state: string}) => [id, state]),
		[
			[live, 'running'],
			['over', 'ended'],
		],
	);
	t.like(await get('/v1/runs/over'), {ok: false, error: 'run-over'});
	t.like(await get('/v1/runs/over/document'), {id: 'over', lastTick: 20});
	// Stretches of wall time, in some of which there may have been no tick
	const {length} = (await get('/v1/runs/over/metrics?points=5')).tick;
	t.true(length >= 1 && length <= 5);
	t.like((await get('/v1/runs/over/events?after=0')).events.at(-1), {kind: 'end'});
	const {status, json} = await ask(address, 'POST', `/v1/runs/${live}/commands`, {
		headers,
		body: {id: 'set', args: {name: 'hz', value: 20}},
	});
	t.is(status, 200);
	t.is(json.settings.hz, 20);
	t.is((await get(`/v1/runs/${live}`)).settings.hz, 20);
	server.child.kill('SIGINT');
	t.is((await server.ended).code, 130);
	t.is((await run(t, folder, ['stop', live])).code, 0);
});

test('a port that is taken is told before there is a run', async t => {
	const folder = scratch(t);
	const first = start(t, folder, ['serve', '--api-port', '0']);
	await until(
		'the server',
		() => first.stderr().includes('API over all runs'),
		() => first.stderr(),
	);
	const {port} = new URL(first.stdout().trim());
	for (const how of ['--detach', '--no-ui']) {
		const {code, stderr} = await run(t, folder, [how, '--api', '--api-port', port, '--neurons', '20']);
		t.is(code, 1);
		t.regex(
			stderr,
			new RegExp(`^connectop: 127.0.0.1:${port}: something else listens there; choose another with --api-port$`, 'm'),
		);
	}
	t.false(existsSync(join(folder, 'runs')), 'no run was begun');
});
