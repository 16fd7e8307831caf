import {hash} from './map-edges.ts';
import type {MapGraph} from './map-graph.ts';

/** Edges looked at: a fair sample, soon drawn. */
const mostCandidates = 30_000;

/** Those with the smallest keys −ln(u)·length, u in (0, 1] from the edge itself, while they fit into `room` dots, none longer than `longest`. */
export function choose(
	from: readonly number[],
	to: readonly number[],
	length: Float64Array,
	room: number,
	longest: number,
): Int32Array {
	const order = Int32Array.from(from, (_, e) => e);
	if (length.reduce((sum, dots) => sum + Math.min(longest, dots), 0) <= room) return order;
	const keys = length.map((dots, e) => -Math.log(hash(from[e]!, to[e]!)) * dots);
	order.sort((a, b) => keys[a]! - keys[b]! || a - b);
	let left = room;
	const end = order.findIndex(e => {
		left -= Math.min(longest, length[e]!);
		return left < 0;
	});
	return order.subarray(0, end < 0 ? order.length : end);
}

/** At most `mostCandidates` of the edges with an end in the window, evenly taken, each pair once where edges have twins. */
export function candidatesOf({n, rowPtr, colIdx, directed}: MapGraph, cellOf: Int32Array, shown: number) {
	const everything = shown === n;
	const each = (take: (from: number, to: number) => void) => {
		for (let i = 0; i < n; i++) {
			for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
				const j = colIdx[e]!;
				if (!directed && j > i) break; // rows are sorted: the rest are twins
				if (j !== i && (everything || cellOf[i]! >= 0 || cellOf[j]! >= 0)) take(j, i);
			}
		}
	};
	return takenEvenly(each);
}

/** At most `mostCandidates` of the edges that `each` goes through, twice in the same order, and how many there are. */
export function takenEvenly(each: (take: (from: number, to: number) => void) => void) {
	let total = 0;
	each(() => total++);
	const step = Math.max(1, Math.ceil(total / mostCandidates));
	const from: number[] = [];
	const to: number[] = [];
	let seen = 0;
	each((a, b) => {
		if (seen++ % step !== 0) return;
		from.push(a);
		to.push(b);
	});
	return {from, to, total};
}
