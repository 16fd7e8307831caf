import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {widthOf} from '../../source/draw/text.ts';
import {keyBar} from '../../source/ui/key-bar.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around} from './surroundings.ts';

const theme = createTheme('braille', 3);
const {settings} = around;
const bar = (width: number, frozen = false, paused = false) =>
	stripVTControlCharacters(keyBar({...settings, paused}, 'domain', frozen, width, theme));

test('all keys where there is room, and what they would do now', t => {
	t.is(
		bar(120),
		' space pause  . tick  +−= Hz  [ ] domain  s save  r restore  i text  p set  f freeze  c C interval  ? help  q quit',
	);
	t.regex(bar(120, true, true), /^ f unfreeze {2}space resume /);
	t.false(stripVTControlCharacters(keyBar(settings, undefined, false, 120, theme)).includes('[ ]'));
});

test('the bar fits every width, and help and quit are on all of them', t => {
	for (let width = 18; width <= 200; width++) {
		t.true(widthOf(keyBar(settings, 'domain', true, width, theme)) <= width, `${width}`);
		t.regex(bar(width), /\? help {2}q quit$/);
	}
});

test('without Unicode the bar is plain', t => {
	t.regex(keyBar(settings, 'domain', false, 120, createTheme('ascii', 0)), /^[ -~]+$/);
});
