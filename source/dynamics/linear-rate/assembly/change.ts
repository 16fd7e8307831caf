// dt · (drive − r)/tau for four nodes: the rate in double as in linear-rate/model.ts, then rounded. `drive` and `tau` are doubles.
export function linearRateChange(r: v128, dt: v128, drive: v128, tau: v128): v128 {
	const upper = v128.shuffle<i32>(r, r, 2, 3, 2, 3);
	return f32x4.mul(dt, v128.shuffle<i32>(rate(r, drive, tau), rate(upper, drive, tau), 0, 1, 4, 5));
}

function rate(r: v128, drive: v128, tau: v128): v128 {
	return f32x4.demote_f64x2_zero(f64x2.div(f64x2.sub(drive, f64x2.promote_low_f32x4(r)), tau));
}
