import test from 'ava';
import {HistoryKeeper} from '../../source/run/history.ts';
import {createSeries} from '../../source/run/series.ts';
import {createShared, createSubscriber} from '../../source/run/shared.ts';

const gauges = (tick: number) => ({
	...createSubscriber(createShared(1, 1)).gauges(),
	tick,
	meanWeight: tick / 10,
	activeEdges: tick,
});

test('a history holds the newest ten minutes, one sample a call, none while nothing moves', t => {
	const keeper = new HistoryKeeper(200);
	keeper.sample(gauges(1));
	keeper.sample({...gauges(1), paused: 1});
	t.deepEqual(keeper.history.meanWeight, [0.1], 'paused');
	keeper.sample(gauges(1));
	t.deepEqual(keeper.history.meanWeight, [0.1, 0.1], 'a slow run');
	for (let tick = 3; tick <= 700; tick++) keeper.sample(gauges(tick));
	t.is(keeper.history.activeEdges.length, 600);
	t.is(keeper.history.activeEdges[0], 101);
	t.is(keeper.history.activeShare.at(-1), 3.5);
	t.is(new Set(Object.values(keeper.history).map(each => each.length)).size, 1);
	const empty = new HistoryKeeper(0);
	empty.sample(gauges(1));
	t.deepEqual(empty.history.activeShare, [0]);
});

test('a series keeps the whole run, thinned, in order', t => {
	const series = createSeries();
	const sample = (tick: number) => ({
		tick,
		sparsity: 0,
		meanWeight: tick * 2,
		cohesion: 1,
		complexity: 0,
		largestComponent: 1,
	});
	for (let tick = 0; tick < 50_000; tick++) series.add(sample(tick));
	const {tick, meanWeight} = series.columns();
	t.true(tick.length <= 20_000 && tick.length >= 10_000);
	t.is(tick[0], 0);
	t.is(tick.at(-1), 49_999);
	t.true(tick.every((value, i) => i === 0 || value > (tick[i - 1] ?? Number.NaN)));
	t.true(meanWeight.every((value, i) => value === 2 * (tick[i] ?? Number.NaN)));
});
