import test from 'ava';
import {commands} from '../../source/run/registry/registry.ts';
import {bindingsOf, views} from '../../source/ui/bindings.ts';
import {pickerRows} from '../../source/ui/picker.ts';
import {helpItems, paletteItems} from '../../source/ui/picker-items.ts';
import {receive} from '../../source/ui/receive.ts';
import {type Effect, initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {around, press} from './surroundings.ts';

const heads = (state: ScreenState) => pickerRows(state, around).map(({head}) => head);
const sent = (effects: readonly Effect[]) =>
	effects.map(effect => (effect.type === 'send' ? [effect.command.id, effect.command.args] : [effect.type]));
const palette = (...keys: string[]) => press([':', ...keys]);

test('the palette offers every command, key, parameter and view', t => {
	const rows = pickerRows(palette().state, around);
	for (const {id} of commands)
		t.true(
			rows.some(row => row.id === `command ${id}`),
			id,
		);
	for (const {name} of around.parameters)
		t.true(
			rows.some(row => row.id === `set ${name}`),
			name,
		);
	for (const {id} of views) {
		t.true(
			rows.some(row => row.id === `view ${id}`),
			id,
		);
		for (const {shown, title} of bindingsOf[id])
			t.true(
				rows.some(row => row.id === `key ${shown} ${title}` || row.head === title),
				`${shown} ${title}`,
			);
	}
	t.is(new Set(rows.map(({id}) => id)).size, rows.length);
});

test('what fits best comes first, and what is called so before what is described so', t => {
	t.is(heads(palette(...'check').state)[0], 'checkpoint');
	t.is(heads(palette(...'excite').state)[0], 'excite');
	t.is(heads(palette(...'evnts').state)[0], 'Events');
	t.true(heads(palette(...'noise amp').state).includes('noise-amplitude'));
	t.deepEqual(heads(palette(...'qqqqq').state), []);
});

test('what was chosen lately comes first', t => {
	const {state} = palette(...'undo', 'return');
	t.is(heads(press([':'], state).state)[0], 'undo');
	const next = press([':', ...'noise-amp', 'return', 'escape', ':'], state).state;
	t.deepEqual(heads(next).slice(0, 2), ['noise-amplitude', 'undo']);
});

test('commands that need nothing are sent, those that do ask for it', t => {
	t.deepEqual(sent(palette(...'pause the run', 'return').effects), [['pause', {}]]);
	t.deepEqual(sent(palette(...'release', 'return').effects), [['release', {}]]);
	const asked = palette(...'excite', 'return').state;
	t.is(asked.mode, 'arguments');
	t.is(asked.asked, 'excite');
	t.deepEqual(sent(press([...'node=12 hops=1', 'return'], asked).effects), [['excite', {node: 12, hops: 1}]]);
	const bad = press([...'node=x', 'return'], asked).state;
	t.regex(bad.notice ?? '', /^excite: node: /);
	t.is(bad.draft, 'node=x');
	t.is(bad.mode, 'arguments');
	t.is(palette(...'noise-amp', 'return').state.draft, 'noise-amplitude ');
	t.is(palette(...'checkpoints view', 'return').state.view, 'checkpoints');
});

test('what would lose something asks first', t => {
	t.is(palette(...'stop', 'return').state.mode, 'quit');
	t.is(palette(...'restore', 'return').state.mode, 'restore');
	const typed = palette(...'restore state_0.npz', 'return');
	t.is(typed.state.mode, 'confirm');
	t.is(typed.state.asked, 'state_0.npz');
	t.deepEqual(typed.effects, []);
});

test('whole lines are taken as they are typed, and stay when they are wrong', t => {
	const {state, effects} = palette(...'break cohesion < 5 for 10 ticks do pause bell', 'return');
	t.deepEqual(sent(effects), [['break', {when: 'cohesion < 5 for 10 ticks', do: ['pause', 'bell']}]]);
	t.is(state.mode, 'view');
	t.deepEqual(sent(palette(...'set alpha 0.3', 'return').effects), [['set', {name: 'alpha', value: '0.3'}]]);
	t.deepEqual(sent(palette(...'alpha = 0.3', 'return').effects), [['set', {name: 'alpha', value: '0.3'}]]);
	t.deepEqual(sent(palette(...'step 5', 'return').effects), [['step', {count: 5}]]);
	for (const line of ['step count=x', 'alpha 9', 'break tick > 3 do dance']) {
		const wrong = palette(...line, 'return');
		t.deepEqual(wrong.effects, [], line);
		t.is(wrong.state.mode, 'palette');
		t.is(wrong.state.draft, line);
		t.truthy(wrong.state.notice);
	}
});

test('a line that the run refuses is there again', t => {
	const {state, effects} = palette(...'break nonsense < 5', 'return');
	const [sending] = effects;
	if (sending?.type !== 'send' || !sending.typed) throw new Error('nothing was sent');
	const {command, typed} = sending;
	const outcome = {ok: false, code: 'condition', error: 'metric "nonsense" is unknown'} as const;
	const refused = receive(state, {type: 'outcome', command, outcome, typed}, around).state;
	t.is(refused.mode, 'palette');
	t.is(refused.draft, 'break nonsense < 5');
	t.is(refused.notice, 'metric "nonsense" is unknown');
	const busy = press(['i', 'a'], state).state;
	t.is(
		receive(busy, {type: 'outcome', command, outcome, typed}, around).state.draft,
		'a',
		'another prompt is left alone',
	);
});

test('tab writes out what is chosen', t => {
	t.is(palette(...'exci', 'tab').state.draft, 'excite ');
	t.is(palette(...'noise-a', 'tab').state.draft, 'set noise-amplitude ');
	t.is(palette(...'Graph', 'tab').state.draft, 'Graph');
});

test('the help does what is chosen, and closes', t => {
	t.deepEqual(sent(press(['?', ...'save a ch', 'return']).effects), [['checkpoint', {}]]);
	t.is(press(['?', ...'palette', 'return']).state.mode, 'palette');
	t.is(press(['?', ...'freeze', 'return']).state.frozen, true);
	t.deepEqual(press(['?', 'escape']), {state: initialState, effects: []});
	t.deepEqual(press(['?', '?']), {state: initialState, effects: []});
	t.is(press(['?', 'a', '?']).state.draft, 'a?');
	t.deepEqual(press(['?', ' ', 'backspace', '+', 'backspace', 's', 'escape']), {state: initialState, effects: []});
});

test('a key of another view goes there first', t => {
	const {state, effects} = palette(...'verify: read', 'return');
	t.is(state.view, 'checkpoints');
	t.deepEqual(effects, [{type: 'ask', question: {type: 'verify', file: 'state_30.npz', sha256: 'hash of 30'}}]);
});

test('a run that is played again is gone about in: seek, speed, and checkpoints as places to go to', t => {
	const replay = {...around, replay: true};
	const keys = (...pressed: string[]) => press(pressed, initialState, replay);
	const ids = pickerRows(keys(':').state, replay)
		.map(({id}) => id)
		.filter(id => id.startsWith('command '));
	t.deepEqual(
		ids,
		['pause', 'resume', 'step', 'seek', 'speed', 'stop'].map(id => `command ${id}`),
	);
	t.deepEqual(sent(keys(':', ...'seek 300', 'return').effects), [['seek', {tick: 300}]]);
	t.deepEqual(sent(keys(':', ...'speed', 'return', ...'factor=2', 'return').effects), [['speed', {factor: 2}]]);
	for (const key of ['+', '-', '=']) t.like(keys(key).state, {mode: 'arguments', asked: 'speed', draft: 'factor='});
	t.deepEqual(sent(keys('r', 'down', 'return').effects), [['seek', {tick: 0, epoch: 0}]]);
	t.deepEqual(keys('q', 'return').effects, []);
	t.deepEqual(sent(keys('q', 'down', 'return').effects), [['stop', {reason: 'quit'}]]);
	t.deepEqual(sent(keys('5', 'return').effects), [['seek', {tick: 30, epoch: 0}]]);
});

test('palette and help offer what is possible: no change of a replay, no steering to who only looks', t => {
	const ids = (where: Surroundings) =>
		[...paletteItems(where), ...views.flatMap(({id}) => helpItems(id, where))].map(({id}) => id);
	const changing = /^command (set|checkpoint|branch|stimulus|undo)|^set |^key [sbuipcCx[\]] /;
	const steering = /^command |^set |^key (space|\.|\+|-|=|r) [^l]/;
	const own = ids(around);
	t.true(own.some(id => changing.test(id)) && own.some(id => steering.test(id)));
	const looking = ids({...around, readOnly: true});
	t.deepEqual(
		looking.filter(id => changing.test(id) || steering.test(id)).filter(id => !/^key [p+=-] (pick|look)/.test(id)),
		[],
	);
	t.true(looking.some(id => id.startsWith('key d ')) && looking.some(id => id.startsWith('key q ')));
	const replay = ids({...around, replay: true});
	t.deepEqual(
		replay.filter(id => changing.test(id)).filter(id => !id.startsWith('key p pick')),
		[],
	);
	t.true(replay.includes('command seek'));
	for (const where of [
		{...around, replay: true},
		{...around, readOnly: true},
	]) {
		t.is(press(['i'], initialState, where).state.mode, 'view');
		t.truthy(press(['i'], initialState, where).state.notice);
		t.deepEqual(press([':', ...'alpha 0.3', 'return'], initialState, where).effects, []);
	}
});
