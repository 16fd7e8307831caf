// The noise of base/node-noise.ts, four nodes at a time, bit for bit.
import {noiseAddAt, noiseLowAt, noiseMixAt, noiseStepAt} from '../layout';

/** What the noise of nodes `node` … `node` + 3 begins with. */
export function noiseSeed(node: i32): v128 {
	return i32x4.add(i32x4.splat(node + load<i32>(noiseAddAt)), i32x4(0, 1, 2, 3));
}

export function noiseOf(seed: v128, mix: v128, step: v128, low: v128): v128 {
	let x = i32x4.mul(v128.xor(seed, i32x4.shr_u(seed, 16)), i32x4.splat(0x21f0aaad));
	x = i32x4.mul(v128.xor(v128.xor(x, i32x4.shr_u(x, 15)), mix), i32x4.splat(0x735a2d97));
	const bits = i32x4.shr_u(v128.xor(x, i32x4.shr_u(x, 15)), 8);
	return f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(bits), step), low);
}

export function noiseMix(): v128 {
	return i32x4.splat(load<i32>(noiseMixAt));
}

export function noiseStep(): v128 {
	return f32x4.splat(load<f32>(noiseStepAt));
}

export function noiseLow(): v128 {
	return f32x4.splat(load<f32>(noiseLowAt));
}
