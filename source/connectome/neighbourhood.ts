import type {Csr} from '../base/csr.ts';

/** A graph's edges seen from their source: who each node acts on. The same layout as CSR, without weights. */
export interface OutEdges {
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
}

/** The transpose of a graph's in-edges, O(E). */
export function outEdges({n, rowPtr, colIdx}: Csr): OutEdges {
	const start = new Int32Array(n + 1);
	for (const j of colIdx) start[j + 1]!++;
	for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
	const next = start.slice();
	const targets = new Int32Array(colIdx.length);
	for (let i = 0; i < n; i++) for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) targets[next[colIdx[e]!]!++] = i;
	return {rowPtr: start, colIdx: targets};
}

/** The node and all nodes at most `hops` edges away in either direction, sorted. */
export function neighbourhood(graph: Csr, out: OutEdges, node: number, hops: number): number[] {
	const reached = new Set([node]);
	let front = [node];
	for (let hop = 0; hop < hops; hop++) {
		const next: number[] = [];
		for (const i of front) {
			for (const {rowPtr, colIdx} of [graph, out]) {
				for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
					const j = colIdx[e]!;
					if (reached.has(j)) continue;
					reached.add(j);
					next.push(j);
				}
			}
		}
		front = next;
	}
	return [...reached].sort((a, b) => a - b);
}
