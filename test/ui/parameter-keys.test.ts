import test from 'ava';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {findCommand} from '../../source/run/registry/registry.ts';
import {startSettings} from '../../source/run/settings.ts';
import {receive} from '../../source/ui/receive.ts';
import {initialState, type ScreenState, type Surroundings} from '../../source/ui/state.ts';
import {paste} from '../../source/ui/update.ts';
import {choosable, chosenLine, parameterLines} from '../../source/ui/views/parameters.ts';
import {around, press} from './surroundings.ts';

const view: ScreenState = {...initialState, view: 'parameters'};
const at = (name: string): ScreenState => ({...view, parameters: {...view.parameters, chosen: name}});
const withHz = (hz: number): Surroundings => ({...around, settings: {...around.settings, hz}});
const sent = ({effects}: ReturnType<typeof press>) =>
	effects.flatMap(each => (each.type === 'send' ? [[each.command.id, each.command.args]] : []));

test('3 shows the view; arrows, pages, Home and End go through every row but the headings', t => {
	t.is(press(['3']).state.view, 'parameters');
	const names = choosable(parameterLines(around, '')).map(each => each.name);
	t.is(chosenLine(view, around)?.name, names[0]);
	t.is(chosenLine(press(['up'], view).state, around)?.name, names[0]);
	t.is(chosenLine(press(['end'], view).state, around)?.name, names.at(-1));
	t.is(chosenLine(press(['end', 'home', 'pagedown', 'pageup', 'down'], view).state, around)?.name, names[1]);
	let state = view;
	const seen = names.map(() => {
		const name = chosenLine(state, around)?.name;
		({state} = press(['down'], state));
		return name;
	});
	t.deepEqual(seen, names);
});

test('left and right are commands to set; there and back is what it was, from any value', t => {
	t.deepEqual(sent(press(['right'], at('hz'))), [['set', {name: 'hz', value: 12}]]);
	t.deepEqual(sent(press(['>'], at('hz'))), [['set', {name: 'hz', value: 20}]]);
	t.deepEqual(sent(press(['shift-right'], at('hz'))), [['set', {name: 'hz', value: 20}]]);
	const on = press(['right'], at('hz'), withHz(13.3));
	t.deepEqual(sent(on), [['set', {name: 'hz', value: 15}]]);
	t.deepEqual(sent(press(['left'], on.state, withHz(15))), [['set', {name: 'hz', value: 13.3}]]);
	t.deepEqual(
		sent(press(['left'], on.state, withHz(16))),
		[['set', {name: 'hz', value: 15}]],
		'set by something else meanwhile',
	);
	for (const {effects} of [on, press(['right'], at('noise'))])
		for (const effect of effects)
			if (effect.type === 'send')
				t.true(findCommand(effect.command.id).parameters.safeParse(effect.command.args).success);
});

test('at the end of the range, on what is off and on what is fixed, nothing is sent and the reason is said', t => {
	const none = (state: ScreenState, where = around) => {
		const after = press(['right'], state, where);
		t.deepEqual(after.effects, []);
		return after.state.notice ?? '';
	};
	t.is(none(at('hz'), withHz(1000)), 'hz goes no further this way');
	const {logEvery: _, ...off} = around.settings;
	t.is(none(at('log-every'), {...around, settings: off}), 'log-every is off; Enter types an interval');
	t.regex(none(at('seed')), /^seed: settled when the run began; for a new run --seed sets it$/);
	t.regex(press(['return'], at('seed')).state.notice ?? '', /--seed/);
});

test('who only looks, and a replay, change nothing and are told so', t => {
	for (const where of [
		{...around, readOnly: true},
		{...around, replay: true},
	])
		for (const key of ['right', 'left', '>', '<', 'return', 'backspace', 'a']) {
			const after = press([key], at('hz'), where);
			t.deepEqual(after.effects, [], key);
			t.is(after.state.mode, 'view');
			t.regex(after.state.notice ?? '', /only looks|can't be changed/);
		}
});

test('Enter takes a value in its row; what is wrong is said and what was typed stays', t => {
	const wrong = press(['return', ...'5000', 'return'], at('hz'));
	t.deepEqual(wrong.effects, []);
	t.like(wrong.state, {
		mode: 'value',
		draft: '5000',
		asked: 'hz',
		notice: 'hz: 5000 is not allowed; use a number from 0.001 to 1000',
	});
	const typed = press(['backspace', 'return'], wrong.state);
	t.deepEqual(sent(typed), [['set', {name: 'hz', value: '500'}]]);
	t.is(typed.state.mode, 'view');
	const text = press(['return', ...'fast', 'return'], at('hz')).state;
	t.is(text.notice, 'hz: fast is not allowed; use a number from 0.001 to 1000');
	t.is(text.draft, 'fast');
	t.deepEqual(press(['return', 'return'], at('hz')).effects, [], 'nothing typed is nothing asked');
	t.is(press(['return', '1', 'escape'], at('hz')).state.mode, 'view');
	t.is(press(['return', ...'sh', 'tab'], at('noise')).state.draft, 'shared');
	t.is(paste(press(['return'], at('hz')).state, ' 2\n0').draft, ' 2 0');
});

test('what the run refuses is there again to be mended', t => {
	const {effects, state} = press(['return', ...'50', 'return'], at('dt'));
	const [effect] = effects;
	if (effect?.type !== 'send') return t.fail('nothing was sent');
	const outcome = {ok: false, code: 'stability', error: 'dt 50 is unstable'} as const;
	const {command, typed} = effect;
	const back = receive(state, {type: 'outcome', command, outcome, ...(typed ? {typed} : {})}, around).state;
	t.like(back, {mode: 'value', draft: '50', asked: 'dt', notice: 'dt 50 is unstable'});
	return undefined;
});

test('Backspace is the default again', t => {
	t.deepEqual(sent(press(['backspace'], at('alpha'))), [['set', {name: 'alpha', value: 0.25}]]);
	t.deepEqual(sent(press(['backspace'], at('log-every'))), [['set', {name: 'log-every', value: '1'}]]);
	for (const {name} of around.parameters)
		for (const [id, args] of sent(press(['backspace'], at(name))))
			t.true(findCommand(String(id)).parameters.safeParse(args).success, name);
});

test('/ narrows the list while it is typed; Enter keeps it, Escape shows all', t => {
	const shown = (state: ScreenState) =>
		choosable(parameterLines(around, state.parameters.filter)).map(each => each.name);
	const typing = press(['/', ...'noise am'], view).state;
	t.deepEqual(shown(typing), ['noise-amplitude']);
	t.deepEqual(shown(press(['return'], typing).state), ['noise-amplitude']);
	t.is(shown(press(['escape'], typing).state).length, shown(view).length);
	t.is(shown(press(['return', 'escape'], typing).state).length, shown(view).length);
	t.deepEqual(shown(paste(press(['/'], view).state, 'noise-amp')), ['noise-amplitude']);
	const none = press(['/', ...'xyzzy', 'return'], view).state;
	t.is(press(['right'], none).state.notice, 'no parameter is shown; Esc shows all');
});

test('y copies what has changed in one line, Y as options of a run', t => {
	const now = {...around, settings: {...startSettings(voidModel, {}, undefined), hz: 20}};
	t.deepEqual(press(['y'], view, now).effects, [{type: 'copy', text: 'changed: hz 10 → 20'}]);
	t.deepEqual(press(['Y'], view, now).effects, [{type: 'copy', text: '--param hz=20'}]);
	t.is(press(['Y'], view).state.notice, 'nothing has changed since the start');
});
