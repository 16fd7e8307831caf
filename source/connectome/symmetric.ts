import type {Csr} from '../base/csr.ts';

/** A flat N × k table of neighbours, and its transpose: who lists a node, lower numbers first. */
export interface Lists {
	readonly n: number;
	readonly k: number;
	/** Row i is sorted by `sortRows`. */
	readonly table: Int32Array;
	/** N + 1 offsets into `listedBy`. */
	readonly start: Int32Array;
	/** As long as the table. */
	readonly listedBy: Int32Array;
}

/**
The undirected graph in which `i` and `j` are joined when either lists the other: CSR with unit weights, rows sorted, no
duplicates, no self-loops. `table` is a flat N × k table of neighbours, whose rows are sorted on the way. O(N·k²) for the sorting, else O(N·k).
*/
export function symmetricCsr(n: number, table: Int32Array, k: number): Csr {
	const lists = {n, k, table, start: new Int32Array(n + 1), listedBy: new Int32Array(table.length)};
	countListings(lists, 0, n);
	sumUp(lists.start);
	gatherListings(lists, 0, n);
	const rowPtr = new Int32Array(n + 1);
	countRows(lists, rowPtr, 0, n);
	sumUp(rowPtr);
	const colIdx = new Int32Array(rowPtr[n]!);
	fillRows(lists, rowPtr, colIdx, 0, n);
	return {n, rowPtr, colIdx, weight: new Float32Array(colIdx.length).fill(1), unit: true, signed: false};
}

/** Writes to `start[j + 1]` how often each node of `from … to − 1` is listed. */
export function countListings({table, start}: Lists, from: number, to: number): void {
	for (let e = 0; e < table.length; e++) {
		const j = table[e]!;
		if (j >= from && j < to) start[j + 1]!++;
	}
}

/** Makes offsets of the counts behind a leading 0. */
export function sumUp(counts: Int32Array): void {
	for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
}

/** Writes who lists the nodes `from … to − 1`. */
export function gatherListings({n, k, table, start, listedBy}: Lists, from: number, to: number): void {
	const next = start.slice(from, to);
	for (let i = 0; i < n; i++) {
		for (let e = i * k; e < (i + 1) * k; e++) {
			const j = table[e]!;
			if (j >= from && j < to) listedBy[next[j - from]!++] = i;
		}
	}
}

/** Sorts the table's rows `from … to − 1` and writes to `rowPtr[i + 1]` how many neighbours each has. */
export function countRows(lists: Lists, rowPtr: Int32Array, from: number, to: number): void {
	for (let i = from; i < to; i++) {
		sortRow(lists.table, i * lists.k, (i + 1) * lists.k);
		rowPtr[i + 1] = join(lists, i);
	}
}

/** Writes the neighbours of `from … to − 1`. */
export function fillRows(lists: Lists, rowPtr: Int32Array, colIdx: Int32Array, from: number, to: number): void {
	for (let i = from; i < to; i++) join(lists, i, colIdx, rowPtr[i]!);
}

/** A few numbers, nearly in order where nodes are stored as they lie. */
function sortRow(table: Int32Array, from: number, to: number): void {
	for (let e = from + 1; e < to; e++) {
		const j = table[e]!;
		let place = e;
		for (; place > from && table[place - 1]! > j; place--) table[place] = table[place - 1]!;
		table[place] = j;
	}
}

/** Counts, and writes from `at` on if `out` is given, what i lists or is listed by, each once and without itself. */
function join({n, k, table, start, listedBy}: Lists, i: number, out?: Int32Array, at = 0): number {
	let length = 0;
	let last = -1;
	let [a, b] = [i * k, start[i]!];
	const [endA, endB] = [a + k, start[i + 1]!];
	while (a < endA || b < endB) {
		const listed = a < endA ? table[a]! : n;
		const lister = b < endB ? listedBy[b]! : n;
		const j = Math.min(listed, lister);
		if (listed === j) a++;
		if (lister === j) b++;
		if (j === last || j === i) continue;
		last = j;
		if (out) out[at + length] = j;
		length++;
	}
	return length;
}
