import fc from 'fast-check';
import type {Csr} from '../../../source/base/csr.ts';
import {streams, uniform} from '../../../source/base/threefry.ts';
import {csrFromPairs} from '../../../source/connectome/csr.ts';

/**
A directed graph in the manner of a worm's: few nodes take most in-edges, weights from 1 to 40 and, when `signed`, every fifth of them
negative. Nodes without any in-edge are among them.
*/
export function heavyTailed(n: number, edges: number, signed: boolean): Csr {
	const draw = (index: number, stream: number) => uniform(stream, streams.probe, 0, index);
	const seen = new Set<number>();
	for (let e = 0; e < edges; e++) {
		const target = Math.floor(n * draw(e, 1) ** 3);
		const source = Math.floor(n * draw(e, 2));
		if (source !== target) seen.add(source * n + target);
	}
	const pairs = [...seen];
	const weight = Float32Array.from(
		pairs,
		(_, e) => (1 + Math.floor(40 * draw(e, 3) ** 4)) * (signed && e % 5 === 0 ? -1 : 1),
	);
	return csrFromPairs(
		n,
		Int32Array.from(pairs, each => Math.floor(each / n)),
		Int32Array.from(pairs, each => each % n),
		weight,
	);
}

/** Small graphs of every shape, for properties. */
export const anyGraph: fc.Arbitrary<Csr> = fc
	.tuple(fc.integer({min: 1, max: 60}), fc.integer({min: 0, max: 300}), fc.boolean())
	.map(([n, edges, signed]) => heavyTailed(n, edges, signed));
