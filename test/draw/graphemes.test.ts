import test from 'ava';
import fc from 'fast-check';
import {graphemes, isSingleCells} from '../../source/draw/graphemes.ts';
import {widthOf} from '../../source/draw/text.ts';

const told = (text: string) => [...new Intl.Segmenter().segment(text)].map(({segment, index}) => ({segment, index}));
const ours = (text: string) => [...graphemes.segment(text)].map(({segment, index}) => ({segment, index}));

test('every character that counts as one cell is a cluster of its own, whatever follows', t => {
	const single = Array.from({length: 0x1_00_00}, (_, code) => String.fromCharCode(code)).filter(isSingleCells);
	t.true(single.length > 700);
	const text = `${single.join('')}\u001B[1m${single.toReversed().join('')}`;
	t.deepEqual(ours(text), told(text));
	for (const character of single) t.is(widthOf(character), 1, character);
});

test('texts are parted as Intl.Segmenter parts them', t => {
	const pieces = [
		'a',
		' ',
		'─',
		'⣿',
		'é',
		'e\u0301',
		'\u200D',
		'\uFE0F',
		'👩',
		'🏽',
		'한',
		'ᄀ',
		'ᅡ',
		'\r',
		'\n',
		'\u001B[31m',
		'🇩',
		'🇪',
		'5\u20E3',
		'\uD800',
	];
	const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({unit: 'binary'})), {maxLength: 12});
	fc.assert(
		fc.property(text, parts => {
			t.deepEqual(ours(parts.join('')), told(parts.join('')));
		}),
	);
});
