import type {EdgeRows} from './readers/edge-rows.ts';
import {checkEntries, sortEdges} from './sort-edges.ts';

/** Entries in CSR order without repeats; `kind` as in EdgeRows. */
export interface Entries {
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
	readonly weight: Float32Array;
	readonly kind: Uint16Array;
}

/** Rows after merging, with the number of rows that repeated another and of sums that came out as zero and were dropped. */
export interface Merged {
	readonly entries: Entries;
	readonly duplicates: number;
	readonly zeroSums: number;
}

/** Sorts rows and adds up the weights of those that agree in source, target and kind, in file order. Takes the rows' arrays over. */
export function mergeRows(n: number, {source, target, weight, kind}: EdgeRows): Merged {
	const sorted = {kind, ...sortEdges(n, source, target, weight, kind)};
	const {rowPtr, colIdx, weight: weights, kind: kinds} = sorted;
	let [kept, duplicates, zeroSums, from] = [0, 0, 0, 0];
	for (let i = 0; i < n; i++) {
		const end = rowPtr[i + 1]!;
		for (let e = from; e < end; ) {
			const j = colIdx[e]!;
			const k = kinds[e]!;
			let sum = weights[e++]!;
			for (; e < end && colIdx[e] === j && kinds[e] === k; e++, duplicates++) sum += weights[e]!;
			if (Math.fround(sum) === 0) {
				zeroSums++;
				continue;
			}
			colIdx[kept] = j;
			weights[kept] = sum;
			kinds[kept++] = k;
		}
		from = end;
		rowPtr[i + 1] = kept;
	}
	const entries = {
		rowPtr,
		colIdx: colIdx.subarray(0, kept),
		weight: weights.subarray(0, kept),
		kind: kinds.subarray(0, kept),
	};
	return {entries, duplicates, zeroSums};
}

/** The entries and the other direction of each undirected one that lacks it; the same object when none does. */
export function withMirrors(n: number, entries: Entries): Entries {
	let lone = 0;
	eachLone(n, entries, () => lone++);
	if (lone === 0) return entries;
	let at = entries.colIdx.length;
	const rows = rowsOf(n, entries, at + lone);
	eachLone(n, entries, (e, target) => {
		rows.source[at] = target;
		rows.target[at] = entries.colIdx[e]!;
		rows.weight[at] = entries.weight[e]!;
		rows.kind[at++] = entries.kind[e]!;
	});
	return {kind: rows.kind, ...sortEdges(n, rows.source, rows.target, rows.weight, rows.kind)};
}

/** Adds directed and undirected entries of one type between the same nodes into one; forgets which was which. */
export function withoutDirection(n: number, entries: Entries): Entries {
	const seen = new Uint8Array(65_536);
	for (const kind of entries.kind) seen[kind] = 1;
	if (!seen.some((here, kind) => here === 1 && seen[kind ^ 1] === 1)) return entries;
	const rows = rowsOf(n, entries, entries.colIdx.length);
	return mergeRows(n, {...rows, kind: rows.kind.map(kind => kind & ~1)}).entries;
}

/** The target of each entry. */
export function targetsOf(n: number, rowPtr: Int32Array): Int32Array {
	const target = new Int32Array(rowPtr[n]!);
	for (let i = 0; i < n; i++) target.fill(i, rowPtr[i], rowPtr[i + 1]);
	return target;
}

/**
Visits the undirected entries whose other direction is missing. Rows are gone through upwards, so what a row is asked for comes in the order in
which it stands there, and one cursor a row finds it.
*/
function eachLone(n: number, {rowPtr, colIdx, kind}: Entries, visit: (entry: number, target: number) => void): void {
	const cursor = rowPtr.slice();
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const k = kind[e]!;
			if ((k & 1) === 0) continue;
			const j = colIdx[e]!;
			const end = rowPtr[j + 1]!;
			let at = cursor[j]!;
			while (at < end && (colIdx[at]! < i || (colIdx[at] === i && kind[at]! < k))) at++;
			cursor[j] = at;
			if (at === end || colIdx[at] !== i || kind[at] !== k) visit(e, i);
		}
	}
}

/** Copies of the entries as rows, with room for `length`. */
function rowsOf(n: number, {rowPtr, colIdx, weight, kind}: Entries, length: number): EdgeRows {
	checkEntries(length);
	const rows = {
		length,
		source: new Int32Array(length),
		target: new Int32Array(length),
		weight: new Float32Array(length),
		kind: new Uint16Array(length),
	};
	rows.source.set(colIdx);
	rows.target.set(targetsOf(n, rowPtr));
	rows.weight.set(weight);
	rows.kind.set(kind);
	return rows;
}
