import {ConnectopError} from '../base/errors.ts';
import {streams, uniform} from '../base/threefry.ts';
import type {Graph} from './graph.ts';
import {hilbertIndex} from './hilbert.ts';
import {nearestNeighbours} from './nearest.ts';
import {symmetricCsr} from './symmetric.ts';

export const topologies = ['knn', 'ring'] as const;
export type Topology = (typeof topologies)[number];

/**
A generated graph. `knn`: random points of the unit square, each joined to its k nearest, symmetrised. `ring`: a ring lattice, k/2
neighbours each side. Throws a usage error when N < 1, k < 1, k ≥ N or (ring) k is odd.
*/
export function generate(topology: Topology, n: number, k: number, seed: number): Graph {
	if (n > 1 && !(k >= 1 && k < n)) {
		throw new ConnectopError(
			'usage',
			'k',
			`--k ${k}: each node needs 1 to ${n - 1} neighbours when there are ${n} nodes`,
		);
	}
	const built = topology === 'knn' ? knn(n, n > 1 ? k : 0, seed) : ring(n, n > 1 ? k : 0);
	return {...built, directed: false, types: [], selfLoops: 0, title: `${topology} k ${k}`};
}

/** Random points, stored along a Hilbert curve so that neighbours are near in memory. */
function knn(n: number, k: number, seed: number) {
	const random = Float32Array.from({length: 2 * n}, (_, i) => uniform(seed, streams.positions, 0, i));
	const place = Float64Array.from({length: n}, (_, i) =>
		hilbertIndex(Math.floor(random[2 * i]! * 65536), Math.floor(random[2 * i + 1]! * 65536)),
	);
	const order = Int32Array.from({length: n}, (_, i) => i).sort((a, b) => place[a]! - place[b]! || a - b);
	const x = Float32Array.from(order, i => random[2 * i]!);
	const y = Float32Array.from(order, i => random[2 * i + 1]!);
	return {...symmetricCsr(n, nearestNeighbours(x, y, k), k), x, y};
}

function ring(n: number, k: number) {
	if (k % 2 === 1)
		throw new ConnectopError('usage', 'k', `--k ${k}: a ring lattice has k/2 neighbours each side, so k must be even`);
	const table = new Int32Array((n * k) / 2);
	for (let i = 0; i < n; i++) for (let j = 1; j <= k / 2; j++) table[(i * k) / 2 + j - 1] = (i + j) % n;
	const angle = (i: number) => (2 * Math.PI * i) / n;
	const x = Float32Array.from({length: n}, (_, i) => 0.5 + 0.48 * Math.cos(angle(i)));
	const y = Float32Array.from({length: n}, (_, i) => 0.5 + 0.48 * Math.sin(angle(i)));
	return {...symmetricCsr(n, table, k / 2), x, y};
}
