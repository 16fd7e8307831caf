import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {Model} from './model.ts';

/** Explicit Euler is stable on the real axis down to −2. */
const eulerBound = 2;

/** In-strength of a graph: mean and largest of Σ_j |w_ij|. */
export interface Strength {
	readonly mean: number;
	readonly max: number;
}

export function inStrength({n, rowPtr, weight}: Csr): Strength {
	let total = 0;
	let max = 0;
	for (let i = 0; i < n; i++) {
		let sum = 0;
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) sum += Math.abs(weight[e]!);
		total += sum;
		if (sum > max) max = sum;
	}
	return {mean: total / n, max};
}

/** Reference in-strength of the scaled coupling: the default graph's k. */
const referenceStrength = 12;

/**
Factor of the coupling sum. `scaled`: 12 / mean in-strength, so that a strength means the same on every graph while symmetry
(hence ΣW) is kept. `raw`: 1.
*/
export function couplingScale(kind: 'scaled' | 'raw', {mean}: Strength): number {
	return kind === 'raw' || mean === 0 ? 1 : referenceStrength / mean;
}

/**
Number of exchange passes a tick needs: the smallest n with dt·D'·λmax/n + dt·reaction ≤ 2, λmax bounded by Gershgorin's circles.
Throws when dt alone breaks the bound, naming the largest dt that holds.
*/
export function substepsFor(model: Model, p: readonly number[], dt: number, coupling: number, {max}: Strength): number {
	const reaction = model.reactionBound?.(...p) ?? 0;
	const room = eulerBound - dt * reaction;
	if (room <= 0) {
		const largest = eulerBound / reaction;
		throw new ConnectopError(
			'invalid',
			'dt-unstable',
			`dt ${dt} is unstable; use dt < ${largest.toPrecision(3)}: with these parameters dt times the reaction bound ${reaction.toPrecision(3)} must stay below ${eulerBound}`,
		);
	}
	const passes = Math.max(1, Math.ceil((dt * Math.abs(coupling) * (model.couplingNorm ?? 2) * max) / room));
	if (passes <= mostSubsteps) return passes;
	throw new ConnectopError(
		'invalid',
		'coupling-unstable',
		`this coupling needs ${passes} exchange passes a tick, more than ${mostSubsteps}; lower dt or the coupling strength, or use --coupling scaled`,
	);
}

const mostSubsteps = 1000;
