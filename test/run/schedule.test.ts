import test from 'ava';
import type {Interval} from '../../source/base/interval.ts';
import {createSchedule} from '../../source/run/schedule.ts';

test('seconds: once a period, in step with the start, lost periods not made up for', t => {
	const schedule = createSchedule(() => ({seconds: 1}), 500, 0);
	t.false(schedule.due(1499, 1));
	t.true(schedule.due(1600, 2));
	t.false(schedule.due(2400, 3));
	t.true(schedule.due(2500, 4), 'not a second after it was taken late, but when it was due');
	t.true(schedule.due(9900, 5));
	t.false(schedule.due(9901, 6));
	t.true(schedule.due(10_500, 7));
});

test('ticks: from one to the next, whatever the time', t => {
	const schedule = createSchedule(() => ({ticks: 3}), 0, 10);
	const due = [11, 12, 13, 14, 15, 16, 30, 31, 32, 33].filter(tick => schedule.due(0, tick));
	t.deepEqual(due, [13, 16, 30, 33]);
});

test('the interval may change at any moment, or be never', t => {
	let interval: Interval;
	const schedule = createSchedule(() => interval, 0, 0);
	t.false(schedule.due(1e9, 1e9));
	interval = {ticks: 5};
	t.true(schedule.due(1e9, 1e9 + 5));
	interval = {seconds: 2};
	t.true(schedule.due(1e9 + 2000, 1e9 + 6));
});

test('a restart counts from there', t => {
	const schedule = createSchedule(() => ({seconds: 10}), 0, 0);
	schedule.restart(9000, 5);
	t.false(schedule.due(11_000, 6));
	t.true(schedule.due(19_000, 7));
});
