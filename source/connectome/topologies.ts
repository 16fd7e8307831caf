import {ConnectopError} from '../base/errors.ts';
import type {Graph} from './graph.ts';
import {knn} from './knn.ts';
import {symmetricCsr} from './symmetric.ts';

export const topologies = ['knn', 'ring'] as const;
export type Topology = (typeof topologies)[number];

/**
A generated graph. `knn`: random points of the unit square, each joined to its k nearest, symmetrised. `ring`: a ring lattice, k/2
neighbours each side. Throws a usage error when N < 1, k < 1, k ≥ N or (ring) k is odd.
*/
export function generate(topology: Topology, n: number, k: number, seed: number): Graph {
	checkNeighbours(topology, n, k);
	// A single node has no neighbours, however many were asked for.
	const graph = topology === 'knn' ? knn(n, n > 1 ? k : 0, seed) : ring(n, n > 1 ? k : 0);
	return {...graph, title: `${topology} k ${k}`};
}

/** Throws a usage error when there can be no such graph. */
export function checkNeighbours(topology: Topology, n: number, k: number): void {
	if (n > 1 && !(k >= 1 && k < n)) {
		throw new ConnectopError(
			'usage',
			'k',
			`-k ${k}: each node needs 1 to ${n - 1} neighbours when there are ${n} nodes`,
		);
	}
	if (n > 1 && topology === 'ring' && k % 2 === 1)
		throw new ConnectopError('usage', 'k', `-k ${k}: a ring lattice has k/2 neighbours each side, so k must be even`);
}

function ring(n: number, k: number): Graph {
	const table = new Int32Array((n * k) / 2);
	for (let i = 0; i < n; i++) for (let j = 1; j <= k / 2; j++) table[(i * k) / 2 + j - 1] = (i + j) % n;
	const x = new Float32Array(n);
	const y = new Float32Array(n);
	for (let i = 0; i < n; i++) {
		const angle = (2 * Math.PI * i) / n;
		x[i] = 0.5 + 0.48 * Math.cos(angle);
		y[i] = 0.5 + 0.48 * Math.sin(angle);
	}
	return {
		...symmetricCsr(n, table, k / 2),
		x,
		y,
		directed: false,
		types: [],
		selfLoops: 0,
		title: `ring k ${k}`,
	};
}
