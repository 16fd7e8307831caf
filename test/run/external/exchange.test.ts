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

test('an engine is waited for from a question to its answer, and silent when that is longer than usual', t => {
	let now = 1000;
	const view = viewExchange(createExchange(1, 1), () => now);
	const waits = (ms: number, counts?: boolean) => {
		view.await(true);
		now += ms;
		const silent = view.silentMs();
		view.await(false, counts);
		return silent;
	};
	t.is(view.waitedMs(), 0);
	t.is(waits(1500), 0);
	t.is(waits(4000), 0); // 1.5 s are usual by now
	t.is(waits(13_000), 13_000);
	t.is(waits(30_000), 0);
	view.setLost(false); // another process
	t.is(waits(1501), 1501);
	const other = viewExchange(createExchange(1, 1), () => now);
	other.await(true);
	now += 10_000;
	other.await(false, false); // a start says nothing of ticks
	other.await(true);
	now += 1600;
	t.is(other.silentMs(), 1600);
});
