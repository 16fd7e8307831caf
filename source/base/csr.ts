/**
A sparse matrix of couplings in compressed sparse row form, over in-edges: row `i` lists the nodes that act on `i`.

An undirected edge is two entries. Row entries are sorted by source, which fixes the order of summation.
*/
export interface Csr {
	/** Number of nodes N. */
	readonly n: number;
	/** N + 1 offsets: the in-edges of `i` are `rowPtr[i] … rowPtr[i + 1] − 1`. */
	readonly rowPtr: Int32Array;
	/** Source node of each edge. */
	readonly colIdx: Int32Array;
	/** Weight of each edge; negative means inhibitory. */
	readonly weight: Float32Array;
	/** Every weight is exactly 1, so that kernels may leave it out. */
	readonly unit: boolean;
	/** Some weight is negative. */
	readonly signed: boolean;
}
