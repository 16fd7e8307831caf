import test from 'ava';
import {receive} from '../../source/ui/receive.ts';
import {chosenCheckpoint} from '../../source/ui/saved-keys.ts';
import {initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';

const view: ScreenState = {...initialState, view: 'checkpoints'};
const none: Surroundings = {...around, checkpoints: []};
const comparison = {a: 'state_30.npz', b: 'state_0.npz', variables: {}, settings: []};

test('v has the file of the chosen checkpoint read anew', t => {
	const {state, effects} = press(['down', 'v'], view);
	t.deepEqual(effects, [{type: 'ask', question: {type: 'verify', file: 'state_0.npz'}}]);
	t.is(state.saved.checks['state_0.npz'], 'reading');
	const check = {file: 'state_0.npz', ok: false, detail: 'SHA-256 differs'};
	t.is(receive(state, {type: 'verified', check}, around).state.saved.checks['state_0.npz'], check);
	const question = {type: 'verify', file: 'state_0.npz'} as const;
	const failed = receive(state, {type: 'failed', question, error: 'the file is gone'}, around).state;
	t.is(failed.notice, 'the file is gone');
	t.deepEqual(failed.saved.checks, {});
});

test('m marks a checkpoint, and a second one to compare it with', t => {
	const marked = press(['m'], view).state;
	t.is(marked.saved.marked, 'state_30.npz');
	t.is(press(['m'], marked).state.saved.marked, undefined, 'the same one twice takes the mark away');
	const {state, effects} = press(['down', 'm'], marked);
	t.deepEqual(effects, [{type: 'ask', question: {type: 'compare', a: 'state_30.npz', b: 'state_0.npz'}}]);
	t.is(state.saved.marked, undefined);
	const compared = receive(state, {type: 'compared', comparison}, around).state;
	t.is(compared.saved.comparison, comparison);
	t.is(compared.notice, undefined);
	const gone: Surroundings = {...around, checkpoints: around.checkpoints.slice(1)};
	t.is(press(['m'], marked, gone).state.saved.marked, 'state_0.npz', 'a mark of what is gone is none');
});

test('Enter and r ask before they restore the chosen one', t => {
	for (const key of ['return', 'r']) {
		const {state, effects} = press(['down', key], view);
		t.deepEqual(effects, []);
		t.is(state.mode, 'confirm');
		t.is(state.asked, 'state_0.npz');
		t.deepEqual(press(['down', 'return'], state).effects, [
			{type: 'send', command: {id: 'restore', args: {file: 'state_0.npz'}, by: 'key'}},
		]);
		t.is(press(['escape'], state).state.view, 'checkpoints');
	}
});

test('the choice stays within the list, which may become shorter', t => {
	const chosen = (keys: readonly string[], where = around, from = view) =>
		chosenCheckpoint(press(keys, from, where).state, where)?.file;
	t.is(chosen(['up', 'pageup', 'home']), 'state_30.npz');
	const last = press(['end', 'down', 'pagedown'], view).state;
	t.is(chosen([], around, last), 'state_0.npz');
	const shorter: Surroundings = {...around, checkpoints: around.checkpoints.slice(0, 1)};
	t.is(chosen([], shorter, last), 'state_30.npz');
	const [newest] = around.checkpoints;
	if (!newest) throw new Error('there is no checkpoint');
	const longer: Surroundings = {...around, checkpoints: [{...newest, file: 'state_60.npz'}, ...around.checkpoints]};
	t.is(chosen([], longer, last), 'state_0.npz', 'one that comes meanwhile changes nothing');
	t.is(chosen(['up', 'up'], longer, last), 'state_60.npz');
	for (const key of ['v', 'm', 'return', 'up', 'end'])
		t.is(press([key], view, none).state.notice, 'there is no checkpoint yet; s saves one', key);
});

test('with the focus on the detail, the arrows scroll it as far as there is more', t => {
	const low: Surroundings = {...around, width: 80, height: 16};
	const settings = Array.from({length: 30}, (_, at) => [`name-${at}`, '1', '2'] as const);
	const compared = receive(view, {type: 'compared', comparison: {...comparison, settings}}, low).state;
	const focused = press(['tab', 'tab', 'down', 'down'], compared, low).state;
	t.is(focused.focus, 1);
	t.is(focused.saved.top, 2);
	t.is(focused.saved.chosen, undefined);
	const end = press(['end'], focused, low).state.saved.top;
	t.true(end > 20 && end < 60);
	t.is(press(['end', 'down', 'up'], focused, low).state.saved.top, end - 1);
	t.is(press(['home'], focused, low).state.saved.top, 0);
});
