import type {Graph} from '../../connectome/graph.ts';

/** The metrics of a run, one value a sample, in the order they were measured. */
export interface DashboardData {
	/** The run's id. */
	readonly title: string;
	/** Model, preset, N, edges: one line. */
	readonly subtitle: string;
	/** Ticks of the samples. A tick smaller than the one before it means that an earlier state was restored. */
	readonly tick: Float64Array;
	/** Share of possible edges that are not active; NaN (in any series) leaves a gap. */
	readonly sparsity: Float64Array;
	readonly meanWeight: Float64Array;
	/** Components of the active graph. */
	readonly cohesion: Float64Array;
	/** Independent cycles of the active graph. */
	readonly complexity: Float64Array;
	/** Share of N in the largest component: a thin second line in the panel of cohesion. */
	readonly largestComponent?: Float64Array;
	/** Nodes of the field. */
	readonly n: number;
}

/** What a picture needs of a graph: places and couplings. Any `Graph` is one. */
export type PictureGraph = Pick<Graph, 'n' | 'x' | 'y' | 'rowPtr' | 'colIdx' | 'weight' | 'unit' | 'directed'>;

/** A field on its graph at one moment. */
export interface ConnectomeData {
	/** The run's id. */
	readonly title: string;
	readonly tick: number;
	/** Model time, s. */
	readonly time: number;
	/** An edge is active when the values at its ends multiply to more than this. */
	readonly threshold: number;
	/** Name of the variable that is drawn: `W`. */
	readonly variable: string;
	/** The range that the colours are spread over; values outside take the colours of its ends. */
	readonly shown: readonly [low: number, high: number];
	/** N values. */
	readonly field: Float32Array;
	readonly graph: PictureGraph;
}

/** Size of a picture, pixels. */
export interface PictureSize {
	readonly width: number;
	readonly height: number;
}
