/*
The void field's on-site law, as scalar functions that gpu.js can compile. Source: the owner's FUM_Void_Equations
(universal constants alpha 0.25, beta 0.1, fRef 0.02 Hz, phaseSens 0.5); docs/models.md has the formulas.
*/

/** Time modulation T(t) = 1 + phaseSens·sin(2π·fRef·t), or 1 without time dynamics. t in seconds. */
export function timeFactor(t: number, fRef: number, phaseSens: number, useTimeDynamics: number): number {
	if (useTimeDynamics === 0) return 1;
	return 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t);
}

/** Growth (RE-VGSP) a reference tick: [alpha·m·w(1 − w) + noise]·T(t). */
export function deltaReVgsp(
	w: number,
	t: number,
	alpha: number,
	fRef: number,
	phaseSens: number,
	useTimeDynamics: number,
	domainModulation: number,
	noise: number,
): number {
	return (alpha * domainModulation * w * (1 - w) + noise) * timeFactor(t, fRef, phaseSens, useTimeDynamics);
}

/** Decay (GDSP) a reference tick: −beta·m·w·T(t). */
export function deltaGdsp(
	w: number,
	t: number,
	beta: number,
	fRef: number,
	phaseSens: number,
	useTimeDynamics: number,
	domainModulation: number,
): number {
	return -beta * domainModulation * w * timeFactor(t, fRef, phaseSens, useTimeDynamics);
}
