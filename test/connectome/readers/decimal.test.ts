import test from 'ava';
import fc from 'fast-check';
import {decimalAt} from '../../../source/connectome/readers/decimal.ts';

const read = (text: string) => {
	const bytes = new TextEncoder().encode(`«${text}»`);
	return decimalAt(bytes, 2, bytes.length - 2);
};

test('numbers are read as JavaScript reads them, to the last bit', t => {
	fc.assert(
		fc.property(fc.double({noNaN: true, noDefaultInfinity: true}), value =>
			t.is(read(String(value)), Number(String(value))),
		),
		{numRuns: 500},
	);
	fc.assert(
		fc.property(fc.integer(), fc.stringMatching(/^\d{0,20}$/), (whole, digits) => {
			t.is(read(`${whole}.${digits}`), Number(`${whole}.${digits}`));
		}),
	);
});

test('ways to write a number', t => {
	for (const [text, value] of [
		['+3', 3],
		['-0', -0],
		['.5', 0.5],
		['5.', 5],
		['1E3', 1000],
		['-2.5e-3', -0.0025],
		['00012', 12],
		['9007199254740993', 9007199254740992],
		['inf', Number.POSITIVE_INFINITY],
		['-Infinity', Number.NEGATIVE_INFINITY],
	] as const) {
		t.is(read(text), value, text);
	}
});

test('what is no number is NaN', t => {
	for (const text of [
		'',
		'+',
		'-',
		'.',
		'e5',
		'1e',
		'1e+',
		'0x10',
		'1,5',
		'1 2',
		'--1',
		'1.2.3',
		'٣',
		'nan',
		'one',
		'1_000',
	]) {
		t.is(read(text), Number.NaN, text);
	}
});
