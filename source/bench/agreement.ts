import {ConnectopError} from '../base/errors.ts';
import {count} from '../draw/number.ts';
import {type Entrant, nameOf} from './entrant.ts';

/** How far a contestant's field was from the reference's. */
export interface Agreement {
	/** Largest |difference| of any node. */
	readonly difference: number;
	readonly sameBits: boolean;
}

/**
Compares a field with the reference's after the same ticks from the same start. Throws `bench-differs` when it is not the same work: another field than
the entrant's tolerance allows, naming entrant and node.
*/
function agree(entrant: Entrant, field: Float32Array, wanted: Float32Array, ticks: number): Agreement {
	const difference = farthest(field, wanted);
	const sameBits = difference.by === 0;
	if (entrant.tolerance === 0 ? sameBits : difference.by <= entrant.tolerance)
		return {difference: difference.by, sameBits};
	const {node, by} = difference;
	const allowed = entrant.tolerance === 0 ? 'the same bits are asked for' : `${entrant.tolerance} is allowed`;
	throw new ConnectopError(
		'unverified',
		'bench-differs',
		`bench: ${nameOf(entrant)} does other work: after ${count(ticks)} ticks its node ${node} of ${wanted.length} is ${field[node]}, that of the cpu kernel ${wanted[node]} (${by.toExponential(1)} apart; ${allowed}), so it is compared with nothing`,
	);
}

/** Compares all fields with that of the first of their kind of noise, the reference. Throws `bench-differs`. */
export function agreements(fields: ReadonlyMap<Entrant, Float32Array>, ticks: number): Map<Entrant, Agreement> {
	const references = new Map<Entrant['noise'], Float32Array>();
	const found = new Map<Entrant, Agreement>();
	for (const [entrant, field] of fields) {
		const wanted = references.get(entrant.noise) ?? field;
		references.set(entrant.noise, wanted);
		found.set(entrant, agree(entrant, field, wanted, ticks));
	}
	return found;
}

/** The node that is farthest off; what is no number is infinitely far. */
function farthest(field: Float32Array, wanted: Float32Array): {readonly node: number; readonly by: number} {
	let [node, by] = [0, 0];
	for (let i = 0; i < wanted.length; i++) {
		const gap = Math.abs(field[i]! - wanted[i]!);
		const distance = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
		if (distance > by) [node, by] = [i, distance];
	}
	return {node, by};
}
