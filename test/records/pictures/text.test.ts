import test from 'ava';
import fc from 'fast-check';
import {escaped, shortened, text, widthOf} from '../../../source/records/pictures/text.ts';

test('text that fits stays as it is', t => {
	t.is(shortened('20261121_101502', 400, 20), '20261121_101502');
});

test('long text loses its middle', t => {
	const cut = shortened('a very long run name indeed', 120, 16);
	t.regex(cut, /^a ve.*….*deed$/);
	t.true(widthOf(cut, 16) <= 120);
});

test('whatever the text, it fits', t => {
	const property = fc.property(
		fc.string({unit: 'grapheme'}),
		fc.integer({min: 20, max: 500}),
		(content, within) => widthOf(shortened(content, within, 20), 20) <= within,
	);
	t.notThrows(() => fc.assert(property));
});

test('markup and characters that XML does not allow are made harmless', t => {
	t.is(escaped('<a & "b">'), '&lt;a &amp; &quot;b&quot;&gt;');
	t.is(escaped('a\u0000b\u001b[0m\ud800c🙂'), 'a\ufffdb\ufffd[0m\ufffdc🙂');
	t.true(text(1, 2, '<', {size: 10}).endsWith('>&lt;</text>'));
});
