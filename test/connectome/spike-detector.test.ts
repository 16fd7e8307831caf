import test from 'ava';
import fc from 'fast-check';
import {detect, detectorSlots, newDetector} from '../../source/connectome/spike-detector.ts';

const given = (samples: readonly number[], state = newDetector()) => samples.map(each => detect(state, each));

test('the first sample sets no statistics, and the z of the second is what the original recorded', t => {
	// Recorded: complexity 7506 after a difference of 137, z 8.522670196786848.
	const [first, second] = given([7369, 7506]);
	t.deepEqual(first, {z: 0, spike: false});
	t.true(Math.abs((second?.z ?? 0) - 8.522670196786848) < 1e-9);
	t.is(second?.spike, false, 'a false alarm of the original');
});

test('mean and variance follow the differences with a half-life of 50 samples', t => {
	const rate = 1 - 0.5 ** (1 / 50);
	fc.assert(
		fc.property(fc.array(fc.integer({min: -500, max: 500}), {minLength: 2, maxLength: 120}), samples => {
			const state = newDetector();
			let [mean, variance] = [0, 1e-8];
			for (const [i, sample] of samples.entries()) {
				const {z} = detect(state, sample);
				if (i === 0) continue;
				const difference = sample - (samples[i - 1] ?? 0);
				mean = (1 - rate) * mean + rate * difference;
				variance = (1 - rate) * variance + rate * (difference - mean) ** 2;
				const expected = (difference - mean) / Math.sqrt(Math.max(variance, 1e-8));
				t.true(Math.abs(z - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
			}
		}),
	);
});

/** Indices of samples at which a spike starts. */
const spikes = (samples: readonly number[]) => given(samples).flatMap(({spike}, i) => (spike ? [i] : []));

/** A level that rises at these samples by these amounts, with a small tremble so that there is a variance. */
function level(length: number, rises: Readonly<Record<number, number>>): number[] {
	let height = 100;
	return Array.from({length}, (_, i) => (height += (i % 2 === 0 ? 1 : -1) + (rises[i] ?? 0)));
}

test('a jump up is a spike, a jump down is none', t => {
	t.deepEqual(spikes(level(150, {100: 50})), [100]);
	t.deepEqual(spikes(level(150, {100: -50})), []);
});

test('no spike in the first half-life', t => {
	t.deepEqual(spikes(level(150, {30: 50})), []);
	t.deepEqual(spikes(level(150, {49: 50})), []);
	t.deepEqual(spikes(level(150, {50: 50})), [50]);
});

test('a spike has to end before the next, and ten samples must lie between them', t => {
	t.deepEqual(spikes(level(400, {100: 20, 101: 60})), [100], 'still the same one');
	t.deepEqual(spikes(level(400, {100: 20, 109: 200})), [100]);
	t.deepEqual(spikes(level(400, {100: 20, 111: 200})), [100, 111]);
});

test('what is saved goes on as if nothing had been', t => {
	const samples = level(300, {100: 30, 160: 90, 161: 90, 230: 400});
	const straight = given(samples);
	for (const cut of [1, 50, 100, 105, 161, 230]) {
		const state = newDetector();
		const first = given(samples.slice(0, cut), state);
		const second = given(samples.slice(cut), state.slice());
		t.deepEqual([...first, ...second], straight);
	}
	t.is(newDetector().length, Object.keys(detectorSlots).length);
});
