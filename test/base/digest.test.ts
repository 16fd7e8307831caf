import test from 'ava';
import fc from 'fast-check';
import {digestState} from '../../source/base/digest.ts';

const field = fc.array(fc.float({noNaN: true}), {minLength: 1, maxLength: 40});
const text = (values: readonly number[]) => digestState([Float32Array.from(values)]).join(' ');

test('equal fields have equal digests; one flipped bit anywhere changes it', t => {
	fc.assert(
		fc.property(field, fc.nat(), fc.nat(31), (values, place, bit) => {
			const array = Float32Array.from(values);
			const before = digestState([array]);
			t.deepEqual(digestState([array.slice()]), before);
			new Uint32Array(array.buffer)[place % values.length]! ^= 1 << bit;
			t.notDeepEqual(digestState([array]), before);
		}),
	);
});

test('order, length and the sign of zero count', t => {
	t.not(text([1, 2]), text([2, 1]));
	t.not(text([1, 2, 3, 4, 5]), text([5, 2, 3, 4, 1]));
	t.not(text([0]), text([0, 0]));
	t.not(text([0]), text([-0]));
});

test('the words are unsigned, and the digest of a field never changes between versions', t => {
	const words = digestState([Float32Array.from({length: 1001}, (_, i) => i / 1000)]);
	t.true(words.every(each => Number.isInteger(each) && each >= 0 && each <= 0xffffffff));
	t.deepEqual(words, [1664617111, 1069943376]);
});

test('a part of a larger buffer is its own field', t => {
	const whole = Float32Array.of(9, 1, 2, 3, 9);
	t.deepEqual(digestState([whole.subarray(1, 4)]), digestState([Float32Array.of(1, 2, 3)]));
});
