import {moments} from './moments.ts';
import type {Pairs} from './pairs.ts';

/** What is measured of a field on a graph; b1z comes from the spike detector. */
export interface Metrics {
	/** Pairs joined by an edge whose W_i·W_j exceeds the threshold. */
	readonly activeEdges: number;
	/** 1 − 2·activeEdges/(N(N−1)); 1 for a single node. */
	readonly sparsity: number;
	readonly meanWeight: number;
	readonly varianceWeight: number;
	/** Connected components of the active subgraph, isolated nodes counted. */
	readonly cohesion: number;
	/** Share of N in the largest component. */
	readonly largestComponent: number;
	/** Cyclomatic number activeEdges − N + cohesion. */
	readonly complexity: number;
	/** −Σ p ln p over p = active degree / total; 0 without active edges. */
	readonly entropy: number;
	/** z-score of the last change of complexity. */
	readonly b1z: number;
}

/** Measures a field of N float32 values; an edge is active when W_i·W_j > threshold, strict, in float32. */
export type Measure = (field: Float32Array, threshold: number) => Omit<Metrics, 'b1z'>;

/** Measures one graph's field tick after tick. */
export interface Meter {
	readonly measure: Measure;
	/** Measures, and counts everything anew to compare. Returns what had been kept wrong; empty when the figures agree. */
	audit(field: Float32Array, threshold: number): readonly string[];
}

/** A meter that keeps nothing between measurements. */
export const plainMeter = (pairs: Pairs): Meter => ({measure: metricsOf(pairs), audit: () => []});

/** Measures everything anew each time, O(E). Keeps its buffers. */
export function metricsOf(pairs: Pairs): Measure {
	const {n, rowPtr, colIdx} = pairs;
	const parent = new Int32Array(n);
	const size = new Int32Array(n);
	const degree = new Int32Array(n);
	return (field, threshold) => {
		const limit = Math.fround(threshold);
		for (let i = 0; i < n; i++) parent[i] = i;
		degree.fill(0);
		let activeEdges = 0;
		let cohesion = n;
		for (let i = 0; i < n; i++) {
			const w = field[i]!;
			for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
				const j = colIdx[e]!;
				if (!(Math.fround(w * field[j]!) > limit)) continue;
				activeEdges++;
				degree[i]!++;
				degree[j]!++;
				if (union(parent, i, j)) cohesion--;
			}
		}
		const histogram = new Int32Array(degree.reduce((most, each) => Math.max(most, each), 0) + 1);
		for (const each of degree) histogram[each]!++;
		const largestSize = largest(parent, size);
		return composed(n, {activeEdges, components: cohesion, largest: largestSize, histogram, ...moments(field)});
	};
}

/** What the figures are made of. */
export interface Counted {
	readonly activeEdges: number;
	readonly components: number;
	/** Nodes in the largest component. */
	readonly largest: number;
	/** Nodes by active degree. */
	readonly histogram: Int32Array;
	readonly mean: number;
	readonly variance: number;
}

/** The figures of N nodes. */
export function composed(n: number, counted: Counted): Omit<Metrics, 'b1z'> {
	const {activeEdges, components, histogram, mean, variance} = counted;
	return {
		activeEdges,
		sparsity: n > 1 ? 1 - (2 * activeEdges) / (n * (n - 1)) : 1,
		meanWeight: mean,
		varianceWeight: variance,
		cohesion: components,
		largestComponent: counted.largest / n,
		complexity: activeEdges - n + components,
		entropy: entropyOf(histogram, 2 * activeEdges),
	};
}

/** Connected components of the whole graph, whatever the field. */
export function componentsOf({n, rowPtr, colIdx}: Pairs): number {
	const parent = Int32Array.from({length: n}, (_, i) => i);
	let components = n;
	for (let i = 0; i < n; i++)
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) if (union(parent, i, colIdx[e]!)) components--;
	return components;
}

/** Joins the sets of `a` and `b`; false when they were one already. Path halving, lower root wins. */
function union(parent: Int32Array, a: number, b: number): boolean {
	const [rootA, rootB] = [find(parent, a), find(parent, b)];
	if (rootA === rootB) return false;
	if (rootA < rootB) parent[rootB] = rootA;
	else parent[rootA] = rootB;
	return true;
}

function find(parent: Int32Array, node: number): number {
	while (parent[node] !== node) {
		parent[node] = parent[parent[node]!]!;
		node = parent[node]!;
	}
	return node;
}

function largest(parent: Int32Array, size: Int32Array): number {
	size.fill(0);
	let most = 0;
	for (let i = 0; i < parent.length; i++) most = Math.max(most, ++size[find(parent, i)]!);
	return most;
}

/** −Σ (d/T) ln(d/T) = ln T − (Σ d ln d)/T over the nodes, which are taken by degree. */
function entropyOf(histogram: Int32Array, total: number): number {
	if (total === 0) return 0;
	let sum = 0;
	for (let d = 2; d < histogram.length; d++) if (histogram[d] !== 0) sum += histogram[d]! * (d * Math.log(d));
	return Math.log(total) - sum / total;
}
