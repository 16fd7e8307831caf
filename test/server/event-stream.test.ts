import {request} from 'node:http';
import test, {type ExecutionContext} from 'ava';
import {until} from '../e2e/wait.ts';
import {ask, ownPlace, type Served, serve} from './served.ts';

const place = ownPlace();

/** Listens to the events of a run; `ids` grows. */
function listen(t: ExecutionContext, {socket, id}: Served, last?: string) {
	const heard = {ids: [] as number[], status: 0, over: false, close: (): void => undefined};
	const headers = {
		host: 'localhost',
		accept: 'text/event-stream',
		...(last === undefined ? {} : {'last-event-id': last}),
	};
	const asked = request({socketPath: socket, path: `/v1/runs/${id}/events`, headers, agent: false}, response => {
		heard.status = response.statusCode ?? 0;
		let text = '';
		response.setEncoding('utf8').on('data', (piece: string) => {
			text += piece;
			heard.ids = [...text.matchAll(/^id: (\d+)\nevent: .*\ndata: \{.*\}\n\n/gm)].map(match => Number(match[1]));
		});
		response.on('close', () => (heard.over = true));
	});
	asked.on('error', () => (heard.over = true));
	asked.end();
	heard.close = () => void asked.destroy();
	t.teardown(heard.close);
	return heard;
}

test('a stream that was cut is taken up again with nothing lost and nothing twice', async t => {
	const served = await serve(t, place);
	const set = (value: number) => served.run.send({id: 'set', args: {name: 'hz', value}, by: 'library'});
	for (let value = 20; value < 40; value++) await set(value);
	const first = listen(t, served, '0');
	await until(
		'the past',
		() => first.ids.length >= 21,
		() => JSON.stringify(first),
	);
	first.close();
	for (let value = 40; value < 60; value++) await set(value);
	const second = listen(t, served, String(first.ids.at(-1)));
	for (let value = 60; value < 70; value++) await set(value);
	const all = async () =>
		(await ask(served.socket, 'GET', `/v1/runs/${served.id}/events?after=0&limit=1000`)).json.events.map(
			(each: {seq: number}) => each.seq,
		);
	const last = (await all()).at(-1);
	await until(
		'the rest',
		() => (second.ids.at(-1) ?? 0) >= last,
		() => JSON.stringify(second),
	);
	const heard = [...first.ids, ...second.ids];
	t.deepEqual(heard, (await all()).slice(0, heard.length));
});

test('a stream ends with its run', async t => {
	const served = await serve(t, place);
	const heard = listen(t, served);
	await until(
		'the stream',
		() => heard.status === 200,
		() => JSON.stringify(heard),
	);
	await served.run.send({id: 'stop', args: {}, by: 'library'});
	await served.run.ended;
	await until(
		'its end',
		() => heard.over,
		() => JSON.stringify(heard),
	);
	await served.close();
	t.pass();
});

test('a Last-Event-ID that is none is refused', async t => {
	const heard = listen(t, await serve(t, place), 'yesterday');
	await until(
		'an answer',
		() => heard.status > 0,
		() => JSON.stringify(heard),
	);
	t.is(heard.status, 400);
});
