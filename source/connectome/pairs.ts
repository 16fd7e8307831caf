import type {Csr} from '../base/csr.ts';

/** Unordered pairs of nodes joined in either direction, once each: row `i` lists partners j < i, sorted. */
export interface Pairs {
	readonly n: number;
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
}

/**
The pairs of a graph, each once whatever the direction, type and number of its edges. O(N + E), for the rows of a CSR are sorted; of a graph
that is known to be undirected the rows alone tell.
*/
export function pairsOf(graph: Csr & {readonly directed?: boolean}): Pairs {
	const {n} = graph;
	const later = graph.directed === false ? noTargets(n) : laterTargets(graph);
	const rowPtr = new Int32Array(n + 1);
	for (let i = 0; i < n; i++) rowPtr[i + 1] = rowPtr[i]! + partners(graph, later, i);
	const colIdx = new Int32Array(rowPtr[n]!);
	for (let i = 0; i < n; i++) partners(graph, later, i, colIdx, rowPtr[i]!);
	return {n, rowPtr, colIdx};
}

interface Lists {
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
}

const noTargets = (n: number): Lists => ({rowPtr: new Int32Array(n + 1), colIdx: new Int32Array(0)});

/** The edges that lead to a lower node, by source: row `j` lists the targets i < j, sorted because rows are gone through upwards. */
function laterTargets({n, rowPtr, colIdx}: Csr): Lists {
	const start = new Int32Array(n + 1);
	for (let i = 0; i < n; i++) {
		// Of a sorted row the higher sources stand at the end.
		for (let e = rowPtr[i + 1]! - 1; e >= rowPtr[i]! && colIdx[e]! > i; e--) start[colIdx[e]! + 1]!++;
	}
	for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
	const next = start.slice(0, n);
	const targets = new Int32Array(start[n]!);
	for (let i = 0; i < n; i++)
		for (let e = rowPtr[i + 1]! - 1; e >= rowPtr[i]! && colIdx[e]! > i; e--) targets[next[colIdx[e]!]!++] = i;
	return {rowPtr: start, colIdx: targets};
}

/** Counts, and writes from `at` on if `out` is given, the lower nodes that i has an edge from or to, each once. */
function partners(from: Lists, to: Lists, i: number, out?: Int32Array, at = 0): number {
	const [sources, targets] = [from.colIdx, to.colIdx];
	let length = 0;
	let last = -1;
	let [a, b] = [from.rowPtr[i]!, to.rowPtr[i]!];
	const [endA, endB] = [from.rowPtr[i + 1]!, to.rowPtr[i + 1]!];
	for (;;) {
		const source = a < endA ? sources[a]! : i;
		const target = b < endB ? targets[b]! : i;
		const j = Math.min(source, target);
		if (j >= i) return length;
		if (source === j) a++;
		if (target === j) b++;
		if (j === last) continue;
		last = j;
		if (out) out[at + length] = j;
		length++;
	}
}
