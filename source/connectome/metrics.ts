export interface Metrics {
	/** Pairs joined by an edge whose W_i·W_j exceeds the threshold. */
	readonly activeEdges: number;
	/** 1 − 2·activeEdges/(N(N−1)). */
	readonly sparsity: number;
	readonly meanWeight: number;
	readonly varianceWeight: number;
	/** Connected components of the active subgraph, isolated nodes counted. */
	readonly cohesion: number;
	/** Share of N in the largest component. */
	readonly largestComponent: number;
	/** Cyclomatic number activeEdges − N + cohesion. */
	readonly complexity: number;
	/** −Σ p ln p over p = active degree / total. */
	readonly entropy: number;
	/** z-score of the last change of complexity. */
	readonly b1z: number;
}
