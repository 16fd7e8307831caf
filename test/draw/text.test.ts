import test from 'ava';
import fc from 'fast-check';
import {clean, toWidth, truncate, widthOf} from '../../source/draw/text.ts';

test('clean takes out what could move the cursor, hide or reorder text', t => {
	t.is(clean('\u001B[2J\u001B[31mred\u001B[0m'), 'red');
	t.is(clean('\u001B]0;title\u0007after'), 'after');
	t.is(clean('\u001B]8;;http://x\u001B\\link'), 'link');
	t.is(clean('\u009B2Jx\u0000\u0008y\u007F'), 'xy');
	t.is(clean('one\r\ntwo\tthree'), 'one two three');
	t.is(clean('a\u202Eb\u2066c\u200Dd\uFEFFe'), 'abcde');
	t.is(clean('e\u0301\u0302\u0303\u0304\u0305'), 'e\u0301\u0302');
	t.is(clean('\uD800lone'), 'lone');
	t.is(clean('héllo → 世', true), 'h?llo -> ?');
});

test('clean leaves nothing but what a terminal draws in its place', t => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => !/[\p{Control}\p{Bidi_Control}\p{Surrogate}]/u.test(clean(text))),
	);
	fc.assert(fc.property(fc.string({unit: 'binary'}), text => /^[ -~]*$/.test(clean(text, true))));
	t.pass();
});

test('width counts cells', t => {
	t.is(widthOf('plain'), 5);
	t.is(widthOf('⣿▇─·'), 4);
	t.is(widthOf('世界'), 4);
	t.is(widthOf('👍'), 2);
	t.is(widthOf('\u001B[38;5;74m●\u001B[39m on'), 4);
});

test('truncate closes the styles that it cuts', t => {
	t.is(truncate('\u001B[1mconnectop\u001B[22m', 5), '\u001B[1mconn…\u001B[22m');
	t.is(truncate('世界', 3), '世…');
	t.is(truncate('abc', 3), 'abc');
	t.is(truncate('abc', 0), '');
	t.is(truncate('abc', 1, '~'), '~');
});

test('toWidth gives exactly the width asked for', t => {
	t.is(toWidth('ab', 4), 'ab  ');
	t.is(toWidth(clean('\u{1193F}a'), 2), 'a ');
	t.is(toWidth('ab', 4, 'right'), '  ab');
	t.is(toWidth('世界', 3), '世…');
	fc.assert(
		fc.property(
			fc.string({unit: 'binary'}),
			fc.integer({min: 0, max: 30}),
			(text, width) => widthOf(toWidth(clean(text), width)) === width,
		),
	);
});
