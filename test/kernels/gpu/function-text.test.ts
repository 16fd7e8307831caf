import test from 'ava';
import type {ScalarFunction} from '../../../source/dynamics/model.ts';
import {callText, functionText} from '../../../source/kernels/gpu/function-text.ts';

/** Compiles a function's text and calls it. */
const again = (scalar: ScalarFunction, ...args: number[]): unknown => {
	const {text, name} = functionText(scalar, 'again');
	// oxlint-disable-next-line typescript/no-implied-eval -- the text is what is tested
	return new Function(`${text}; return ${name};`)()(...args);
};

const shapes = {
	method(x: number, y: number) {
		return x * (y + 1);
	},
};

test('arrows, methods and functions become declarations that compute the same', t => {
	const ways: ScalarFunction[] = [
		// biome-ignore format: one of the ways
		(x, y) => { return x * (y + 1); },
		(x, y) => x * (y + 1),
		(x, y) => x * (y + 1),
		function named(x, y) {
			return x * (y + 1);
		},
		shapes.method as ScalarFunction,
		(x, /* the second, (in parentheses) */ y) => x * (y + 1), // and a comment => {
	];
	for (const each of ways) {
		t.is(again(each, 2, 3), 8, String(each));
		t.is(functionText(each, 'again').arity, 2);
		t.regex(functionText(each, 'again').text, /^function again\(x, y\)/);
	}
	t.is(
		again(x => -x, 4),
		-4,
	);
	t.is(functionText(() => 0, 'none').arity, 0);
});

test('calls have as many arguments as the function declares', t => {
	const text = functionText((x, y) => x * y, 'product');
	t.is(callText(text, ['a', 'b', 'c']), 'product(a, b)');
	t.throws(() => callText(text, ['a']), {code: 'gpu-function', message: /product .* takes 2 arguments and gets 1/});
});

test('what has no plain parameters or no source is refused', t => {
	const refused = {code: 'gpu-function', message: /^f cannot be compiled for the gpu: /};
	t.throws(() => functionText((...all) => all.length, 'f'), refused);
	t.throws(() => functionText((x, y = 2) => x * y, 'f'), refused);
	t.throws(() => functionText(Math.sin as ScalarFunction, 'f'), refused);
	t.throws(() => functionText(((x: number) => x).bind(null), 'f'), refused);
});
