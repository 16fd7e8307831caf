import test from 'ava';
import {createDigest, mostEvents} from '../../source/ui/screen-reader-digest.ts';
import {event} from './views/frames.ts';

const pulse = (tick: number) => event(`"pulse ${tick}" → 16 nodes`, {tick, kind: 'stimulus', data: {by: 'synthetic'}});

test('events alike are said once a minute, with how many there were', t => {
	const digest = createDigest();
	for (let tick = 1; tick <= 50; tick++) digest.add(pulse(tick), 1000 * tick, false);
	t.deepEqual(digest.due(51_000), ['stimulus at tick 1: "pulse 1" → 16 nodes.']);
	t.deepEqual(digest.due(60_000), []);
	t.deepEqual(digest.due(61_000), ['stimulus at tick 50: "pulse 50" → 16 nodes; 48 more like it.']);
	t.deepEqual(digest.due(200_000), []);
	digest.add(pulse(60), 200_001, false);
	t.deepEqual(digest.due(200_002), ['stimulus at tick 60: "pulse 60" → 16 nodes.']);
});

test('no more than so many in a minute; those left out are counted', t => {
	const digest = createDigest();
	for (let i = 0; i < mostEvents + 15; i++) digest.add(event('news', {kind: `kind${i}`}), i, false);
	t.is(digest.due(100).length, mostEvents);
	t.deepEqual(digest.due(40_000), ['15 more events were not read out; e says the newest.']);
	t.deepEqual(digest.due(70_000), []);
});

test('answers to keys and errors are always said', t => {
	const digest = createDigest();
	for (let i = 0; i < 100; i++) digest.add(event('hz 10 → 20 Hz', {kind: 'set'}), i, true);
	for (let i = 0; i < 100; i++) digest.add(event('no space', {level: 'error'}), i, false);
	const said = digest.due(200);
	t.is(said.length, 200);
	t.true(said.at(-1)?.startsWith('Error: '));
	t.deepEqual(digest.due(70_000), []);
});

test('a warning is called one, and is not folded into news of its kind', t => {
	const digest = createDigest();
	digest.add(event('tick 3 late', {kind: 'late'}), 0, false);
	digest.add(event('tick 4 late', {kind: 'late', level: 'warn'}), 1, false);
	t.deepEqual(digest.due(2), ['late at tick 30: tick 3 late.', 'Warning: late at tick 30: tick 4 late.']);
});
