import test from 'ava';
import fc from 'fast-check';
import type {Key} from 'ink';
import {keysOf} from '../../source/ui/keys.ts';

const none: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};

test('a single key has its name', t => {
	t.deepEqual(keysOf('q', none), ['q']);
	t.deepEqual(keysOf(' ', none), [' ']);
	t.deepEqual(keysOf('\r', {...none, return: true}), ['return']);
	t.deepEqual(keysOf('', {...none, escape: true, meta: true}), ['escape']);
	t.deepEqual(keysOf('', {...none, upArrow: true}), ['up']);
	t.deepEqual(keysOf('', {...none, delete: true}), ['backspace']);
	t.deepEqual(keysOf('', {...none, tab: true}), ['tab']);
	t.deepEqual(keysOf('', {...none, tab: true, shift: true}), ['shift-tab']);
	t.deepEqual(keysOf('c', {...none, ctrl: true}), ['ctrl-c']);
	t.deepEqual(keysOf('', {...none, ctrl: true}), []);
});

test('a burst is split into its keys, control characters among them', t => {
	t.deepEqual(keysOf('p−\t1\r', none), ['p', '−', 'tab', '1', 'return']);
	t.deepEqual(keysOf('a\u0015b\u0017\u001A\u0003', none), ['a', 'ctrl-u', 'b', 'ctrl-w', 'ctrl-z', 'ctrl-c']);
	t.deepEqual(keysOf('a\b\u007Fb\n', none), ['a', 'backspace', 'backspace', 'b', 'return']);
	t.deepEqual(keysOf('👍é\u0000\u0085\u001B', none), ['👍', 'é']);
});

test('Escape and a key in one piece are Escape and the key; Alt-Backspace deletes a word', t => {
	t.deepEqual(keysOf('q', {...none, meta: true}), ['escape', 'q']);
	t.deepEqual(keysOf('\r', {...none, meta: true, return: true}), ['escape', 'return']);
	t.deepEqual(keysOf('', {...none, meta: true, upArrow: true}), ['escape', 'up']);
	t.deepEqual(keysOf('', {...none, meta: true, backspace: true}), ['ctrl-w']);
});

test('no text brings a control character into a prompt, and no visible one is lost', t => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			const keys = keysOf(text, none);
			t.false(keys.some(key => /^\p{Cc}$/u.test(key)));
			t.is(keys.filter(key => [...key].length === 1).join(''), text.replaceAll(/\p{Cc}/gu, ''));
		}),
	);
});
