import {connect} from 'node:net';
import test from 'ava';
import {WebSocket} from 'ws';
import type {Event} from '../../../source/run/protocol.ts';
import {attachRun} from '../../../source/server/remote/attach.ts';
import {decodeMessage} from '../../../source/server/wire.ts';
import {until} from '../../e2e/wait.ts';
import {ownPlace, type Served, serve} from '../served.ts';

const place = ownPlace();

const attach = ({run}: Served, readOnly = false) =>
	attachRun({id: run.facts.id, path: run.facts.directory}, {fps: 20, readOnly, whenDead: 'end'});

const still = async (served: Served) => {
	await served.run.send({id: 'pause', args: {}, by: 'library'});
	return served.run;
};

test('a run behind a socket shows what the same run shows here', async t => {
	const served = await serve(t, place);
	const remote = await attach(served);
	t.teardown(() => remote.detach());
	const run = await still(served);
	const same = () =>
		remote.frame().events.length === run.frame().events.length &&
		remote.frame().status.tick === run.frame().status.tick;
	await until(
		'the same to be seen',
		() => remote.frame().settings.paused && run.checkpoints().length === 1 && same(),
		() => JSON.stringify(remote.frame().events),
	);
	const [here, there] = [run.frame(), remote.frame()];
	t.deepEqual(there.facts, here.facts);
	t.deepEqual(there.settings, JSON.parse(JSON.stringify(here.settings)));
	t.deepEqual([...there.field], [...here.field]);
	t.deepEqual(there.events, JSON.parse(JSON.stringify(here.events)));
	t.deepEqual(there.status.metrics, here.status.metrics);
	t.deepEqual(JSON.parse(JSON.stringify(remote.parameters)), JSON.parse(JSON.stringify(run.parameters)));
	const {x, rowPtr, colIdx, weight, names, directed} = await run.mapGraph();
	const graph = await remote.mapGraph();
	t.deepEqual(
		{...graph, x: [...graph.x], rowPtr: [...graph.rowPtr], colIdx: [...graph.colIdx], weight: [...graph.weight]},
		{
			...graph,
			x: [...x],
			rowPtr: [...rowPtr],
			colIdx: [...colIdx],
			weight: [...weight],
			...(names ? {names} : {}),
			directed,
		},
	);
});

test('a command is answered, and the settings are known before the next one is sent', async t => {
	const served = await serve(t, place);
	const remote = await attach(served);
	t.teardown(() => remote.detach());
	const events: Event[] = [];
	remote.onEvent(event => events.push(event));
	t.like(await remote.send({id: 'set', args: {name: 'hz', value: 33}, by: 'key'}), {ok: true});
	t.is(remote.settings.hz, 33);
	t.deepEqual(await remote.send({id: 'set', args: {name: 'hz', value: -1}, by: 'key'}), {
		ok: false,
		code: 'parameter',
		error: 'hz: -1 is not allowed; use a number from 0.001 to 1000',
	});
	await until(
		'the event of the command',
		() => events.some(each => each.message.includes('33 Hz')),
		() => JSON.stringify(events),
	);
	t.like(
		events.find(each => each.message.includes('33 Hz')),
		{kind: 'set', data: {by: 'key'}},
	);
	const [first] = await remote.nextEvents(0, 1);
	t.like(first, {kind: 'start'});
});

test('who only looks is refused here and changes nothing there', async t => {
	const served = await serve(t, place);
	const remote = await attach(served, true);
	t.teardown(() => remote.detach());
	t.like(await remote.send({id: 'set', args: {name: 'hz', value: 33}, by: 'key'}), {ok: false, code: 'read-only'});
	t.is(served.run.settings.hz, 50);
	t.like(remote.frame().link, {state: 'read-only'});
});

test('the end of the run reaches everybody who looks', async t => {
	const served = await serve(t, place);
	const watchers = await Promise.all([attach(served), attach(served), attach(served)]);
	await watchers[0].send({id: 'stop', args: {reason: 'enough'}, by: 'key'});
	const end = await served.run.ended;
	await served.close();
	for (const watcher of watchers) {
		t.deepEqual(await watcher.ended, {reason: 'enough', summary: end.summary});
		t.true(watcher.frame().status.ended);
		t.like(await watcher.send({id: 'pause', args: {}, by: 'key'}), {ok: false, code: 'ended'});
	}
	t.like(await t.throwsAsync(attach(served)), {code: 'run-over'});
});

test('leaving ends nothing', async t => {
	const served = await serve(t, place);
	const remote = await attach(served);
	remote.detach();
	t.like(await remote.ended, {reason: 'detached'});
	const {tick} = served.run.frame().status;
	await until(
		'more ticks',
		() => served.run.frame().status.tick > tick + 5,
		() => 'none',
	);
	t.pass();
});

test('a reader that takes nothing loses frames and no events, and the others and the run go on', async t => {
	const served = await serve(t, place, {neurons: 20_000, hz: 100});
	const ws = new WebSocket(`ws://localhost/v1/runs/${served.id}/frames?fps=30`, {
		createConnection: () => connect(served.socket),
	});
	const heads: {type: string; skipped?: number; events?: Event[]}[] = [];
	ws.on('message', (data: Buffer) => heads.push(decodeMessage(data).head as (typeof heads)[number]));
	await new Promise(resolve => ws.once('message', resolve));
	t.is(heads[0]?.type, 'hello');
	ws.pause();
	const remote = await attach(served);
	t.teardown(() => remote.detach());
	const {tick} = served.run.frame().status;
	await served.run.send({id: 'set', args: {name: 'hz', value: 99}, by: 'library'});
	await until(
		'the one who reads to see 200 ticks',
		() => remote.frame().status.tick > tick + 200,
		() => String(remote.frame().status.tick),
	);
	ws.resume();
	await until(
		'the slow one to see the event',
		() => heads.some(head => head.events?.some(each => each.message.includes('99 Hz'))),
		() => JSON.stringify(heads.at(-1)),
	);
	await until(
		'word of the frames that were left out',
		() => (heads.at(-1)?.skipped ?? 0) > 5,
		() => JSON.stringify(heads.at(-1)),
	);
	ws.terminate();
	t.pass();
});

test('a client of another protocol is told so', async t => {
	const {socket, id} = await serve(t, place);
	const ws = new WebSocket(`ws://localhost/v1/runs/${id}/frames?protocol=99`, {
		createConnection: () => connect(socket),
	});
	const [status, text] = await new Promise<[number, string]>(resolve =>
		ws.on('unexpected-response', (_, response) => {
			let body = '';
			response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
			response.on('end', () => resolve([response.statusCode ?? 0, body]));
		}),
	);
	t.is(status, 409);
	t.regex(
		JSON.parse(text).detail,
		/^this run speaks protocol 1 \(connectop .*\), the client 99; use the same version on both sides$/,
	);
});

test('who sends on the frame stream is hung up on', async t => {
	const {socket, id, run} = await serve(t, place);
	const ws = new WebSocket(`ws://localhost/v1/runs/${id}/frames`, {createConnection: () => connect(socket)});
	await new Promise(resolve => ws.once('message', resolve));
	ws.send('{"id":"stop"}');
	t.is(await new Promise(resolve => ws.on('close', resolve)), 1008);
	t.false(run.frame().status.ended);
});
