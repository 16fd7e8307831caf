/*
The original's spike rule on first differences of complexity: exponential mean and variance with a half-life of 50 samples,
z = (d − mu)/√var. A spike starts at z ≥ 3 and ends at z ≤ 2.5, with a cool-down of 10 samples. The first sample sets no
statistics and the first half-life gives no spike, since the original's first z is always 8.52, a false alarm.
*/
const halfLife = 50;
const rate = 1 - Math.exp(Math.log(0.5) / halfLife);
/** z from which on a change of complexity is a spike. */
export const spikeAt = 3;
const [endAt, coolDown, leastVariance] = [2.5, 10, 1e-8];

/** Float64 slots of the detector's state, which travels in checkpoints. */
export const detectorSlots = {previous: 0, mean: 1, variance: 2, samples: 3, spiking: 4, sinceSpike: 5} as const;
const slot = detectorSlots;

/** The state before any sample. */
export function newDetector(): Float64Array {
	const state = new Float64Array(6);
	state[slot.variance] = leastVariance;
	state[slot.sinceSpike] = coolDown;
	return state;
}

/** Takes one sample of complexity; gives its z-score and whether a spike starts with it. Changes `state`. */
export function detect(state: Float64Array, complexity: number): {z: number; spike: boolean} {
	const samples = state[slot.samples]!;
	const difference = complexity - state[slot.previous]!;
	state[slot.previous] = complexity;
	state[slot.samples] = samples + 1;
	if (samples === 0) return {z: 0, spike: false};
	const mean = (1 - rate) * state[slot.mean]! + rate * difference;
	const deviation = difference - mean;
	const variance = (1 - rate) * state[slot.variance]! + rate * deviation * deviation;
	state[slot.mean] = mean;
	state[slot.variance] = variance;
	const z = deviation / Math.sqrt(Math.max(variance, leastVariance));
	return {z, spike: spikes(state, z)};
}

function spikes(state: Float64Array, z: number): boolean {
	state[slot.sinceSpike]!++;
	if (state[slot.spiking] === 1) {
		if (z <= endAt) state[slot.spiking] = 0;
		return false;
	}
	if (z < spikeAt || state[slot.samples]! <= halfLife || state[slot.sinceSpike]! <= coolDown) return false;
	state[slot.spiking] = 1;
	state[slot.sinceSpike] = 0;
	return true;
}
