import test from 'ava';
import {bold, colour, colourOn} from '../../source/draw/style.ts';

test('each colour level sends only what it may', t => {
	t.is(colour(0, 74)('x'), 'x');
	t.is(colourOn(0, 74, 236)('x'), 'x');
	t.is(bold(0)('x'), 'x');
	t.is(colour(2, -1)('x'), 'x');
	t.is(colour(1, 6)('x'), '\u001B[36mx\u001B[39m');
	t.is(colour(1, 8)('x'), '\u001B[90mx\u001B[39m');
	t.is(colour(2, 74)('x'), '\u001B[38;5;74mx\u001B[39m');
	t.is(colour(3, 74)('x'), '\u001B[38;5;74mx\u001B[39m');
	t.is(colourOn(1, 6, 8)('x'), '\u001B[100m\u001B[36mx\u001B[39m\u001B[49m');
});
