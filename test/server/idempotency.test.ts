import test from 'ava';
import {onlyOnce} from '../../source/server/idempotency.ts';

test('the same key does a thing once; another body under it is refused', async t => {
	let [done, time] = [0, 0];
	const once = onlyOnce<number>(() => time);
	const act = () => Promise.resolve(++done);
	t.is(await once('a', 'x', act), 1);
	t.is(await once('a', 'x', act), 1);
	t.is(await once('a', 'y', act), undefined);
	t.is(await once('b', 'x', act), 2);
	time = 11 * 60 * 1000;
	t.is(await once('a', 'x', act), 3, 'long ago is forgotten');
});

test('what failed may be tried again', async t => {
	const once = onlyOnce<string>(() => 0);
	await t.throwsAsync(async () => once('a', '', () => Promise.reject(new Error('no'))));
	t.is(await once('a', '', () => Promise.resolve('yes')), 'yes');
});

test('no more than a thousand answers are kept', async t => {
	let done = 0;
	const once = onlyOnce<number>(() => 0);
	const act = () => Promise.resolve(++done);
	for (let key = 0; key <= 1000; key++) await once(String(key), '', act);
	t.is(await once('1000', '', act), 1001);
	t.is(await once('0', '', act), 1002, 'the oldest went');
});
