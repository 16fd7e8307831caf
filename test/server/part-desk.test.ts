import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import type {RunClient} from '../../source/run/client.ts';
import {partDesk} from '../../source/server/part-desk.ts';
import {ringGraph} from '../ui/views/graph-fixtures.ts';

test('a graph that could not be had once is asked for again, and one that was had is not', async t => {
	let asked = 0;
	const run = {
		mapGraph: () =>
			++asked === 1
				? Promise.reject(new ConnectopError('failed', 'lost', 'lost'))
				: Promise.resolve(ringGraph(9, 2, {directed: false})),
	} as unknown as RunClient;
	await t.throwsAsync(partDesk(run), {message: 'lost'});
	const desk = await partDesk(run);
	t.is(await partDesk(run), desk);
	t.is(asked, 2);
});
