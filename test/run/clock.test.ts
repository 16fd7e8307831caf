import test from 'ava';
import fc from 'fast-check';
import {createClock} from '../../source/run/clock.ts';

test('tick n is due at anchor + n · period: no drift over 10⁵ ticks that start whenever they can', t => {
	const hz = 7;
	const period = 1000 / hz;
	const clock = createClock(hz, 50);
	let now = 50;
	for (let n = 0; n < 100_000; n++) {
		now += clock.wait(now);
		t.assert(Math.abs(now - (50 + n * period)) < 1e-3, `tick ${n}`);
		now += (n % 5) * 0.05 * period; // late by up to a fifth of a period, and as long in the tick
		clock.start(now);
	}
	t.is(clock.pacing(now).missed, 0);
	t.true(Math.abs(now + clock.wait(now) - (50 + 100_000 * period)) < 1e-3);
});

test('late is more than 2 ms or a tenth of a period after schedule', t => {
	const slow = createClock(10, 0);
	slow.start(0);
	slow.start(109); // 9 ms late of 100
	t.is(slow.pacing(109).late, 0);
	slow.start(211);
	t.is(slow.pacing(211).late, 1);
	t.is(slow.pacing(211).latenessMs, 11);

	const fast = createClock(100, 0);
	fast.start(0);
	fast.start(11.9); // 1.9 ms
	t.is(fast.pacing(12).late, 0);
	fast.start(22.1);
	t.is(fast.pacing(23).late, 1);
});

test('a gap costs its ticks and causes no burst', t => {
	const clock = createClock(10, 0);
	clock.start(0);
	clock.start(60_050); // suspended for a minute: 599 whole periods after the tick that was due at 100
	t.is(clock.pacing(60_050).missed, 599);
	t.is(clock.wait(60_050), 50, 'the next one is in step with the old schedule');
	clock.start(60_100);
	t.is(clock.wait(60_100), 100);
	t.is(clock.pacing(60_100).missed, 599);
});

test('whatever the delays: waits are at most a period, and ticks and missed ones add up to the time', t => {
	const delays = fc.array(fc.double({min: 0, max: 700, noNaN: true}), {minLength: 1, maxLength: 50});
	fc.assert(
		fc.property(delays, list => {
			const clock = createClock(10, 0);
			let now = 0;
			for (const delay of list) {
				const wait = clock.wait(now);
				t.true(wait <= 100 + 1e-6);
				now += Math.max(0, wait) + delay;
				clock.start(now);
			}
			const {missed} = clock.pacing(now);
			const next = now + clock.wait(now);
			t.true(next > now - 1e-6 && next <= now + 100 + 1e-6);
			t.true(Math.abs(next - 100 * (list.length + missed)) < 1e-6);
		}),
	);
});

test('a new rate counts from the next tick that is due, and sooner when it is faster', t => {
	const clock = createClock(1, 0);
	clock.start(0);
	clock.setHz(100, 200);
	t.is(clock.wait(200), 10);
	clock.start(210);
	t.is(clock.wait(210), 10);
	clock.setHz(0.5, 212);
	t.is(clock.wait(212), 8, 'a tick that was promised comes');
	clock.start(220);
	t.is(clock.wait(220), 2000);
});

test('what was lost before a new rate was lost at the old one', t => {
	const clock = createClock(1, 0);
	clock.start(0);
	clock.setHz(1000, 2500);
	t.is(clock.wait(2500), 0);
	clock.start(2500);
	t.is(clock.pacing(2500).missed, 1);
	t.is(clock.wait(2500), 1);
});

test('after an anchor, ticks start from there and a pause is not lateness', t => {
	const clock = createClock(10, 0);
	clock.start(0);
	clock.anchor(90_000);
	t.is(clock.wait(90_000), 0);
	clock.start(90_000);
	t.like(clock.pacing(90_000), {late: 0, missed: 0});
	t.is(clock.wait(90_000), 100);
});

test('the achieved rate is that of the last seconds; before two ticks it is 0', t => {
	const clock = createClock(20, 0);
	t.is(clock.pacing(0).achievedHz, 0);
	for (let n = 0; n < 100; n++) clock.start(n * 50);
	t.true(Math.abs(clock.pacing(99 * 50).achievedHz - 20) < 1e-9);
	for (let n = 1; n <= 100; n++) clock.start(99 * 50 + n * 100); // the machine makes half of it
	t.true(Math.abs(clock.pacing(99 * 50 + 10_000).achievedHz - 10) < 1e-9);
	const slow = createClock(0.1, 0);
	for (let n = 0; n < 4; n++) slow.start(n * 10_000);
	t.true(Math.abs(slow.pacing(30_000).achievedHz - 0.1) < 1e-9, 'five periods when they are longer than three seconds');
});

test('the 99th percentile of lateness is of all ticks, in ms', t => {
	const clock = createClock(10, 0);
	for (let n = 0; n < 1000; n++) clock.start(n * 100 + (n < 985 ? 1 : 30));
	const {latenessP99Ms} = clock.pacing(100_000);
	t.true(Math.abs(latenessP99Ms - 30) < 0.5, String(latenessP99Ms));
});
