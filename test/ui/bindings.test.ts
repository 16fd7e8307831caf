import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {findCommand} from '../../source/run/registry/registry.ts';
import {bindings} from '../../source/ui/bindings.ts';
import {keyBar} from '../../source/ui/key-bar.ts';
import {initialState} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around} from './surroundings.ts';

test('every key stands once, with words', t => {
	const shown = bindings.map(each => each.shown);
	const wanted = 'space . + - = [ ] s r c C i p f q ? Ctrl-C Ctrl-L Ctrl-Z'.split(' ');
	t.deepEqual([...shown].sort(), wanted.sort());
	t.true(bindings.every(each => each.title.length > 3));
});

test('no key does two things', t => {
	const keys = bindings.flatMap(each => each.keys);
	t.is(new Set(keys).size, keys.length);
});

test('every key does something, and what it sends is a command with arguments that fit', t => {
	for (const {shown, press} of bindings) {
		const {state, effects} = press(initialState, around);
		t.true(effects.length > 0 || state !== initialState, shown);
		for (const effect of effects) {
			if (effect.type !== 'send') continue;
			t.true(findCommand(effect.command.id).parameters.safeParse(effect.command.args).success, shown);
		}
	}
});

test('the key bar names keys that there are', t => {
	const bar = stripVTControlCharacters(keyBar(around.settings, 'domain', false, 200, createTheme('ascii', 0)));
	const shown = bindings.map(each => each.shown);
	for (const part of bar.trim().split(/ {2,}/)) {
		const keys = part.startsWith('space') ? ['space'] : [...part.slice(0, part.lastIndexOf(' ')).replaceAll(' ', '')];
		t.true(keys.length > 0);
		for (const key of keys) t.true(shown.includes(key), `${key} of "${part}"`);
	}
});
