import test from 'ava';
import {observe, receive} from '../../source/ui/receive.ts';
import {checkKey} from '../../source/ui/saved-checks.ts';
import {chosenCheckpoint} from '../../source/ui/saved-keys.ts';
import {initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {checkpointView} from '../../source/ui/views/checkpoint-view.ts';
import type {ScreenContext} from '../../source/ui/views/screen-context.ts';
import {around, press} from './surroundings.ts';
import {frameOf} from './views/frames.ts';

const view: ScreenState = {...initialState, view: 'checkpoints'};
const none: Surroundings = {...around, checkpoints: []};
const comparison = {a: 'state_30.npz', b: 'state_0.npz', variables: {}, settings: []};
const sha256 = ['hash of 30', 'hash of 0'] as const;

test('v has the file of the chosen checkpoint read anew', t => {
	const {state, effects} = press(['down', 'v'], view);
	const key = checkKey({file: 'state_0.npz', sha256: 'hash of 0'});
	t.deepEqual(effects, [{type: 'ask', question: {type: 'verify', file: 'state_0.npz', sha256: 'hash of 0'}}]);
	t.is(state.saved.checks[key], 'reading');
	const check = {file: 'state_0.npz', ok: false, detail: 'SHA-256 differs'};
	const verified = {type: 'verified', check, sha256: 'hash of 0'} as const;
	t.is(receive(state, verified, around).state.saved.checks[key], check);
	const question = {type: 'verify', file: 'state_0.npz', sha256: 'hash of 0'} as const;
	const failed = receive(state, {type: 'failed', question, error: 'the file is gone'}, around).state;
	t.is(failed.notice, 'the file is gone');
	t.deepEqual(failed.saved.checks, {});
});

test('m marks a checkpoint, and a second one to compare it with', t => {
	const marked = press(['m'], view).state;
	t.is(marked.saved.marked, 'state_30.npz');
	t.is(press(['m'], marked).state.saved.marked, undefined, 'the same one twice takes the mark away');
	const {state, effects} = press(['down', 'm'], marked);
	t.deepEqual(effects, [{type: 'ask', question: {type: 'compare', a: 'state_30.npz', b: 'state_0.npz', sha256}}]);
	t.is(state.saved.marked, undefined);
	const compared = receive(state, {type: 'compared', comparison, sha256}, around).state;
	t.is(compared.saved.comparison, comparison);
	t.is(compared.notice, undefined);
	const gone: Surroundings = {...around, checkpoints: around.checkpoints.slice(1)};
	t.is(press(['m'], marked, gone).state.saved.marked, 'state_0.npz', 'a mark of what is gone is none');
});

test('a file that is saved again under its name was not checked, and a comparison with it goes', t => {
	const check = {file: 'state_30.npz', ok: true, detail: 'all of it is there'};
	const verified = receive(view, {type: 'verified', check, sha256: 'hash of 30'}, around).state;
	const {state} = receive(verified, {type: 'compared', comparison, sha256}, around);
	const again: Surroundings = {
		...around,
		checkpoints: around.checkpoints.map(each => (each.tick === 30 ? {...each, sha256: 'another'} : each)),
	};
	const listed = (where: Surroundings, of = state) => {
		const context = {state: of, around: where, frame: frameOf(), theme: createTheme('ascii', 0)};
		return checkpointView(context as unknown as ScreenContext).join(' ');
	};
	t.regex(listed(around), / ok a/);
	t.regex(listed(around), /all of it is there/);
	t.notRegex(listed(again), / ok /);
	t.notRegex(listed(again), /all of it is there/);
	t.is(observe(state, frameOf(), around).state.saved.comparison, comparison);
	t.is(observe(state, frameOf(), again).state.saved.comparison, undefined);
	const late = receive(verified, {type: 'compared', comparison, sha256}, again).state;
	t.is(late.saved.comparison, undefined, 'it was saved again before the answer came');
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
	const compared = receive(view, {type: 'compared', comparison: {...comparison, settings}, sha256}, low).state;
	const focused = press(['tab', 'tab', 'down', 'down'], compared, low).state;
	t.is(focused.focus, 1);
	t.is(focused.saved.top, 2);
	t.is(focused.saved.chosen, undefined);
	const end = press(['end'], focused, low).state.saved.top;
	t.true(end > 20 && end < 60);
	t.is(press(['end', 'down', 'up'], focused, low).state.saved.top, end - 1);
	t.is(press(['home'], focused, low).state.saved.top, 0);
});
