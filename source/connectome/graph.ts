import type {Csr} from '../base/csr.ts';

/** A graph to run on: couplings plus what drawing, records and people need to know of it. */
export interface Graph extends Csr {
	/** Some edge has no twin the other way with the same weight. */
	readonly directed: boolean;
	/** Layout in the unit square, one value a node. */
	readonly x: Float32Array;
	readonly y: Float32Array;
	/** Node names in file order; absent for generated graphs, whose nodes are called by their index. */
	readonly names?: readonly string[];
	/** Names of the edge types; `[]` when edges have none. */
	readonly types: readonly string[];
	/** Index into `types` of each CSR entry; absent when `types` is empty. */
	readonly edgeType?: Uint8Array;
	/** Number of self-loops, which are kept out of the coupling. */
	readonly selfLoops: number;
	/** One line for people: `knn k 12`, `ring k 4`, `worm.csv`. */
	readonly title: string;
}

/** One edge list before it becomes CSR: struct of arrays, directed entries only, no self-loops, no duplicates. */
export interface EdgeTable {
	readonly n: number;
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
	readonly types: readonly string[];
	readonly edgeType?: Uint8Array;
	readonly names?: readonly string[];
	/** Positions that the file itself gave (GEXF viz, GraphML x/y), unit square; absent → a layout is computed. */
	readonly x?: Float32Array;
	readonly y?: Float32Array;
	readonly report: ImportReport;
}

/** What a reader did with the rows of a file; shown, logged and kept in run.json. */
export interface ImportReport {
	readonly format: string;
	readonly rows: number;
	readonly nodes: number;
	/** Directed entries that were kept, by edge type (`''` when edges have no type). */
	readonly edgesByType: Readonly<Record<string, number>>;
	/** Rows that repeated source, target and type; their weights were added up. */
	readonly duplicates: number;
	readonly selfLoops: number;
	/** Rows of an undirected type given one way only, mirrored. */
	readonly mirrored: number;
	/** Rows with weight 0, dropped. */
	readonly zeroWeights: number;
}
