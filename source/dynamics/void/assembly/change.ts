// The void field's law on site for four nodes, as void/cpu-step.ts has it: rate · (growth·w·(1 − w) − decay·w).
export function voidChange(w: v128, rate: v128, growth: v128, decay: v128): v128 {
	const grown = f32x4.mul(f32x4.mul(growth, w), f32x4.sub(f32x4.splat(1), w));
	return f32x4.mul(rate, f32x4.sub(grown, f32x4.mul(decay, w)));
}
