import type {Graph} from '../../connectome/graph.ts';

/** The connected components of the active graph: nodes joined by edges whose product of the field exceeds the threshold. */
export interface ActiveComponents {
	readonly count: number;
	/** Lowest node of each node's component. */
	readonly root: Int32Array;
	/** Nodes of each component, at its lowest node. */
	readonly size: Int32Array;
}

/** Strict comparison in float32 over pairs in either direction, as the measured components do. O(N + E). */
export function activeComponents(
	{n, rowPtr, colIdx, directed}: Graph,
	field: Float32Array,
	threshold: number,
): ActiveComponents {
	const limit = Math.fround(threshold);
	const root = Int32Array.from({length: n}, (_, i) => i);
	const size = new Int32Array(n);
	let count = n;
	for (let i = 0; i < n; i++) {
		const w = field[i]!;
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			if (!directed && j > i) break; // rows are sorted: the rest are twins
			if (!(Math.fround(w * field[j]!) > limit)) continue;
			const [a, b] = [find(root, i), find(root, j)];
			if (a === b) continue;
			root[Math.max(a, b)] = Math.min(a, b);
			count--;
		}
	}
	for (let i = 0; i < n; i++) {
		root[i] = find(root, i);
		size[root[i]!]!++;
	}
	return {count, root, size};
}

/** Size of a node's component and its number, 1 the largest; of equal ones the one with the lower node comes first. */
export function componentOf(
	{root, size}: ActiveComponents,
	node: number,
): {readonly size: number; readonly number: number} {
	const own = root[node] ?? -1;
	const nodes = size[own] ?? 0;
	let number = 1;
	for (let i = 0; i < size.length; i++) if (size[i]! >= nodes && (size[i]! > nodes || i < own)) number++;
	return {size: nodes, number};
}

function find(root: Int32Array, node: number): number {
	while (root[node] !== node) {
		root[node] = root[root[node]!]!;
		node = root[node]!;
	}
	return node;
}
