import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {createExchange, viewExchange} from '../../../source/run/external/exchange.ts';

test('what one thread writes the other sees', t => {
	const exchange = createExchange(3, 2);
	const [here, there] = [viewExchange(exchange), viewExchange(exchange)];
	here.frame[1]![2] = 0.5;
	t.deepEqual([...there.frame[1]!], [0, 0, 0.5]);
	here.answered();
	t.is(there.answers(), 1);
	there.wait(0, 60_000); // returns at once: there is an answer
	here.setLost(true);
	t.true(there.isLost() && !there.isBroken());
	here.setBroken();
	t.true(there.isLost() && there.isBroken());
	here.setLost(false);
	t.false(there.isLost());
});

test('an engine is waited for from a question to its answer, and silent when that is longer than usual', async t => {
	const view = viewExchange(createExchange(1, 1));
	t.is(view.waitedMs(), 0);
	view.await(true);
	await delay(20);
	const waited = view.waitedMs();
	t.true(waited >= 15);
	t.is(view.silentMs(), 0); // not yet
	view.await(false);
	t.is(view.waitedMs(), 0);
	view.await(true);
	await delay(1600);
	t.true(view.silentMs() >= 1500);
	view.await(false); // 1.6 s are usual from here on
	view.await(true);
	await delay(1600);
	t.is(view.silentMs(), 0);
});
