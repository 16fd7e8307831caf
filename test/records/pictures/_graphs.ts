import type {ConnectomeData, PictureGraph} from '../../../source/records/pictures/data.ts';

/** Edges as [source, target, weight]; nodes on a diagonal unless placed. */
export type EdgeTuple = readonly [source: number, target: number, weight: number];

/** A graph from a list of edges; an undirected one gets both directions of each. */
export function graphOf(n: number, edges: readonly EdgeTuple[], directed: boolean): PictureGraph {
	const all = directed
		? [...edges]
		: edges.flatMap(([a, b, weight]): EdgeTuple[] => [
				[a, b, weight],
				[b, a, weight],
			]);
	all.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
	const rowPtr = Int32Array.from({length: n + 1}, (_, i) => all.filter(([, target]) => target < i).length);
	return {
		n,
		rowPtr,
		colIdx: Int32Array.from(all, ([source]) => source),
		weight: Float32Array.from(all, ([, , weight]) => weight),
		unit: all.every(([, , weight]) => weight === 1),
		directed,
		x: Float32Array.from({length: n}, (_, i) => (i + 0.5) / n),
		y: Float32Array.from({length: n}, (_, i) => (i + 0.5) / n),
	};
}

/** A field on a graph at tick 300. */
export function momentOf(graph: PictureGraph, field: Float32Array): ConnectomeData {
	return {title: '20260101_000000', tick: 300, time: 30, threshold: 0.15, variable: 'W', shown: [0, 0.6], field, graph};
}
