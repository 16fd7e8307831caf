import test from 'ava';
import type {Settings} from '../../source/run/protocol.ts';
import type {RecorderView} from '../../source/run/recording/view.ts';
import {observe, receive} from '../../source/ui/receive.ts';
import {withSelected} from '../../source/ui/selected-nodes.ts';
import {initialState} from '../../source/ui/state.ts';
import {update} from '../../source/ui/update.ts';
import {around} from './surroundings.ts';
import {frameOf} from './views/frames.ts';

const settings: Settings = {
	...around.settings,
	recorders: [{name: 'W', spec: 'nodes=1 every=1t to=npy', rowBytes: 24}],
};
const recording = {...around, settings};
const views = [{name: 'W'} as RecorderView];

test('t shows what is recorded, asks for it a few times a second, and leaves', t => {
	const {state, effects} = update(initialState, 't', recording);
	t.true(state.recorded.shown);
	t.deepEqual(effects, [{type: 'ask', question: {type: 'recorders', newest: 240}}]);
	const later = (ms: number) => ({...recording, now: recording.now + ms});
	t.deepEqual(observe(state, frameOf(), later(5000)).effects, [], 'an answer is still to come');
	const answered = receive(state, {type: 'recorders', views}, recording).state;
	t.is(answered.recorded.views, views);
	t.deepEqual(observe(answered, frameOf(), later(100)).effects, []);
	t.is(observe(answered, frameOf(), later(300)).effects.length, 1);
	t.deepEqual(
		observe(answered, frameOf(), {...later(300), settings: around.settings}).effects,
		[],
		'nothing is recorded any more',
	);
	t.false(update(answered, 't', recording).state.recorded.shown);
	t.false(update(answered, 'escape', recording).state.recorded.shown);
});

test('where nothing is recorded t says how to', t => {
	t.regex(update(initialState, 't', around).state.notice ?? '', /:record nodes=0-9 adds a recorder/);
	t.regex(update(initialState, 't', {...recording, replay: true}).state.notice ?? '', /a replay records nothing/);
});

test('selected stands for the marked nodes, else the picked one', t => {
	const on = (marked: readonly number[], picked?: number) => ({
		...initialState,
		graph: {...initialState.graph, marked, picked},
	});
	t.deepEqual(withSelected({spec: 'nodes=selected every=2t'}, on([4, 2], 7)), {spec: 'nodes=#4,#2 every=2t'});
	t.deepEqual(withSelected({spec: 'nodes=1,selected,3'}, on([], 7)), {spec: 'nodes=1,#7,3'});
	t.deepEqual(withSelected({spec: 'nodes=unselected name=selected2'}, on([4])), {
		spec: 'nodes=unselected name=selected2',
	});
	t.throws(() => withSelected({spec: 'nodes=selected'}, on([])), {message: /no node is selected/});
});
