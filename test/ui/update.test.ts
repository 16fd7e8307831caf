import test from 'ava';
import {allowed} from '../../source/ui/allowed.ts';
import {type Effect, initialState} from '../../source/ui/state.ts';
import {paste, update} from '../../source/ui/update.ts';
import {around, press} from './surroundings.ts';

const sent = (effects: readonly Effect[]) =>
	effects.map(effect => (effect.type === 'send' ? [effect.command.id, effect.command.args] : [effect.type]));
const restores = (file: string): Effect => ({type: 'send', command: {id: 'restore', args: {file}, by: 'key'}});
const withSettings = (change: Partial<typeof around.settings>) => ({
	...around,
	settings: {...around.settings, ...change},
});

test('keys of the view become commands, marked as keys', t => {
	for (const [key, id, args] of [
		[' ', 'pause', {}],
		['.', 'step', {}],
		['+', 'set', {name: 'hz', value: 12.5}],
		['-', 'set', {name: 'hz', value: 8}],
		['−', 'set', {name: 'hz', value: 8}],
		['[', 'set', {name: 'domain', value: 'dark_matter'}],
		[']', 'set', {name: 'domain', value: 'cosmogenesis'}],
		['s', 'checkpoint', {}],
		['c', 'set', {name: 'checkpoint-every', value: '120'}],
		['C', 'set', {name: 'checkpoint-every', value: '30'}],
	] as const) {
		const {state, effects} = press([key]);
		t.deepEqual(effects, [{type: 'send', command: {id, args, by: 'key'}}], key);
		t.deepEqual(state, initialState, key);
	}
});

test('space resumes a paused run', t => {
	t.deepEqual(sent(press([' '], initialState, withSettings({paused: true})).effects), [['resume', {}]]);
});

test('Hz stays between 0.1, or what it is, and 1000', t => {
	t.deepEqual(sent(press(['+'], initialState, withSettings({hz: 900})).effects), [['set', {name: 'hz', value: 1000}]]);
	t.deepEqual(sent(press(['-'], initialState, withSettings({hz: 0.11})).effects), [['set', {name: 'hz', value: 0.1}]]);
	t.deepEqual(sent(press(['-'], initialState, withSettings({hz: 0.05})).effects), [['set', {name: 'hz', value: 0.05}]]);
});

test("presets go round, and a preset of one's own leads to the first or last", t => {
	const names = around.presets?.names ?? [];
	const next = (preset: string, key: string) =>
		sent(press([key], initialState, withSettings({preset})).effects)[0]?.[1];
	t.deepEqual(next(names.at(-1) ?? '', ']'), {name: 'domain', value: names[0]});
	t.deepEqual(next(names[0] ?? '', '['), {name: 'domain', value: names.at(-1)});
	t.deepEqual(next('custom', ']'), {name: 'domain', value: names[0]});
	t.deepEqual(next('custom', '['), {name: 'domain', value: names.at(-1)});
});

test('what a model or a run does not have is said', t => {
	const bare = {...around, presets: undefined, checkpoints: []};
	t.is(press([']'], initialState, bare).state.notice, 'this model has no presets');
	t.is(press(['r'], initialState, bare).state.notice, 'there is no checkpoint yet; s saves one');
	t.is(
		press(['c'], initialState, withSettings({checkpointEvery: undefined})).state.notice,
		'checkpoints are off; p checkpoint-every 60 turns them on',
	);
	t.is(press(['e']).state.notice, '"e" does nothing here; ? lists the keys');
	t.is(press(['pageup']).state.notice, 'pageup does nothing here; ? lists the keys');
	t.is(press(['e', 'escape']).state.notice, undefined);
});

test('text is typed, mended and sent', t => {
	const {state, effects} = press(['i', ...'helo', 'backspace', ...'lo wurld', 'ctrl-w', ...'world', 'return']);
	t.deepEqual(sent(effects), [['stimulus', {texts: ['hello world']}]]);
	t.deepEqual(state, initialState);
	t.is(press(['i', ...'gone', 'ctrl-u', 'x']).state.draft, 'x');
	t.is(press(['i', '👍', 'é', 'backspace']).state.draft, '👍');
	for (const key of ['escape', 'return'])
		t.deepEqual(press(['i', ...(key === 'escape' ? 'never' : ' '), key]), {state: initialState, effects: []});
});

test('keys of the view are letters in a prompt', t => {
	const {state, effects} = press(['i', ...' .+-=[]srcCipfq?−']);
	t.is(state.draft, ' .+-=[]srcCipfq?−');
	t.deepEqual(effects, []);
});

test('parameters are set by name and value', t => {
	for (const [typed, name, value] of [
		['alpha 0.3', 'alpha', '0.3'],
		['ALPHA=0.3', 'alpha', '0.3'],
		[' log-every  100t ', 'log-every', '100t'],
		['noise none', 'noise', 'none'],
		['timeDynamics off', 'timeDynamics', 'off'],
		['domain higgs', 'domain', 'higgs'],
	] as const)
		t.deepEqual(sent(press(['p', ...typed, 'return']).effects), [['set', {name, value}]], typed);
});

