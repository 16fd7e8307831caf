import iterate from 'graphology-layout-forceatlas2/iterate.js';
import type {Positions} from './csr.ts';
import type {Entries} from './edge-merge.ts';

/** Numbers a node and an edge take in ForceAtlas2's matrices. */
const [perNode, perEdge] = [10, 3];

/** Nodes from which forces are summed over a quadtree instead of all pairs. */
const manyNodes = 2000;

/** Iterations: 300 up to 8,000 nodes (0.2 s for the worm), fewer beyond, so that 100,000 nodes take less than half a minute. */
export function iterationsFor(n: number): number {
	return Math.round(Math.min(300, Math.max(10, 2.4e6 / Math.max(1, n))));
}

/**
A force-directed layout by graphology's ForceAtlas2 (Jacomy et al., PLoS ONE 2014) from the given start. `pairs` lists each joined pair of nodes once. Strong gravity keeps components that nothing
ties together from drifting apart. Weights act by the logarithm of their size: those of real graphs span orders of magnitude, and a few
strong edges would fold everything into one blob. Deterministic.
*/
export function forceLayout(
	n: number,
	{rowPtr, colIdx, weight}: Entries,
	start: Positions,
	told: (done: number) => void = () => undefined,
): Positions {
	const mean = weight.reduce((sum, w) => sum + Math.abs(w), 0) / Math.max(1, weight.length);
	const nodes = new Float64Array(perNode * n);
	const edges = new Float64Array(perEdge * colIdx.length);
	const spread = 10 * Math.sqrt(n);
	for (let i = 0; i < n; i++)
		nodes.set([spread * start.x[i]!, spread * start.y[i]!, 0, 0, 0, 0, 1, 1, 1, 0], perNode * i);
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			const pull = Math.log2(1 + Math.abs(weight[e]!) / mean);
			edges.set([perNode * i, perNode * j, pull], perEdge * e);
			nodes[perNode * i + 6]! += pull;
			nodes[perNode * j + 6]! += pull;
		}
	}

	const settings = {
		linLogMode: false,
		outboundAttractionDistribution: false,
		adjustSizes: false,
		edgeWeightInfluence: 1,
		scalingRatio: 10,
		strongGravityMode: true,
		gravity: 0.05,
		slowDown: 1 + Math.log(n),
		barnesHutOptimize: n > manyNodes,
		barnesHutTheta: n > manyNodes ? 1 : 0.5,
	};
	for (let round = 1; round <= iterationsFor(n); round++) {
		iterate(settings, nodes, edges);
		told(round);
	}
	return {
		x: Float32Array.from({length: n}, (_, i) => nodes[perNode * i]!),
		y: Float32Array.from({length: n}, (_, i) => nodes[perNode * i + 1]!),
	};
}
