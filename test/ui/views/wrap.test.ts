import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import {wrap} from '../../../source/ui/views/wrap.ts';

test('lines are parted at spaces where there are any near the end', t => {
	t.deepEqual(wrap('one two three four', 10), ['one two', 'three four']);
	t.deepEqual(wrap('0123456789abc', 10), ['0123456789', 'abc']);
	t.deepEqual(wrap('a 0123456789', 10), ['a 01234567', '89']);
	t.deepEqual(wrap('', 10), ['']);
	t.deepEqual(wrap('世界世界', 4), ['世界', '世界']);
	t.is(wrap('x'.repeat(100), 10, 3).length, 3);
});

test('no piece is too wide, and nothing but spaces is lost', t => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 2, max: 40}), (text, width) => {
			const pieces = wrap(text, width);
			for (const piece of pieces) t.true(widthOf(piece) <= width, piece);
			t.is(pieces.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
		}),
	);
});
