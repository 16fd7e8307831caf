import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {widthOf} from '../../source/draw/text.ts';
import {bindingsOf, views} from '../../source/ui/bindings.ts';
import {keyBar} from '../../source/ui/key-bar.ts';
import {initialState, type ScreenState, type ViewId} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around, press} from './surroundings.ts';

const theme = createTheme('braille', 3);
const in_ = (view: ViewId, rest: Partial<ScreenState> = {}): ScreenState => ({...initialState, view, ...rest});
const bar = (width: number, state = initialState, where = around, look = theme) =>
	stripVTControlCharacters(keyBar(state, {...where, width}, look));

test('the keys that matter now where there is room, and what they would do', t => {
	t.is(
		bar(160),
		' space pause  +−= Hz  1-5 views  s save  r restore  i text  p set  u undo  f freeze  [ ] domain  . tick  ← → past  tab z zoom  : commands  ? help  q quit',
	);
	const paused = {...around, settings: {...around.settings, paused: true}};
	t.regex(bar(120, in_('live', {frozen: true}), paused), /^ f unfreeze {2}space resume /);
	const back = press(['left']).state;
	t.regex(bar(160, back), /^ space pause {2}End live {2}← → past {2}< > zoom/);
	t.false(bar(160, initialState, {...around, presets: undefined}).includes('[ ]'));
	t.regex(bar(120, in_('events')), /^ ↑ ↓ choose {2}\/ filter {2}Enter whole {2}1-5 views {2}y copy/);
	t.regex(bar(120, in_('checkpoints')), /^ ↑ ↓ choose {2}Enter restore {2}v verify {2}m mark {2}1-5 views/);
});

test('in a replay the bar says nothing of steering', t => {
	const replay = {...around, replay: true};
	const live = bar(200, initialState, replay);
	t.regex(live, /\+−= speed .*r go to/);
	t.notRegex(live, /save|undo|text|domain| set /);
	t.regex(bar(200, in_('checkpoints'), replay), /Enter go to/);
});

test('a screen that only looks says nothing of steering, and a replay nothing of changing', t => {
	for (const {id} of views) {
		const looking = bar(300, in_(id), {...around, readOnly: true});
		t.notRegex(looking, /pause|Hz|save|restore|text|undo| set|domain|tick|act|interval/, id);
		t.regex(looking, /views/);
		t.notRegex(bar(300, in_(id), {...around, replay: true}), /save|text|undo| set|domain| act|interval/, id);
	}
});

test('the bar fits every width, and help and quit are on all of them', t => {
	for (const {id} of views)
		for (let width = 18; width <= 200; width++) {
			t.true(widthOf(keyBar(in_(id, {frozen: true}), {...around, width}, theme)) <= width, `${width}`);
			t.regex(bar(width, in_(id)), /\? help {2}q quit$/);
		}
});

test('without Unicode the bar is plain', t => {
	for (const {id} of views) t.regex(bar(120, in_(id), around, createTheme('ascii', 0)), /^[ -~]+$/);
});

test('the bar names keys that the view has', t => {
	const several: Readonly<Record<string, readonly string[]>> = {
		'1-5': ['1', '2', '3', '4', '5'],
		'left right': ['left', 'right'],
		'tab z': ['tab', 'z'],
		space: [' '],
		Enter: ['return'],
		End: ['end'],
		'↑ ↓': ['up', 'down'],
	};
	for (const {id} of views) {
		const known = bindingsOf[id].flatMap(each => each.keys);
		for (const part of bar(300, in_(id), around, createTheme('ascii', 0)).trim().split(/ {2,}/)) {
			const shown = part.slice(0, part.lastIndexOf(' '));
			const arrows = id === 'live' ? ['left', 'right'] : ['up', 'down'];
			const keys = shown === 'arrows' ? arrows : (several[shown] ?? [...shown.replaceAll(' ', '')]);
			t.true(keys.length > 0);
			for (const key of keys) t.true(known.includes(key), `${key} of "${part}" in ${id}`);
		}
	}
});
