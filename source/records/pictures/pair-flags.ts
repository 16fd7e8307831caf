import type {PictureGraph} from './data.ts';

/** What an entry of the couplings is to the pair of nodes that it joins. */
export const entry = {
	/** Repeats the entry before it (another type of edge from the same source), or joins a node to itself. */
	repeated: 0,
	/** Stands for the pair: each joined pair has exactly one. */
	first: 1,
	/** The pair's other direction. */
	reverse: 2,
} as const;

const known = new WeakMap<Int32Array, Uint8Array>();

/** One flag an entry of the graph's couplings. Kept as long as the graph's `colIdx`, for it costs a search an entry. */
export function pairFlags(graph: PictureGraph): Uint8Array {
	const {colIdx} = graph;
	const flags = known.get(colIdx) ?? compute(graph);
	known.set(colIdx, flags);
	return flags;
}

function compute({n, rowPtr, colIdx, directed}: PictureGraph): Uint8Array {
	const flags = new Uint8Array(colIdx.length);
	for (let i = 0; i < n; i++) {
		const start = rowPtr[i]!;
		const end = rowPtr[i + 1]!;
		for (let e = start; e < end; e++) {
			const j = colIdx[e]!;
			if (j === i || (e > start && colIdx[e - 1] === j)) continue;
			const twin = j > i && (!directed || contains(colIdx, rowPtr[j]!, rowPtr[j + 1]!, i));
			flags[e] = twin ? entry.reverse : entry.first;
		}
	}
	return flags;
}

/** Whether the sorted `values` from `low` to `high − 1` hold `wanted`. */
function contains(values: Int32Array, start: number, end: number, wanted: number): boolean {
	let [low, high] = [start, end];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (values[middle]! < wanted) low = middle + 1;
		else high = middle;
	}
	return low < end && values[low] === wanted;
}
