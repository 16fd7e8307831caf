import test from 'ava';
import fc from 'fast-check';
import {fillUniform, streams, threefry, uniform} from '../../source/base/threefry.ts';

test('threefry-2x32 with 13 rounds gives the known answers of Random123', t => {
	const answers = [
		[0, 0, 0, 0, '9d1c5ec6 8bd50731'],
		[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 'fd36d048 2d17272c'],
		[0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 'ba3e4725 f27d669e'],
	] as const;
	const out = new Uint32Array(2);
	for (const [k0, k1, c0, c1, expected] of answers) {
		threefry(k0, k1, c0, c1, out);
		t.is([...out].map(word => word.toString(16).padStart(8, '0')).join(' '), expected);
	}
});

const word = fc.integer({min: 0, max: 0xffffffff});

test('a value depends on seed, stream, tick and index alone, and filling gives the same values', t => {
	fc.assert(
		fc.property(word, word, word, fc.integer({min: 1, max: 33}), (seed, stream, tick, n) => {
			const filled = new Float32Array(n);
			fillUniform(filled, seed, stream, tick, 0.02);
			const single = Array.from({length: n}, (_, i) => Math.fround(uniform(seed, stream, tick, i) * 0.04 - 0.02));
			t.deepEqual([...filled], single);
			const longer = new Float32Array(n + 5);
			fillUniform(longer, seed, stream, tick, 0.02);
			t.deepEqual(longer.subarray(0, n), filled);
		}),
	);
});

test('neighbouring seeds, streams, ticks and indices have values of their own', t => {
	const values = [0, 1].flatMap(seed =>
		Object.values(streams).flatMap(stream =>
			[0, 1, 2, 3].flatMap(tick => [0, 1, 2, 3].map(index => uniform(seed, stream, tick, index))),
		),
	);
	t.is(new Set(values).size, values.length);
	t.is(new Set(Object.values(streams)).size, Object.keys(streams).length);
});

test('values are uniform in [0, 1): 256 bins, mean, variance and the next value tell nothing', t => {
	const n = 1 << 18;
	const bins = new Float64Array(256);
	let [sum, squares, products, last] = [0, 0, 0, 0.5];
	for (let i = 0; i < n; i++) {
		const u = uniform(11, streams.noise, 5, i);
		if (u < 0 || u >= 1) t.fail(`${u} is outside`);
		bins[Math.floor(u * 256)]! += 1;
		sum += u - 0.5;
		squares += (u - 0.5) ** 2;
		products += (u - 0.5) * (last - 0.5);
		last = u;
	}
	const chiSquare = bins.reduce((total, count) => total + (count - n / 256) ** 2 / (n / 256), 0);
	t.true(Math.abs(chiSquare - 255) < 5 * Math.sqrt(2 * 255), `chi² ${chiSquare}`);
	t.true(Math.abs(sum / n) < 5 * Math.sqrt(1 / 12 / n));
	t.true(Math.abs(squares / n - 1 / 12) < 5 * Math.sqrt(1 / 180 / n));
	t.true(Math.abs(products / n) < 5 * (1 / 12 / Math.sqrt(n)));
});

test('noise stays within its amplitude', t => {
	const noise = new Float32Array(20_001);
	fillUniform(noise, 3, streams.noise, 77, 0.02);
	t.true(noise.every(value => value >= Math.fround(-0.02) && value <= Math.fround(0.02)));
	fillUniform(noise, 3, streams.noise, 77, 0);
	t.true(noise.every(value => value === 0));
});
