import test from 'ava';
import {bindings} from '../../source/ui/bindings.ts';
import {helpSentences, isOfPicture, keysOfPress, ownKeys, spokenBindings} from '../../source/ui/screen-reader-keys.ts';

test('keys as readline tells them', t => {
	t.deepEqual(keysOfPress('a', {name: 'a'}), ['a']);
	t.deepEqual(keysOfPress('C', {name: 'c', shift: true}), ['C']);
	t.deepEqual(keysOfPress(' ', {name: 'space'}), [' ']);
	t.deepEqual(keysOfPress('−', {}), ['−']);
	t.deepEqual(keysOfPress('\r', {name: 'return'}), ['return']);
	t.deepEqual(keysOfPress('\n', {name: 'enter'}), ['return']);
	t.deepEqual(keysOfPress('\u007F', {name: 'backspace'}), ['backspace']);
	t.deepEqual(keysOfPress('\u001B\u007F', {name: 'backspace', meta: true}), ['ctrl-w']);
	t.deepEqual(keysOfPress('\u0003', {name: 'c', ctrl: true}), ['ctrl-c']);
	t.deepEqual(keysOfPress('\u001B', {name: 'escape', meta: true}), ['escape']);
	t.deepEqual(keysOfPress(undefined, {name: 'q', meta: true}), ['escape', 'q']);
	t.deepEqual(keysOfPress(undefined, {name: 'c', meta: true, shift: true}), ['escape', 'C']);
	t.deepEqual(keysOfPress('\t', {name: 'tab', shift: true}), ['shift-tab']);
	t.deepEqual(keysOfPress(undefined, {name: 'up'}), ['up']);
	t.deepEqual(keysOfPress('\u001B[25~', {name: 'f13'}), []);
});

test('every key of the Live view is either told or of the picture, and the own ones are free', t => {
	for (const each of bindings) {
		const [key] = each.keys;
		t.true(spokenBindings.includes(each) !== isOfPicture(key), each.shown);
		t.false(
			ownKeys.some(own => each.keys.includes(own.key)),
			each.shown,
		);
	}
	t.true(spokenBindings.length >= 20);
});

test('the help says every key in one line', t => {
	const said = helpSentences();
	t.is(said.length, 1 + ownKeys.length + spokenBindings.length);
	t.true(said.includes('full stop: take one tick, pausing first'));
	t.true(said.includes('space: pause or resume'));
});
