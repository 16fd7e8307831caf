import test from 'ava';
import {observe, receive} from '../../source/ui/receive.ts';
import {initialState} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';
import {event, frameOf} from './views/frames.ts';

const branch = {id: 'branch', args: {}, by: 'key'};

test('a branch says what it is called and how to see it', t => {
	const {state, effects} = receive(
		initialState,
		{type: 'outcome', command: branch, outcome: {ok: true, tick: 3, data: {id: 'run-2'}}},
		around,
	);
	t.is(state.notice, 'branched into run run-2; connectop attach run-2 shows it');
	t.deepEqual(effects, []);
});

test('what was done says nothing but in the events, what was refused says why', t => {
	const command = {id: 'pause', args: {}, by: 'key'};
	t.is(receive(initialState, {type: 'outcome', command, outcome: {ok: true, tick: 3}}, around).state, initialState);
	const refused = {ok: false, code: 'read-only', error: 'this screen only looks'} as const;
	const {state} = receive(initialState, {type: 'outcome', command, outcome: refused}, around);
	t.deepEqual(state, {...initialState, notice: 'this screen only looks'});
	t.is(receive(initialState, {type: 'notice', text: 'copied'}, around).state.notice, 'copied');
});

test('a prompt that was refused is there again, in the view that is in front', t => {
	const {state, effects} = press(['4', 'p', ...'dt 50', 'return']);
	const sending = effects.find(effect => effect.type === 'send');
	if (!sending?.typed) throw new Error('nothing was sent');
	t.is(state.mode, 'view');
	const outcome = {ok: false, code: 'unstable', error: 'dt 50 is unstable'} as const;
	const again = receive(
		state,
		{type: 'outcome', command: sending.command, outcome, typed: sending.typed},
		around,
	).state;
	t.like(again, {mode: 'set', draft: 'dt 50', notice: 'dt 50 is unstable', view: 'events'});
});

test('a frame that brings nothing new changes nothing', t => {
	const frame = frameOf();
	t.deepEqual(observe(initialState, frame, around), {state: initialState, effects: []});
	const following = press(['4', 'up'], initialState, {...around, events: frame.events}).state;
	t.is(observe(following, frame, around).state, following);
	const more = observe(following, frameOf({events: [...frame.events, event('news', {seq: 99})]}), around).state;
	t.is(more.log.kept?.length, 3);
	const picked = press(['2', 'n'], initialState).state;
	const traced = observe(picked, frame, around).state;
	t.not(traced, picked);
	t.is(observe(traced, frame, around).state, traced, 'the same tick is traced once');
});

test('a text that was refused is there again', t => {
	const {state, effects} = press(['i', ...'hello', 'return']);
	const [sending] = effects;
	if (sending?.type !== 'send' || !sending.typed) throw new Error('nothing was sent that could come back');
	const outcome = {ok: false, code: 'busy', error: 'not now'} as const;
	const message = {type: 'outcome', command: sending.command, outcome, typed: sending.typed} as const;
	t.like(receive(state, message, around).state, {mode: 'text', draft: 'hello', notice: 'not now'});
});

test('what was told of a run that could not be reached goes when it is back, and nothing else', t => {
	const command = {id: 'pause', args: {}, by: 'key'};
	const refused = (code: string) =>
		receive(initialState, {type: 'outcome', command, outcome: {ok: false, code, error: 'process 7 is gone'}}, around)
			.state;
	const away = frameOf({link: {state: 'lost', message: 'process 7 is gone'}});
	const seen = observe(refused('lost'), away, around).state;
	t.is(observe(seen, away, around).state, seen);
	t.is(seen.notice, 'process 7 is gone');
	const back = observe(seen, frameOf(), around).state;
	t.is(back.notice, undefined);
	t.is(observe({...seen, notice: 'copied'}, frameOf(), around).state.notice, 'copied');
	t.is(observe(observe(refused('busy'), away, around).state, frameOf(), around).state.notice, 'process 7 is gone');
});
