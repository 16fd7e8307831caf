import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {widthOf} from '../../../source/draw/text.ts';
import {readPreset} from '../../../source/run/presets/preset-text.ts';
import {withOverlay} from '../../../source/ui/overlay.ts';
import {receive} from '../../../source/ui/receive.ts';
import {initialState, type ScreenState, type Surroundings} from '../../../source/ui/state.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import type {ScreenContext} from '../../../source/ui/views/screen-context.ts';
import {screenRows} from '../../../source/ui/views/screen-rows.ts';
import {around, press} from '../surroundings.ts';
import {frameOf} from './frames.ts';

const view: ScreenState = {...initialState, view: 'parameters'};
const at = (width: number, height: number, rest: Partial<Surroundings> = {}): Surroundings => ({
	...around,
	...rest,
	width,
	height,
});
const chosen = (name: string): ScreenState => ({...view, parameters: {...view.parameters, chosen: name}});

function shown(state: ScreenState, where: Surroundings, theme = createTheme('braille', 0)): readonly string[] {
	const context = {frame: frameOf(), state, around: where, theme} as unknown as ScreenContext;
	return withOverlay(screenRows(context), state, where, theme).map(stripVTControlCharacters);
}
const text = (...args: Parameters<typeof shown>): string => shown(...args).join('\n');
const changed = {settings: {...around.settings, hz: 20, noise: 'none' as const}};

test('a row says value, unit, range, default, start and what it is; what has changed is marked', t => {
	const all = text(chosen('alpha'), at(130, 40, changed));
	t.regex(all, /name +value {2}unit +allowed +default +at start {2}what it is/);
	t.regex(all, /│ Model void +│/);
	t.regex(all, /│ ▸ {3}alpha +0\.25 {2}1\/tick +0 … 2 +0\.25 +0\.25 {2}growth +│/);
	t.regex(all, /│ {3}● hz +20 {2}Hz +0\.001 … 1000 +10 +10 {2}ticks a second/);
	t.regex(all, /│ {3}● noise +none +none, shared, node +node +node/);
	t.regex(all, /│ Fixed when the run began[\s\S]* seed +0 /);
	t.regex(all, /│ alpha: growth, 1\/tick; 0 … 2; default 0\.25; 0\.25 at the start +│/);
	t.regex(all, /│ changed: hz 10 → 20 · noise node → none +│\n╰/);
	t.regex(all, /● changed since the start {2}○ not the default {2}2 of \d+ ─╮/);
	const usual = {
		settings: {...around.settings, hz: 10},
		facts: {...around.facts, start: {...around.facts.start, hz: 10}},
	};
	t.regex(text(view, at(80, 24, usual)), /nothing has changed since the start/);
	const since = {
		settings: {...around.settings, hz: 20},
		facts: {...around.facts, start: {...around.facts.start, hz: 20}},
	};
	t.regex(text(chosen('hz'), at(80, 24, since)), /▸ ○ hz/, 'not the default, and so from the start');
});

test('what is wrong with a value stands under the list, beside what was typed', t => {
	const {state} = press(['return', ...'5000', 'return'], chosen('hz'));
	for (const [width, height] of [
		[40, 10],
		[80, 24],
		[200, 60],
	] as const) {
		const all = text(state, at(width, height));
		t.regex(all, /▸ {3}hz .*5000▏/, `${width}×${height}`);
		t.regex(all.replaceAll(/ *│\n│ /g, ' '), /hz: 5000 is not allowed; use a number from 0\.001 to 1000/);
	}
});

test('the chosen row is shown at every size, in every grade, in rows that fit', t => {
	const names = [...around.parameters.map(each => each.name), 'seed', 'run'];
	for (const [width, height] of [
		[40, 10],
		[41, 11],
		[57, 13],
		[80, 24],
		[120, 40],
		[200, 60],
	] as const)
		for (const grade of ['braille', 'ascii'] as const)
			for (const name of names)
				for (const keys of [[], ['return', ...'9'.repeat(300)], ['/'], ['w'], ['right']]) {
					const where = at(width, height, changed);
					const rows = shown(press(keys, chosen(name), where).state, where, createTheme(grade, 0));
					t.is(rows.length, height);
					for (const row of rows) t.true(widthOf(row) <= width, row);
					if (grade === 'ascii') t.regex(rows.join(''), /^[ -~]*$/);
					if (keys.length === 0)
						t.true(
							rows.some(row => /[▸>] /.test(row) && row.includes(name)),
							`${name} at ${width}×${height}`,
						);
				}
});

test('who only looks, and a replay, is told why nothing can be changed', t => {
	t.regex(text(chosen('hz'), at(120, 40, {readOnly: true})), /Parameters, to look at[\s\S]*this screen only looks/);
	t.regex(text(chosen('hz'), at(120, 40, {replay: true})), /of the recorded run[\s\S]*a replay can't be changed/);
});

test('the list of presets says what each would change, or why it does not fit', t => {
	const presetOf = (name: string, source: string) => ({
		name,
		preset: readPreset(source, `${name}.toml`),
		error: undefined,
	});
	const presets = [
		presetOf('other', 'model = "sis"\nhz = 3'),
		presetOf('same', 'hz = 10'),
		presetOf('warm', 'hz = 20\n[param]\nalpha = 0.4'),
		{name: 'worse', preset: undefined, error: 'worse.toml:1: is no TOML'},
	];
	const {state} = receive(view, {type: 'presets', presets}, around);
	const all = text(state, at(100, 24));
	t.regex(all, /─ Apply a preset ─/);
	t.regex(all, /▸ other +other\.toml: is of the model sis, and this run is of void/);
	t.regex(all, /same +as it is now/);
	t.regex(all, /warm +changes hz, alpha/);
	t.regex(all, /worse +worse\.toml:1: is no TOML/);
});
