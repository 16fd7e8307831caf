import test from 'ava';
import fc from 'fast-check';
import {
	bytes,
	count,
	decimal,
	hertz,
	milliseconds,
	percent,
	seconds,
	setting,
	shortCount,
	signed,
} from '../../source/draw/number.ts';

test('numbers as people write them', t => {
	t.deepEqual([0, 999, 1234, 1_234_567, -1234].map(count), ['0', '999', '1,234', '1,234,567', '-1,234']);
	t.deepEqual(
		[1234, 12_345, 4_560_000].map(value => shortCount(value, 6)),
		['1,234', '12,345', '4.56 M'],
	);
	t.deepEqual([0, 0.25, 0.0123, 5.906, 12.34, 1234, 0.000012, 2e12].map(decimal), [
		'0.000',
		'0.250',
		'0.012',
		'5.91',
		'12.3',
		'1,234',
		'1.2e-5',
		'2.0e12',
	]);
	t.deepEqual([0.02, 1.1, 1200, 1 / 3, 0, -9.995e19].map(setting), ['0.02', '1.1', '1200', '0.333', '0', '-1.0e20']);
	t.deepEqual([1.8, -0.3, 0, -0.01, 250].map(signed), ['+1.8', '-0.3', '+0.0', '+0.0', '+250']);
	t.deepEqual([0, 0.24, 1, 0.001, 0.999].map(percent), ['0 %', '24 %', '100 %', '<1 %', '>99 %']);
	t.deepEqual([0.25, 1, 10, 99.94, 1000].map(hertz), ['0.25', '1.0', '10.0', '99.9', '1,000']);
	t.deepEqual([4.4, 1234.5].map(seconds), ['4.4 s', '1,234.5 s']);
	t.deepEqual([0.05, 12.34, 1234].map(milliseconds), ['0.05', '12.3', '1,234']);
	t.deepEqual([12, 41_234, 1_234_567].map(bytes), ['12 B', '41 kB', '1.2 MB']);
});

test('what is no number is said, not drawn as one', t => {
	t.is(count(Number.NaN), '-');
	t.is(decimal(Number.POSITIVE_INFINITY), 'inf');
	t.is(percent(Number.NaN), '- %');
	t.is(signed(Number.NEGATIVE_INFINITY), '-inf');
});

test('no number of any size gets longer than a panel can show', t => {
	fc.assert(
		fc.property(fc.double(), value => {
			for (const text of [
				decimal(value),
				hertz(value),
				milliseconds(value),
				setting(value),
				signed(value),
				shortCount(value, 9),
			])
				if (text.length > 21) return false;
			return true;
		}),
	);
	t.pass();
});
