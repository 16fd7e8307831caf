import {fillNoise} from '../base/node-noise.ts';
import type {NoiseDraw} from '../dynamics/model.ts';

const none = new Float32Array(0);

/** Draws the noise of ticks into one array of N values that it keeps: N values, one for all nodes, or none. */
export function noiseFor(n: number): (draw: NoiseDraw) => Float32Array {
	let values = none;
	return ({kind, seed, tick, amplitude}) => {
		if (kind === 'none' || amplitude === 0) return none;
		if (values.length < n) values = new Float32Array(n);
		const noise = kind === 'shared' ? values.subarray(0, 1) : values;
		fillNoise(noise, seed, tick, amplitude);
		return noise;
	};
}
