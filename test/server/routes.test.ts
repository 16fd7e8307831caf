import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {until} from '../e2e/wait.ts';
import {ask, ownPlace, serve} from './served.ts';

const place = ownPlace();

test('the socket is its owner’s alone, and run.json says where it is', async t => {
	const {socket, run} = await serve(t, place);
	t.is(statSync(socket).mode & 0o777, 0o600);
	t.is(JSON.parse(readFileSync(join(run.facts.directory, 'run.json'), 'utf8')).socket, socket);
});

test('runs, one run and its graph', async t => {
	const {socket, run, id} = await serve(t, place);
	const {runs} = (await ask(socket, 'GET', '/v1/runs')).json;
	t.like(runs[0], {id, state: 'running', nodes: 40, model: 'void'});
	const details = (await ask(socket, 'GET', `/v1/runs/${id}`)).json;
	t.deepEqual(details.facts, JSON.parse(JSON.stringify(run.facts)));
	t.deepEqual(details.settings, JSON.parse(JSON.stringify(run.settings)));
	t.is(details.parameters.length, run.parameters.length);
	t.like((await ask(socket, 'GET', '/v1/runs/nobody')).json, {ok: false, error: 'run-unknown'});
	t.is((await ask(socket, 'GET', `/v1/runs/${id}/graph`)).status, 200);
});

test('a command takes effect and is answered with its tick and the settings', async t => {
	const {socket, run, id} = await serve(t, place);
	const path = `/v1/runs/${id}/commands`;
	const set = await ask(socket, 'POST', path, {body: {id: 'set', args: {name: 'alpha', value: 0.3}}});
	t.is(set.status, 200);
	t.is(set.json.settings.parameters.alpha, 0.3);
	t.is(run.settings.parameters['alpha'], 0.3);
	t.true(set.json.tick >= 0);
	for (const [body, status, error] of [
		[{id: 'set', args: {name: 'alpha', value: 'much'}}, 400, 'parameter'],
		[{id: 'set', args: {name: 'alhpa', value: 1}}, 400, 'parameter'],
		[{id: 'dance'}, 400, 'command'],
		[{id: 'excite', args: {node: -1}}, 400, 'arguments'],
		[{id: 'excite', args: {node: 4000}}, 400, 'node'],
		[{id: 'restore', args: {file: 'state_77.npz'}}, 404, 'checkpoint-missing'],
		[{id: 'restore', args: {file: '../../etc/passwd'}}, 400, 'restore'],
		[{}, 400, 'validation'],
		[{id: 'pause', args: {}, extra: 1}, 400, 'validation'],
		['{"id":', 400, 'body'],
		['x'.repeat(300_000), 413, 'too-large'],
	] as const) {
		const {status: got, json} = await ask(socket, 'POST', path, {body});
		t.is(got, status, JSON.stringify(json));
		t.is(json.ok, false);
		t.is(json.error, error);
		t.true(json.detail.length > 0 && !json.detail.includes('\n'), json.detail);
	}
	t.is(run.settings.parameters['alpha'], 0.3, 'nothing else has changed');
});

test('an Idempotency-Key does a command once', async t => {
	const {socket, run, id} = await serve(t, place, {steps: 1_000_000});
	const path = `/v1/runs/${id}/commands`;
	await ask(socket, 'POST', path, {body: {id: 'pause'}});
	const step = {body: {id: 'step', args: {count: 3}}, headers: {'idempotency-key': 'once'}};
	const {tick} = run.frame().status;
	const answers = await Promise.all([ask(socket, 'POST', path, step), ask(socket, 'POST', path, step)]);
	t.deepEqual(answers[0].json, answers[1].json);
	await until(
		'three ticks',
		() => run.frame().status.tick >= tick + 3,
		() => String(run.frame().status.tick),
	);
	t.is(run.frame().status.tick, tick + 3);
	const other = await ask(socket, 'POST', path, {...step, body: {id: 'step', args: {count: 4}}});
	t.is(other.status, 409);
	t.is(other.json.error, 'idempotency-key');
});

test('events as a list, before and after any of them', async t => {
	const {socket, run, id} = await serve(t, place);
	for (const value of [20, 30, 40]) await run.send({id: 'set', args: {name: 'hz', value}, by: 'library'});
	const path = `/v1/runs/${id}/events`;
	const all = (await ask(socket, 'GET', `${path}?after=0&limit=1000`)).json.events;
	const seqs = all.map((each: {seq: number}) => each.seq);
	t.deepEqual(
		seqs,
		seqs.toSorted((a: number, b: number) => a - b),
	);
	t.true(all.length >= 4);
	t.deepEqual((await ask(socket, 'GET', `${path}?after=${seqs[0]}&limit=2`)).json.events, all.slice(1, 3));
	t.deepEqual((await ask(socket, 'GET', `${path}?before=${seqs[3]}&limit=2`)).json.events, all.slice(1, 3));
	t.is((await ask(socket, 'GET', `${path}?limit=-1`)).status, 400);
	t.is((await ask(socket, 'GET', `${path}?after=x`)).status, 400);
});

