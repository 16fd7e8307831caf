// The digest of base/digest.ts, its four lanes in one vector.

function mix(lanes: v128, words: v128): v128 {
	let k = i32x4.mul(words, i32x4.splat(0xcc9e2d51));
	k = i32x4.mul(v128.or(i32x4.shl(k, 15), i32x4.shr_u(k, 17)), i32x4.splat(0x1b873593));
	lanes = v128.xor(lanes, k);
	lanes = v128.or(i32x4.shl(lanes, 13), i32x4.shr_u(lanes, 19));
	return i32x4.add(i32x4.mul(lanes, i32x4.splat(5)), i32x4.splat(0xe6546b64));
}

/** Takes `count` words at `at` into the four lanes that lie at `state`. */
export function digest(at: usize, count: i32, state: usize): void {
	let lanes = v128.load(state);
	for (const end = at + ((<usize>(count & ~3)) << 2); at < end; at += 16) lanes = mix(lanes, v128.load(at));
	for (let rest = count & 3; rest > 0; rest--) {
		const mixed = mix(lanes, i32x4(load<i32>(at), 0, 0, 0));
		lanes = i32x4.replace_lane(lanes, 0, i32x4.extract_lane(mixed, 0));
		at += 4;
	}
	v128.store(state, lanes);
}
