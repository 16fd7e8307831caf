import {ConnectopError} from '../base/errors.ts';

/** Entries that int32 row offsets can address. */
export const maxEntries = 2 ** 31 - 1;

/** Edges in CSR order: by target, then source, then kind; entries that agree in all three keep their order. */
export interface SortedEdges<Kind extends Uint8Array | Uint16Array = Uint8Array> {
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
	readonly weight: Float32Array;
	readonly kind?: Kind;
}

/**
Sorts edges by counting, in O(n + E). `kind` may be left out. Arrays that are in order already come back as they are. Throws
`graph-entries` for more than 2³¹ − 1 edges.
*/
export function sortEdges<Kind extends Uint8Array | Uint16Array>(
	n: number,
	source: Int32Array,
	target: Int32Array,
	weight: Float32Array,
	kind?: Kind,
): SortedEdges<Kind> {
	checkEntries(target.length);
	const rowPtr = offsets(target, n);
	if (inOrder(source, target, kind)) return {rowPtr, colIdx: source, weight, ...(kind && {kind})};
	if (!kind || isUniform(kind)) return {...sortUntyped(n, source, target, weight, rowPtr), ...(kind && {kind})};
	const order = countingOrder(source, n, countingOrder(kind, 65_536));
	const colIdx = new Int32Array(source.length);
	const sortedWeight = new Float32Array(source.length);
	const sortedKind = kind.slice() as Kind;
	const next = rowPtr.slice();
	for (let k = 0; k < order.length; k++) {
		const e = order[k]!;
		const place = next[target[e]!]!++;
		colIdx[place] = source[e]!;
		sortedWeight[place] = weight[e]!;
		sortedKind[place] = kind[e]!;
	}
	return {rowPtr, colIdx, weight: sortedWeight, kind: sortedKind};
}

/**
The same where no kinds are to be told apart. Edges are moved twice, by source and then by target, and read in order each time: gathering them by an order
would wait for memory at every step.
*/
function sortUntyped(n: number, source: Int32Array, target: Int32Array, weight: Float32Array, rowPtr: Int32Array) {
	const bySource = offsets(source, n);
	const next = bySource.slice();
	const targets = new Int32Array(source.length);
	const weights = isUniform(weight) ? undefined : new Float32Array(source.length);
	for (let e = 0; e < source.length; e++) {
		const place = next[source[e]!]!++;
		targets[place] = target[e]!;
		if (weights) weights[place] = weight[e]!;
	}
	next.set(rowPtr);
	const colIdx = new Int32Array(source.length);
	const sorted = weights ? new Float32Array(source.length) : weight.slice();
	for (let j = 0; j < n; j++) {
		for (let e = bySource[j]!; e < bySource[j + 1]!; e++) {
			const place = next[targets[e]!]!++;
			colIdx[place] = j;
			if (weights) sorted[place] = weights[e]!;
		}
	}
	return {rowPtr, colIdx, weight: sorted};
}

function isUniform(values: Float32Array | Uint8Array | Uint16Array): boolean {
	for (let e = 1; e < values.length; e++) if (values[e] !== values[0]) return false;
	return true;
}

/** Throws `graph-entries` when int32 offsets cannot address so many entries. */
export function checkEntries(entries: number): void {
	if (entries <= maxEntries) return;
	throw new ConnectopError(
		'invalid',
		'graph-entries',
		`the graph has ${entries} edges (an undirected edge counts twice); ${maxEntries} are allowed`,
	);
}

function offsets(keys: Int32Array, size: number): Int32Array {
	const start = new Int32Array(size + 1);
	for (const key of keys) start[key + 1]!++;
	for (let i = 0; i < size; i++) start[i + 1]! += start[i]!;
	return start;
}

/** The stable order of entries by key, applied on top of `before` when it is given. */
function countingOrder(keys: Int32Array | Uint8Array | Uint16Array, size: number, before?: Int32Array): Int32Array {
	const next = new Int32Array(size + 1);
	for (let e = 0; e < keys.length; e++) next[keys[e]! + 1]!++;
	for (let i = 0; i < size; i++) next[i + 1]! += next[i]!;
	const order = new Int32Array(keys.length);
	for (let k = 0; k < keys.length; k++) {
		const e = before ? before[k]! : k;
		order[next[keys[e]!]!++] = e;
	}
	return order;
}

function inOrder(source: Int32Array, target: Int32Array, kind?: Uint8Array | Uint16Array): boolean {
	for (let e = 1; e < source.length; e++) {
		const ahead = target[e]! - target[e - 1]! || source[e]! - source[e - 1]! || (kind ? kind[e]! - kind[e - 1]! : 0);
		if (ahead < 0) return false;
	}
	return true;
}
