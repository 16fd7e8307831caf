/*
Threefry-2x32 with 13 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): the value depends on
key and counter alone, needs only 32-bit add, rotate and xor, and passes BigCrush. So noise does not change with the kernel,
the number of threads, a pause or a resume.
*/
const parity = 0x1bd11bda;

/** Streams of one seed; the number is part of every recorded run, so it never changes its meaning. 1 was the noise of earlier versions. */
export const streams = {positions: 2, initial: 3, pulse: 4, probe: 5, noise: 6} as const;

/** One block: the counter (c0, c1) under the key (k0, k1), as two unsigned 32-bit words written to `out`. */
export function threefry(k0: number, k1: number, c0: number, c1: number, out: Uint32Array): void {
	const k2 = parity ^ k0 ^ k1;
	let a = (c0 + k0) | 0;
	let b = (c1 + k1) | 0;
	// Rounds 0–3
	a = (a + b) | 0;
	b = ((b << 13) | (b >>> 19)) ^ a;
	a = (a + b) | 0;
	b = ((b << 15) | (b >>> 17)) ^ a;
	a = (a + b) | 0;
	b = ((b << 26) | (b >>> 6)) ^ a;
	a = (a + b) | 0;
	b = ((b << 6) | (b >>> 26)) ^ a;
	a = (a + k1) | 0;
	b = (b + k2 + 1) | 0;
	// Rounds 4–7
	a = (a + b) | 0;
	b = ((b << 17) | (b >>> 15)) ^ a;
	a = (a + b) | 0;
	b = ((b << 29) | (b >>> 3)) ^ a;
	a = (a + b) | 0;
	b = ((b << 16) | (b >>> 16)) ^ a;
	a = (a + b) | 0;
	b = ((b << 24) | (b >>> 8)) ^ a;
	a = (a + k2) | 0;
	b = (b + k0 + 2) | 0;
	// Rounds 8–11
	a = (a + b) | 0;
	b = ((b << 13) | (b >>> 19)) ^ a;
	a = (a + b) | 0;
	b = ((b << 15) | (b >>> 17)) ^ a;
	a = (a + b) | 0;
	b = ((b << 26) | (b >>> 6)) ^ a;
	a = (a + b) | 0;
	b = ((b << 6) | (b >>> 26)) ^ a;
	a = (a + k0) | 0;
	b = (b + k1 + 3) | 0;
	// Round 12
	a = (a + b) | 0;
	b = ((b << 17) | (b >>> 15)) ^ a;
	out[0] = a;
	out[1] = b;
}

const block = new Uint32Array(2);
const unit = 2 ** -24;

/** Uniform in [0, 1) with 24 bits, a function of its arguments alone. */
export function uniform(seed: number, stream: number, tick: number, index: number): number {
	threefry(seed, stream, tick, index >>> 1, block);
	return ((block[index & 1] ?? 0) >>> 8) * unit;
}
/** Fills `out` with `uniform(seed, stream, tick, i)` scaled to [−amplitude, amplitude), float32. */
export function fillUniform(out: Float32Array, seed: number, stream: number, tick: number, amplitude: number): void {
	const scale = 2 * amplitude * unit;
	for (let i = 0; i < out.length; i += 2) {
		threefry(seed, stream, tick, i >>> 1, block);
		out[i] = (block[0]! >>> 8) * scale - amplitude;
		if (i + 1 < out.length) out[i + 1] = (block[1]! >>> 8) * scale - amplitude;
	}
}
