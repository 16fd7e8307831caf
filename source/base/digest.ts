/*
A 64-bit digest of a field, for telling that two runs are the same bits and naming the first tick where they are not. It is a
fingerprint against accidents, not a cryptographic hash: checkpoints carry SHA-256. Four lanes of multiply-and-rotate over 32-bit words
(the mixing constants of MurmurHash3 by A. Appleby, public domain), so that one lane does not wait for another.
*/
const [c1, c2] = [0xcc9e2d51, 0x1b873593];

/** What the four lanes of a digest begin with. */
export const startDigest: readonly number[] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** Digest of float32 arrays in order, every bit and position counted, as two unsigned 32-bit words. −0 and 0 differ. */
export function digestState(arrays: readonly Float32Array[]): readonly [lo: number, hi: number] {
	let [a = 0, b = 0, c = 0, d = 0] = startDigest;
	let total = 0;
	for (const array of arrays) {
		const words = new Int32Array(array.buffer, array.byteOffset, array.length);
		const whole = words.length & ~3;
		for (let i = 0; i < whole; i += 4) {
			a = mix(a, words[i]!);
			b = mix(b, words[i + 1]!);
			c = mix(c, words[i + 2]!);
			d = mix(d, words[i + 3]!);
		}
		for (let i = whole; i < words.length; i++) a = mix(a, words[i]!);
		total += words.length;
	}
	return finishDigest([a, b, c, d], total);
}

/** The digest of what the lanes have taken in, `total` words. */
export function finishDigest(lanes: ArrayLike<number>, total: number): readonly [lo: number, hi: number] {
	const [a = 0, b = 0, c = 0, d = 0] = [lanes[0], lanes[1], lanes[2], lanes[3]];
	const lo = finish(a ^ Math.imul(c, 31) ^ total);
	const hi = finish(b ^ Math.imul(d, 31) ^ lo);
	return [lo, hi];
}

function mix(lane: number, word: number): number {
	let k = Math.imul(word, c1);
	k = (k << 15) | (k >>> 17);
	lane ^= Math.imul(k, c2);
	lane = (lane << 13) | (lane >>> 19);
	return (Math.imul(lane, 5) + 0xe6546b64) | 0;
}

function finish(h: number): number {
	h ^= h >>> 16;
	h = Math.imul(h, 0x85ebca6b);
	h ^= h >>> 13;
	h = Math.imul(h, 0xc2b2ae35);
	return (h ^ (h >>> 16)) >>> 0;
}
