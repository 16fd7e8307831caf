import {streams, threefry} from './threefry.ts';

/*
The noise of nodes, by the million and tick: two keys of the tick from Threefry, and for each node two multiplications and three xor-shifts of its number
(the constants are those found by TheIronBorn with C. Wellons' hash-prospector, whose avalanche is biased by 0.11 %). A value is a function of seed,
tick and node alone, so that it does not change with the kernel, the number of threads, a pause or a resume.
*/
const [c1, c2] = [0x21f0aaad, 0x735a2d97];

/** The keys of a tick: what is added to the node's number, and what is mixed in between the multiplications. */
export function noiseKeys(seed: number, tick: number): readonly [add: number, mix: number] {
	const keys = new Uint32Array(2);
	threefry(seed, streams.noise, tick, 0, keys);
	return [keys[0]!, keys[1]!];
}

/** Factor of 24 random bits for values in [−amplitude, amplitude). */
export const noiseStep = (amplitude: number): number => Math.fround(Math.fround(amplitude) * 2 ** -23);

/** Fills `out` with the noise of nodes 0 … in [−amplitude, amplitude), in float32. */
export function fillNoise(out: Float32Array, seed: number, tick: number, amplitude: number): void {
	const [add, mix] = noiseKeys(seed, tick);
	const step = noiseStep(amplitude);
	const low = Math.fround(amplitude);
	for (let i = 0; i < out.length; i++) {
		let x = (i + add) | 0;
		x = Math.imul(x ^ (x >>> 16), c1);
		x = Math.imul(x ^ (x >>> 15) ^ mix, c2);
		out[i] = Math.fround(Math.fround(((x ^ (x >>> 15)) >>> 8) * step) - low);
	}
}
