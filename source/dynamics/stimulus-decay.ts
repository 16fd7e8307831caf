/** Decays the stimulus buffer; values too small to matter become 0, so that they do not turn into slow denormal numbers. */
export function decayStimulus(stimulus: Float32Array, factor: number): void {
	const f = Math.fround(factor);
	for (let i = 0; i < stimulus.length; i++) {
		const s = stimulus[i]!;
		if (s === 0) continue;
		stimulus[i] = s < 1e-6 ? 0 : Math.fround(s * f);
	}
}
