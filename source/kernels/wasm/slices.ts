import type {Csr} from '../../base/csr.ts';
import {windowRows} from './layout.ts';
import type {Arena} from './memory.ts';

/*
Rows in slices of eight, so that eight sums go on at once and no branch is taken between rows (sliced ELLPACK: Monakov, Lokhmotov and Avetisyan,
HiPEAC 2010; sorted in windows as SELL-C-σ: Kreutzer et al., SIAM J. Sci. Comput. 36, 2014). Within a row the order of edges is
that of the graph.
*/

/** The graph as the wasm kernel reads it. Entries are byte offsets of source nodes; a padded one is the row itself, or has weight 0. */
export interface Slices {
	/** First block of eight entries of each slice, and the end. */
	readonly starts: Uint32Array;
	/** Which row of its window each row of a slice is. */
	readonly rowOf: Uint8Array;
	readonly table: Uint32Array;
	/** Absent when every weight is 1 and padding adds nothing by itself. */
	readonly weights?: Float32Array;
	/** Rows too long for a slice: where those of each window begin, and row, first and last entry of each. */
	readonly longStarts?: Uint32Array;
	readonly longRows?: Uint32Array;
	/** First window of each part of a step, and the end: what threads share. */
	readonly parts: Int32Array;
}

/** How many entries a part has at least: some 10 µs of work. */
const partEntries = 16_384;
/** A row that makes a slice more than so much larger than its edges is taken out of it. */
const mostPadding = 1.5;
const littlePadding = 64;

/** Lays out a graph in `arena`, O(E). `weighted`: weights are kept even when all are 1. */
export function slicesOf({n, rowPtr, colIdx, weight, unit}: Csr, arena: Arena, weighted: boolean): Slices {
	const slices = Math.ceil(n / 8);
	const windows = Math.ceil(n / windowRows);
	const starts = arena.uint32(slices + 1);
	const rowOf = arena.uint8(8 * slices);
	const long: number[] = [];
	const longStarts = new Uint32Array(windows + 1);
	const lengthOf = (row: number): number => (row < n ? rowPtr[row + 1]! - rowPtr[row]! : 0);
	const keys = new Float64Array(windowRows);
	let blocks = 0;
	for (let window = 0; window < windows; window++) {
		const first = window * windowRows;
		const rows = Math.min(windowRows, 8 * slices - first);
		sortByLength(rows, lane => lengthOf(first + lane), keys);
		for (let lane = 0; lane < rows; lane++) rowOf[first + lane] = keys[lane]! % windowRows;
		for (let lane = 0; lane < rows; lane += 8) {
			starts[(first + lane) >> 3] = blocks;
			const lengths = Array.from(rowOf.subarray(first + lane, first + lane + 8), row => lengthOf(first + row));
			const out = rowsTakenOut(lengths);
			for (let each = 0; each < out; each++) long.push(first + rowOf[first + lane + each]!);
			blocks += lengths[out] ?? 0;
		}
		longStarts[window + 1] = long.length;
	}
	starts[slices] = blocks;
	const entriesOfLong = long.reduce((sum, row) => sum + lengthOf(row), 0);
	const table = arena.uint32(8 * blocks + entriesOfLong);
	const weights = unit && !weighted ? undefined : arena.float32(table.length);
	const isLong = new Set(long);
	for (let slice = 0; slice < slices; slice++) {
		const from = starts[slice]!;
		const length = starts[slice + 1]! - from;
		for (let lane = 0; lane < 8; lane++) {
			const row = 8 * slice - ((8 * slice) % windowRows) + rowOf[8 * slice + lane]!;
			fill(row, 8 * from + lane, isLong.has(row) ? 0 : lengthOf(row), length);
		}
	}
	let at = 8 * blocks;
	const longRows = new Uint32Array(3 * long.length);
	for (const [index, row] of long.entries()) {
		const begin = rowPtr[row]!;
		const end = rowPtr[row + 1]!;
		longRows.set([row, at, at + end - begin], 3 * index);
		for (let e = begin; e < end; e++, at++) {
			table[at] = 4 * colIdx[e]!;
			if (weights) weights[at] = weight[e]!;
		}
	}
	return {
		starts,
		rowOf,
		table,
		...(weights ? {weights} : {}),
		...(long.length > 0 ? {longStarts: kept(arena, longStarts), longRows: kept(arena, longRows)} : {}),
		parts: partsOf(n, windows, rowPtr, arena),
	};

	/** Writes a row's `count` edges at every eighth entry from `to` on, and padding up to `length`. */
	function fill(row: number, to: number, count: number, length: number): void {
		const begin = row < n ? rowPtr[row]! : 0;
		const itself = row < n ? 4 * row : 0;
		for (let k = 0; k < length; k++) {
			const entry = to + 8 * k;
			const inside = k < count;
			table[entry] = inside ? 4 * colIdx[begin + k]! : itself;
			if (weights) weights[entry] = inside ? weight[begin + k]! : 0;
		}
	}
}

/** The most bytes that the slices of this graph, or of what is left of it without some edges, can take. */
export function mostSliceBytes({n, colIdx, unit}: Csr, weighted: boolean): number {
	const slices = Math.ceil(n / 8);
	const entries = mostPadding * colIdx.length + littlePadding * slices;
	const tables = unit && !weighted ? 1 : 2;
	// Beside the tables: where slices begin, rows by slice, long rows and where they begin, parts, and gaps between all of these.
	return Math.ceil(4 * entries * tables) + 12 * slices + 12 * n + 8 * Math.ceil(n / windowRows) + 1024;
}

/** Sorts the rows of a window, longest first, ties by number: the first `rows` keys modulo the window's size are the rows. */
function sortByLength(rows: number, lengthOf: (lane: number) => number, keys: Float64Array): void {
	for (let lane = 0; lane < rows; lane++) keys[lane] = (2 ** 31 - lengthOf(lane)) * windowRows + lane;
	keys.subarray(0, rows).sort();
}

/** How many of a slice's rows, longest first, have to go so that padding is no more than it may be. */
function rowsTakenOut(lengths: readonly number[]): number {
	let sum = lengths.reduce((a, b) => a + b, 0);
	let out = 0;
	while (out < lengths.length && 8 * lengths[out]! > mostPadding * sum + littlePadding) sum -= lengths[out++]!;
	return out;
}

/** Windows in parts of about equal work. */
function partsOf(n: number, windows: number, rowPtr: Int32Array, arena: Arena): Int32Array {
	const bounds = [0];
	for (let window = 1; window < windows; window++) {
		const begin = rowPtr[bounds.at(-1)! * windowRows]!;
		if (rowPtr[window * windowRows]! - begin >= partEntries) bounds.push(window);
	}
	if (n > 0) bounds.push(windows);
	const parts = arena.int32(bounds.length);
	parts.set(bounds);
	return parts;
}

function kept(arena: Arena, values: Uint32Array): Uint32Array {
	const array = arena.uint32(Math.max(1, values.length));
	array.set(values);
	return array;
}
