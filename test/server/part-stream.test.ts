import {connect} from 'node:net';
import test from 'ava';
import {WebSocket} from 'ws';
import type {GraphParts} from '../../source/run/graph-part.ts';
import {attachRun} from '../../source/server/remote/attach.ts';
import {decodeMessage} from '../../source/server/wire.ts';
import {until} from '../e2e/wait.ts';
import {ask, ownPlace, serve} from './served.ts';

const place = ownPlace();
const large = {neurons: 20_500, k: 4, topology: 'ring', hz: 10, init: 'uniform'} as const;
const look = {x: 0.5, y: 0.5, zoom: 1, columns: 20, rows: 10};

test('of a large graph a screen gets what it says that it draws, and its values as they are', async t => {
	const served = await serve(t, place, large);
	const {run} = served;
	const remote = await attachRun(
		{id: served.id, path: run.facts.directory},
		{fps: 20, readOnly: false, whenDead: 'end'},
	);
	t.teardown(() => remote.detach());
	const parts = remote.parts as GraphParts;
	t.false(parts.named);
	t.is(remote.frame().field.length, 0, 'nothing is drawn yet');
	await run.send({id: 'pause', args: {}, by: 'library'});
	const graph = await run.mapGraph();
	const still = run.frame().field;
	let arrived = 0;
	parts.onArrival(() => arrived++);

	parts.look(look, [7, 20_499]);
	await until(
		'the whole graph and what is watched',
		() => remote.frame().watched?.nodes.length === 2,
		() => JSON.stringify(remote.frame().part?.look),
	);
	const {part, field, watched} = remote.frame();
	t.true(part?.dense);
	t.is(part?.shown, 20_500);
	t.is(field.length, 200);
	t.deepEqual(Array.from(watched?.values ?? []), [still[7], still[20_499]]);
	const cell = (i: number) => Math.floor((graph.y[i] ?? 0) * 10) * 20 + Math.floor((graph.x[i] ?? 0) * 20);
	for (const [at, mean] of field.entries()) t.is(Number.isNaN(mean), part?.counts[at] === 0);
	const some = cell(123);
	const own = still.filter((_, i) => cell(i) === some);
	if (own.length <= 64)
		t.true(Math.abs((field[some] ?? 0) - own.reduce((sum, value) => sum + value, 0) / own.length) < 1e-5);

	parts.look(look, [9]);
	await until(
		'another node, though the run stands still',
		() => remote.frame().watched?.nodes[0] === 9,
		() => String(arrived),
	);
	t.is(remote.frame().watched?.values[0], still[9]);
	t.is(remote.frame().part, part, 'the part is not sent again');

	parts.look({...look, x: graph.x[50] ?? 0, y: graph.y[50] ?? 0, zoom: 500}, []);
	await until(
		'nodes one by one',
		() => remote.frame().part?.dense === false,
		() => String(arrived),
	);
	const near = remote.frame();
	t.true(near.part?.nodes.includes(50));
	t.deepEqual(
		[...near.field],
		[...(near.part?.nodes ?? [])].map(node => still[node]),
	);

	const report = await parts.report('#50');
	t.like(report, {node: 50, incoming: 4, outgoing: 4, joined: 4});
	t.deepEqual(
		report.near.map(({node}) => node),
		[48, 49, 51, 52],
	);
	await t.throwsAsync(parts.report('20500'), {message: 'node 20500 does not exist; nodes are 0 to 20499'});
	t.is((await parts.hubs()).length, 40);
	t.is((await ask(served.socket, 'GET', `/v1/runs/${served.id}/nodes?of=x`)).status, 400);
});

test('who asks for every node gets every node, and a small graph is had as a whole', async t => {
	const [served, small] = [await serve(t, place, large), await serve(t, place)];
	const options = {fps: 20, readOnly: false, whenDead: 'end'} as const;
	const all = await attachRun({id: served.id, path: served.run.facts.directory}, {...options, field: 'full'});
	const whole = await attachRun({id: small.id, path: small.run.facts.directory}, options);
	t.teardown(() => {
		all.detach();
		whole.detach();
	});
	t.is(all.parts, undefined);
	t.is(all.frame().field.length, 20_500);
	t.is(whole.parts, undefined);
	t.is(whole.frame().field.length, 40);
});

test('what is no look is refused, and costs the run nothing', async t => {
	const served = await serve(t, place, large);
	const open = () =>
		new WebSocket(`ws://localhost/v1/runs/${served.id}/frames?field=view`, {
			createConnection: () => connect(served.socket),
		});
	const bad = [
		'',
		'{}',
		'[]',
		JSON.stringify({...look, columns: 1e9}),
		JSON.stringify({...look, zoom: 0}),
		JSON.stringify({...look, x: null}),
		JSON.stringify({...look, watched: Array.from({length: 1000}, (_, i) => i)}),
		JSON.stringify({...look, id: 'stop'}),
	];
	for (const text of bad) {
		const ws = open();
		ws.on('open', () => ws.send(text));
		t.is(await new Promise(resolve => ws.on('close', resolve)), 1008, text);
	}
	const ws = open();
	const heads: unknown[] = [];
	ws.on('message', (data: Buffer) => heads.push(decodeMessage(data).head));
	ws.on('open', () => ws.send(JSON.stringify({...look, watched: [1e9, 3]})));
	await until(
		'a node that is not there to be left out',
		() => heads.some(head => JSON.stringify((head as {watched?: unknown}).watched) === '[3]'),
		() => String(heads.length),
	);
	t.like(heads[0], {type: 'hello', parts: {named: false}});
	ws.terminate();
	t.false(served.run.frame().status.ended);
});