test('a wrong value is refused with what is allowed, and what was typed stays', t => {
	for (const [typed, notice] of [
		['alpha 3', 'alpha: 3 is not allowed; use a number from 0 to 2'],
		['alpha −1', 'alpha: -1 is not allowed; use a number from 0 to 2'],
		['alpha x', 'alpha: x is not allowed; use a number from 0 to 2'],
		['measure-every 1.5', 'measure-every: 1.5 is not allowed; use a whole number from 1 to 1000000'],
		['noise loud', 'noise: "loud" is unknown; use one of none, shared, node'],
		['timeDynamics maybe', 'timeDynamics: "maybe" is not allowed; use on or off'],
		['log-every often', 'log-every: "often" is no interval; use seconds (10, 0.5), ticks (100t) or 0 for never'],
		['nonsense 3', 'parameter "nonsense" is unknown; tab completes'],
		['alpha', 'alpha: type a value after the name, 0 … 2'],
		['noise', 'noise: type a value after the name, none, shared, node'],
	] as const) {
		const {state, effects} = press(['p', ...typed, 'return']);
		t.deepEqual(effects, [], typed);
		t.is(state.notice, notice);
		t.is(state.draft, typed);
		t.is(update(state, 'backspace', around).state.notice, undefined, 'the next key takes the notice away');
	}
	t.is(press(['=', ...'fast', 'return']).state.notice, 'hz: fast is not allowed; use a number from 0.001 to 1000');
	t.deepEqual(sent(press(['=', ...'2.5', 'return']).effects), [['set', {name: 'hz', value: '2.5'}]]);
});

test('tab completes in the parameter prompt alone', t => {
	t.is(press(['p', ...'alp', 'tab']).state.draft, 'alpha ');
	t.is(press(['i', ...'alp', 'tab']).state.draft, 'alp');
});

test('lists: arrows move round, Enter takes, Escape leaves', t => {
	const asked = (keys: readonly string[]) => press(keys).state.asked;
	t.is(asked(['r', 'return']), 'state_30.npz');
	t.is(asked(['r', 'down', 'return']), 'state_0.npz');
	t.is(asked(['r', 'up', 'return']), 'state_0.npz');
	t.is(asked(['r', 'down', 'tab', 'return']), 'state_30.npz');
	t.is(asked(['r', 'shift-tab', 'return']), 'state_0.npz');
	t.deepEqual(press(['r', 'escape']), {state: initialState, effects: []});
	// The list shrinks while it is open.
	t.deepEqual(press(['return'], {...initialState, mode: 'restore', choice: 5}), {state: initialState, effects: []});
});

test('a restore asks first, Cancel first', t => {
	for (const keys of [['return'], ['escape'], ['down', 'down', 'return']])
		t.deepEqual(press(['r', 'down', 'return', ...keys]), {state: initialState, effects: []}, keys.join());
	t.deepEqual(press(['r', 'down', 'return', 'down', 'return']), {
		state: initialState,
		effects: [restores('state_0.npz')],
	});
});

test('quitting offers Cancel first, then to leave the run alone', t => {
	for (const keys of [
		['q', 'return'],
		['q', 'escape'],
		['q', 'down', 'down', 'down', 'return'],
	])
		t.deepEqual(press(keys), {state: initialState, effects: []}, keys.join());
	t.deepEqual(press(['q', 'down', 'return']).effects, [{type: 'detach'}]);
	t.deepEqual(sent(press(['q', 'down', 'down', 'return']).effects), [['stop', {reason: 'quit'}]]);
	t.deepEqual(sent(press(['q', 'q', 'q']).effects), []);
});

test('freezing is a matter of the screen, and lasts through prompts', t => {
	const {state, effects} = press(['f', 'i', 'escape', '?', 'q', 'escape', 'q', 'return']);
	t.true(state.frozen);
	t.deepEqual(effects, []);
	t.false(press(['f'], state).state.frozen);
});

test('pasted text is a line of a prompt, and nothing elsewhere', t => {
	const pasted = paste(press(['i', 'a']).state, 'q\r\n+\t\u001B[31mred\u0007\u0000');
	t.is(pasted.draft, 'aq + red');
	for (const keys of [[], ['q'], ['r']]) {
		const {state} = press(keys);
		t.deepEqual(paste(state, '\r q +'), {...state, notice: 'pasted text goes into a run with i'});
	}
});

test('what a parameter may be, in words', t => {
	const of = (name: string) => {
		const parameter = around.parameters.find(each => each.name === name);
		return parameter && allowed(parameter);
	};
	t.is(of('alpha'), '0 … 2');
	t.is(of('noise'), 'none, shared, node');
	t.is(of('timeDynamics'), 'on or off');
	t.is(of('viz-every'), 'seconds, 100t for ticks, 0 for never');
});
