import test from 'ava';
import fc from 'fast-check';
import {gauge, scale} from '../../source/draw/gauge.ts';
import {widthOf} from '../../source/draw/text.ts';
import {createTheme} from '../../source/ui/theme.ts';

const plain = createTheme('block', 0);
const ascii = createTheme('ascii', 0);

test('a bar is exact to an eighth of a cell in colour and to a cell without', t => {
	t.is(gauge(0.5, 8, plain), '████░░░░');
	t.is(gauge(0.5, 8, ascii), '####....');
	t.is(gauge(0, 4, plain), '░░░░');
	t.is(gauge(1, 4, plain), '████');
	t.is(gauge(Number.NaN, 4, plain), '░░░░');
	const coloured = gauge(9.5 / 16, 2, createTheme('block', 2));
	t.true(coloured.includes('█') && coloured.includes('▎'));
});

test('a scale shows value and limit', t => {
	t.is(scale(0, [-5, 5], 3, 11, plain), '─────●──┊──');
	t.is(scale(99, [-5, 5], 3, 11, plain), '────────┊─●');
	t.is(scale(3, [-5, 5], 3, 11, ascii), '--------o--');
	t.is(scale(Number.NaN, [-5, 5], 3, 11, plain), '────────┊──');
});

test('any share fills exactly the width', t => {
	const look = createTheme('braille', 2);
	fc.assert(
		fc.property(
			fc.double(),
			fc.integer({min: 0, max: 50}),
			(share, width) => widthOf(gauge(share, width, look)) === width,
		),
	);
	fc.assert(
		fc.property(
			fc.double(),
			fc.integer({min: 0, max: 50}),
			(value, width) => widthOf(scale(value, [-5, 5], 3, width, look)) === width,
		),
	);
	t.pass();
});
