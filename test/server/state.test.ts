import {request} from 'node:http';
import test from 'ava';
import {decodeNpy} from '../../source/records/npy.ts';
import {ask, ownPlace, serve} from './served.ts';

const place = ownPlace();

/** The bytes and headers of an answer from a run's socket. */
function bytesOf(socket: string, path: string) {
	return new Promise<{headers: Record<string, unknown>; body: Buffer}>((resolve, reject) => {
		const asked = request({socketPath: socket, path, headers: {host: 'localhost'}, agent: false}, response => {
			const pieces: Buffer[] = [];
			response.on('data', (piece: Buffer) => pieces.push(piece));
			response.on('end', () => resolve({headers: response.headers, body: Buffer.concat(pieces)}));
		});
		asked.on('error', reject);
		asked.end();
	});
}

test('the field comes as a numpy array, with the status of the same tick', async t => {
	const {socket, run, id} = await serve(t, place);
	await run.send({id: 'pause', args: {}, by: 'library'});
	const {headers, body} = await bytesOf(socket, `/v1/runs/${id}/field?variable=W`);
	const {data, shape} = decodeNpy(body, 'field');
	t.deepEqual(shape, [40]);
	t.deepEqual(data, new Float32Array(run.frame().field));
	t.is(headers['x-connectop-variable'], 'W');
	t.is(headers['x-connectop-variables'], 'W');
	t.is(JSON.parse(String(headers['x-connectop-status'])).tick, run.frame().status.tick);
});

test('who waits for a tick is answered when it is over, and after the time in any case', async t => {
	const {socket, run, id} = await serve(t, place);
	const path = `/v1/runs/${id}`;
	const {tick} = (await ask(socket, 'GET', `${path}/status`)).json.status;
	const later = (await ask(socket, 'GET', `${path}/status?after=${tick + 10}`)).json.status;
	t.true(later.tick > tick + 10);
	await run.send({id: 'pause', args: {}, by: 'library'});
	const still = run.frame().status.tick;
	const waited = (await ask(socket, 'GET', `${path}/status?after=${still}&wait=0.05`)).json.status;
	t.is(waited.tick, still);
	const stepped = ask(socket, 'GET', `${path}/status?after=${still}&wait=30`);
	await run.send({id: 'step', args: {}, by: 'library'});
	t.is((await stepped).json.status.tick, still + 1);
	const restored = ask(socket, 'GET', `${path}/status?after=${still + 1}&wait=30`);
	await run.send({id: 'restore', args: {file: 'state_0.npz'}, by: 'library'});
	t.like((await restored).json.status, {tick: 0, epoch: 1});
});

test('a variable that is not there, and waits that are none, are refused in one line', async t => {
	const {socket, id} = await serve(t, place);
	for (const [path, error] of [
		['field?variable=V', 'variable'],
		['field?after=-1', 'validation'],
		['status?after=x', 'validation'],
		['status?wait=31', 'validation'],
	] as const) {
		const {status, json} = await ask(socket, 'GET', `/v1/runs/${id}/${path}`);
		t.is(status, 400);
		t.is(json.error, error);
		t.false(json.detail.includes('\n'));
	}
	t.is((await ask(socket, 'GET', '/v1/runs/nobody/field')).status, 404);
});
