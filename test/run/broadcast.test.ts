import test from 'ava';
import {createBroadcast} from '../../source/run/broadcast.ts';
import type {Event} from '../../source/run/protocol.ts';

const event = (seq: number, kind: string, by: string): Event => ({
	v: 1,
	ts: '',
	seq,
	epoch: 0,
	tick: seq,
	level: 'info',
	kind,
	message: `${kind} ${seq}`,
	data: {by},
});

test('what comes by itself again and again takes one place, and what was done stays', t => {
	const broadcast = createBroadcast();
	const heard: Event[] = [];
	broadcast.onEvent(each => heard.push(each));
	broadcast.publishEvent(event(1, 'set', 'key'));
	for (let seq = 2; seq <= 3000; seq++) broadcast.publishEvent(event(seq, 'stimulus', 'input'));
	broadcast.publishEvent(event(3001, 'set', 'key'));
	broadcast.publishEvent(event(3002, 'set', 'key'));
	for (let seq = 3003; seq <= 3005; seq++) broadcast.publishEvent(event(seq, 'step', 'key'));
	t.deepEqual(
		broadcast.events.map(({seq, times}) => [seq, times]),
		[
			[1, 1],
			[3000, 2999],
			[3001, 1],
			[3002, 1],
			[3005, 3],
		],
	);
	t.is(heard.length, 3005, 'listeners are told of each');
});

test('the newest are kept', t => {
	const broadcast = createBroadcast();
	for (let seq = 1; seq <= 1000; seq++) broadcast.publishEvent(event(seq, 'set', 'key'));
	t.deepEqual([broadcast.events[0]?.seq, broadcast.events.at(-1)?.seq, broadcast.events.length], [501, 1000, 500]);
});
