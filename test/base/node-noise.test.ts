import test from 'ava';
import {fillNoise} from '../../source/base/node-noise.ts';

const noise = (n: number, seed: number, tick: number, amplitude = 1) => {
	const values = new Float32Array(n);
	fillNoise(values, seed, tick, amplitude);
	return values;
};

const correlation = (a: Float32Array, b: Float32Array): number => {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * (b[i] ?? 0);
	return (3 * sum) / a.length; // the variance of a uniform value in [−1, 1) is 1/3
};

test('it is a function of seed, tick and node: a longer field has the same values', t => {
	t.deepEqual(noise(100, 3, 9), noise(1000, 3, 9).slice(0, 100));
	t.notDeepEqual(noise(100, 3, 9), noise(100, 4, 9));
	t.notDeepEqual(noise(100, 3, 9), noise(100, 3, 10));
});

test('it is uniform: mean, variance, and every 64th of the range as often, for several seeds and ticks', t => {
	const n = 2 ** 18;
	for (const [seed, tick] of [
		[0, 0],
		[0, 1],
		[1, 0],
		[0xffffffff, 123_456],
	] as const) {
		const values = noise(n, seed, tick);
		t.true(Math.abs(values.reduce((sum, each) => sum + each, 0) / n) < 5 / Math.sqrt(3 * n));
		t.true(Math.abs(correlation(values, values) - 1) < 0.01);
		const bins = new Float64Array(64);
		for (const value of values) bins[Math.floor(32 * (value + 1))]!++;
		const chi = bins.reduce((sum, count) => sum + (count - n / 64) ** 2 / (n / 64), 0);
		t.true(chi < 63 + 5 * Math.sqrt(126), `χ² ${chi}`);
		t.true(values.every(each => each >= -1 && each < 1));
	}
});

test('neighbouring nodes, ticks and seeds have nothing to do with each other, at any distance of nodes', t => {
	const n = 2 ** 17;
	const values = noise(n, 5, 70);
	const bound = 5 / Math.sqrt(n);
	for (const distance of [1, 2, 3, 16, 64, 1000, 4096])
		t.true(Math.abs(correlation(values.slice(0, n - 4096), values.slice(distance))) < bound, `nodes ${distance} apart`);
	for (const tick of [69, 71, 72, 170])
		t.true(Math.abs(correlation(values, noise(n, 5, tick))) < bound, `tick ${tick}`);
	for (const seed of [0, 4, 6]) t.true(Math.abs(correlation(values, noise(n, seed, 70))) < bound, `seed ${seed}`);
	// The sum over ticks spreads as that of independent values does.
	const ticks = 400;
	const sums = new Float64Array(2000);
	for (let tick = 0; tick < ticks; tick++) for (const [i, value] of noise(2000, 0, tick).entries()) sums[i]! += value;
	const spread = sums.reduce((sum, each) => sum + each * each, 0) / sums.length / (ticks / 3);
	t.true(Math.abs(spread - 1) < 5 * Math.sqrt(2 / sums.length), `spread ${spread}`);
});
