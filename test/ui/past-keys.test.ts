import test from 'ava';
import {observe, receive} from '../../source/ui/receive.ts';
import {initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';
import {frameOf} from './views/frames.ts';

const minute = 60_000;
const {now} = around;
const slice = {first: now - 60 * minute, last: now, at: [now - minute], tick: [100], epoch: [0], series: {}};
const later = (ms: number, rest: Partial<Surroundings> = {}): Surroundings => ({...around, now: now + ms, ...rest});
const asked = (keys: readonly string[], from: ScreenState = initialState, where = around) =>
	press(keys, from, where).effects.map(effect => (effect.type === 'ask' ? effect.question : effect));

test('looking back asks for the last minutes, once', t => {
	const {state, effects} = press(['left'], initialState);
	t.deepEqual(effects, [
		{type: 'ask', question: {type: 'history', window: {from: now - 5 * minute, to: now, points: 360}}},
	]);
	t.deepEqual(observe(state, frameOf(), around), {state, effects: []});
	t.deepEqual(asked(['left'], state), [], 'an answer is still to come');
	const moved = press(['left'], state).state;
	const {effects: next} = receive(moved, {type: 'history', slice}, around);
	t.is(next.length, 1, 'and then what is wanted by now is asked for');
	const there = receive(state, {type: 'history', slice}, around);
	t.deepEqual(there.effects, []);
	t.is(there.state.past.history.slice, slice);
});

test('the whole of a run that goes on is asked for again every second, of a paused one not', t => {
	const back = receive(press(['left'], initialState).state, {type: 'history', slice}, around).state;
	const whole = press(['home'], back).state;
	const there = receive(whole, {type: 'history', slice}, around).state;
	t.deepEqual(observe(there, frameOf(), later(900)).effects, []);
	t.is(observe(there, frameOf(), later(1000)).effects.length, 1);
	const paused = {...around.settings, paused: true};
	t.deepEqual(observe(there, frameOf(), later(5000, {settings: paused})).effects, []);
});

test('End and Escape lead back to what is live', t => {
	const back = receive(press(['left'], initialState).state, {type: 'history', slice}, around).state;
	for (const key of ['end', 'escape']) t.is(press([key], back).state.past.history.shown, 'live');
	t.is(press(['right'], initialState).state.past.history.shown, 'live');
	t.is(asked(['<'], back).length, 1);
});

test('a past that could not be read is said, and not asked for again and again', t => {
	const {state} = press(['left'], initialState);
	const question = {type: 'history', window: {points: 360}} as const;
	const failed = receive(state, {type: 'failed', question, error: 'metrics.jsonl is gone'}, around).state;
	t.is(failed.notice, 'metrics.jsonl is gone');
	t.deepEqual(observe(failed, frameOf(), later(100)).effects, []);
	t.is(asked(['left'], failed).length, 1);
});
