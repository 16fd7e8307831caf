import type {Csr} from '../base/csr.ts';

/** Unordered pairs of nodes joined in either direction, once each: row `i` lists partners j < i, sorted. */
export interface Pairs {
	readonly n: number;
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
}

/** The pairs of a graph, each once whatever the direction, type and number of its edges. O(E log degree). */
export function pairsOf({n, rowPtr, colIdx}: Csr): Pairs {
	const start = new Int32Array(n + 1);
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			if (j !== i) start[Math.max(i, j) + 1]!++;
		}
	}
	for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
	const all = new Int32Array(start[n]!);
	const next = start.slice();
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			if (j !== i) all[next[Math.max(i, j)]!++] = Math.min(i, j);
		}
	}
	return unique(n, start, all);
}

/** Sorts each row in place and drops repeats. */
function unique(n: number, start: Int32Array, all: Int32Array): Pairs {
	const rowPtr = new Int32Array(n + 1);
	let length = 0;
	for (let i = 0; i < n; i++) {
		let last = -1;
		for (const j of all.subarray(start[i]!, start[i + 1]!).sort()) {
			if (j !== last) all[length++] = j;
			last = j;
		}
		rowPtr[i + 1] = length;
	}
	return {n, rowPtr, colIdx: all.slice(0, length)};
}
