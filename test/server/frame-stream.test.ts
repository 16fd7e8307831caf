import test from 'ava';
import {streamFrames} from '../../source/server/frame-stream.ts';
import type {Head} from '../../source/server/schemas.ts';
import {decodeMessage} from '../../source/server/wire.ts';
import {until} from '../e2e/wait.ts';
import {ownPlace, serve} from './served.ts';

const place = ownPlace();
const large = {neurons: 20_500, k: 4, topology: 'ring', hz: 10, init: 'uniform'} as const;

test('of a client that looks about and takes nothing only the newest look is served, once it does', async t => {
	const {run} = await serve(t, place, large);
	const sent: Buffer[] = [];
	let waiting = 0;
	const stream = await streamFrames(
		run,
		{fps: 50, field: 'view', columns: 20, rows: 10, protocol: 1},
		{send: message => void sent.push(message), waiting: () => waiting},
	);
	t.teardown(() => stream.close());
	const heads = () => sent.map(message => decodeMessage(message).head as Head);
	const parts = () => heads().filter(head => head.type === 'part');
	const look = (x: number) => JSON.stringify({x, y: 0.5, zoom: 1, columns: 20, rows: 10});

	stream.look(look(0.1));
	t.is(parts().length, 1, 'at once while there is room');
	waiting = 1;
	const before = sent.length;
	for (let i = 0; i < 60; i++) stream.look(look(0.2 + i / 100));
	t.throws(() => stream.look('{}'), {code: 'look'}, 'what is no look is refused at once all the same');
	t.is(sent.length, before);
	waiting = 0;
	await until(
		'the last look',
		() => parts().length > 1,
		() => String(sent.length),
	);
	t.deepEqual(
		parts().map(head => head.look.x),
		[0.1, 0.79],
	);
	t.is(heads().at(-1)?.type, 'frame', 'its values follow');
});