test('the document of the API is made of what the requests are checked by', async t => {
	const {socket} = await serve(t, place);
	const {paths, openapi} = (await ask(socket, 'GET', '/docs/json')).json;
	t.is(openapi, '3.1.0');
	t.deepEqual(
		[
			'/v1/runs',
			'/v1/runs/{id}',
			'/v1/runs/{id}/commands',
			'/v1/runs/{id}/events',
			'/v1/runs/{id}/frames',
			'/livez',
			'/readyz',
		].filter(path => !(path in paths)),
		[],
	);
	const body = paths['/v1/runs/{id}/commands'].post.requestBody.content['application/json'].schema;
	t.deepEqual(Object.keys(body.properties), ['id', 'args', 'by']);
	const plain = await ask(socket, 'GET', '/v1/runs/x/frames');
	t.is(plain.status, 404);
	t.regex((await ask(socket, 'GET', '/docs/')).text, /swagger-ui/);
});

test('a host of another name is refused, so that no web page gets at the run', async t => {
	const {socket} = await serve(t, place);
	const {status, json} = await ask(socket, 'GET', '/v1/runs', {headers: {host: 'connectop.example'}});
	t.is(status, 421);
	t.is(json.error, 'host');
	t.is((await ask(socket, 'GET', '/livez')).status, 200);
	t.is((await ask(socket, 'GET', '/readyz')).status, 200);
	t.is((await ask(socket, 'GET', '/v1/runs')).headers['access-control-allow-origin'], undefined);
});

test('names of any length cost no tick and fill no log', async t => {
	const {socket, run, id} = await serve(t, place, {hz: 50});
	const path = `/v1/runs/${id}/commands`;
	const long = 'A'.repeat(200_000);
	const {missed} = run.frame().status;
	const begun = performance.now();
	for (let times = 0; times < 20; times++)
		for (const body of [
			{id: 'set', args: {name: long, value: 1}},
			{id: 'set', args: {name: 'noise', value: long}},
			{id: 'set', args: {name: 'hz', value: long}},
			{id: 'restore', args: {file: long}},
			{id: long},
			{id: 'stop', args: {reason: '\u001B]0;x\u0007'}},
		])
			t.is((await ask(socket, 'POST', path, {body})).status, 400);
	t.true(run.frame().events.every(({message}) => message.length <= 2001));
	t.log(`${run.frame().status.missed - missed} ticks missed in ${Math.round(performance.now() - begun)} ms`);
	t.is(run.checkpoints().length, 1);
});

test('recorders are added, listed with their newest rows and ended', async t => {
	const {socket, id} = await serve(t, place, {record: ['nodes=1-3']});
	const path = `/v1/runs/${id}/commands`;
	const added = await ask(socket, 'POST', path, {
		body: {id: 'record', args: {spec: 'metrics=cohesion every=5t to=csv'}},
	});
	t.is(added.status, 200);
	t.deepEqual(
		added.json.settings.recorders.map((each: {name: string}) => each.name),
		['W', 'metrics'],
	);
	const list = async (query = '') => (await ask(socket, 'GET', `/v1/runs/${id}/recorders${query}`)).json.recorders;
	while (!(await list()).every((each: {rows: number; file: string}) => each.rows > 2 && each.file !== ''))
		await delay(20);
	const [first, second] = await list('?newest=2');
	t.like(first, {name: 'W', file: 'records/W.npy', what: 'W of 3 nodes every tick', lost: 0});
	t.deepEqual(
		first.traces.map((each: {label: string; values: unknown[]}) => [each.label, each.values.length]),
		[
			['W 1', 2],
			['W 2', 2],
			['W 3', 2],
		],
	);
	t.like(second, {name: 'metrics', file: 'records/metrics.csv'});
	for (const [args, error] of [
		[{spec: 'nodes=400'}, 'record'],
		[{spec: 'nodes=1 name=W'}, 'record'],
		[{}, 'arguments'],
	] as const) {
		const {status, json} = await ask(socket, 'POST', path, {body: {id: 'record', args}});
		t.is(status, 400);
		t.is(json.error, error);
	}
	await ask(socket, 'POST', path, {body: {id: 'unrecord'}});
	t.deepEqual(await list(), []);
	t.is((await ask(socket, 'GET', '/v1/runs/none/recorders')).status, 404);
});
