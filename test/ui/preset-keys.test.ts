import test from 'ava';
import {readPreset} from '../../source/run/presets/preset-text.ts';
import {findCommand} from '../../source/run/registry/registry.ts';
import {receive} from '../../source/ui/receive.ts';
import {type Effect, initialState, type Message, type ScreenState} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';

const view: ScreenState = {...initialState, view: 'parameters'};
const presetOf = (text: string) => readPreset(text, 'warm.toml');
const saving = (effects: readonly Effect[]) =>
	effects.flatMap(each => (each.type === 'ask' && each.question.type === 'save-preset' ? [each.question] : []));

test('w saves the parameters under a name; a bad one is refused and stays', t => {
	const wrong = press(['w', ...'../up', 'return'], view);
	t.deepEqual(wrong.effects, []);
	t.like(wrong.state, {mode: 'preset-name', draft: '../up'});
	t.regex(wrong.state.notice ?? '', /^preset "\.\.\/up": is no name; use 1 to 64 letters/);
	const right = press(['ctrl-u', ...'warm', 'return'], wrong.state);
	const [question] = saving(right.effects);
	t.like(question, {name: 'warm', replace: false});
	t.regex(
		question?.text ?? '',
		/^# connectop preset warm: parameters of run 20261121_101502 at tick 30, 2026-11-21 10:15 UTC\n/,
	);
	t.like(receive(right.state, {type: 'preset-saved', name: 'warm', file: '/x/warm.toml'}, around).state, {
		mode: 'view',
		notice: 'saved as /x/warm.toml',
	});
});

test('one that is there is replaced only when that is chosen, Cancel first', t => {
	const {state} = receive(view, {type: 'preset-saved', name: 'warm', file: undefined}, around);
	t.like(state, {mode: 'replace', asked: 'warm', choice: 0});
	t.deepEqual(press(['return'], state).effects, []);
	t.like(saving(press(['down', 'return'], state).effects)[0], {name: 'warm', replace: true});
});

test('a lists the presets and applies the chosen one in one command', t => {
	t.deepEqual(press(['a'], view).effects, [{type: 'ask', question: {type: 'presets'}}]);
	t.regex(receive(view, {type: 'presets', presets: []}, around).state.notice ?? '', /^there is no preset yet/);
	const presets = [
		{name: 'bad', preset: undefined, error: 'bad.toml:1: is no TOML'},
		{name: 'warm', preset: presetOf('hz = 20'), error: undefined},
	];
	const list = receive(view, {type: 'presets', presets}, around).state;
	t.is(list.mode, 'presets');
	t.is(press(['return'], list).state.notice, 'bad.toml:1: is no TOML');
	t.deepEqual(press(['down', 'return'], list).effects, [{type: 'ask', question: {type: 'preset', name: 'warm'}}]);
	const message: Message = {
		type: 'preset',
		name: 'warm',
		preset: presetOf('model = "void"\n[param]\nhz = 20\nalpha = 0.4'),
	};
	const {effects} = receive(view, message, around);
	const command = {id: 'adjust', args: {values: {hz: 20, alpha: 0.4}, preset: 'warm'}, by: 'key'};
	t.deepEqual(effects, [{type: 'send', command}]);
	t.true(findCommand('adjust').parameters.safeParse(command.args).success);
});

test('a preset that does not fit sends nothing and says what is wrong in it', t => {
	const told = (text: string) => {
		const after = receive(view, {type: 'preset', name: 'warm', preset: presetOf(text)}, around);
		t.deepEqual(after.effects, []);
		return after.state.notice;
	};
	t.is(told('[param]\nhz = 20\nalpha = 9'), 'warm.toml: alpha: 9 is not allowed; use a number from 0 to 2');
	t.is(told('model = "sis"\nhz = 20'), 'warm.toml: is of the model sis, and this run is of void');
});

test('the palette takes preset save NAME, preset apply NAME and preset list', t => {
	t.like(saving(press([':', ...'preset save warm', 'return'], view).effects)[0], {name: 'warm', replace: false});
	const apply = press([':', ...'preset apply warm', 'return'], view);
	t.deepEqual(apply.effects, [{type: 'ask', question: {type: 'preset', name: 'warm'}}]);
	t.deepEqual(press([':', ...'preset list', 'return'], view).effects, [{type: 'ask', question: {type: 'presets'}}]);
	for (const [line, why] of [
		['preset save', /the name is missing/],
		['preset apply ../up', /is no name; use/],
		['preset eat warm', /do/],
		['preset save from here', /^preset: too many values; to take the words as one, put them in quotes: "from here"$/],
	] as const) {
		const after = press([':', ...line, 'return'], view);
		t.deepEqual(after.effects, [], line);
		t.regex(after.state.notice ?? '', why);
		t.is(after.state.draft, line, 'the line stays');
	}
	t.deepEqual(press([':', ...'preset apply warm', 'return'], view, {...around, readOnly: true}).effects, []);
});

test('what could not be saved or read is told', t => {
	const question = {type: 'preset', name: 'warm'} as const;
	t.is(receive(view, {type: 'failed', question, error: 'no such file'}, around).state.notice, 'no such file');
});
