import {dotBit, type MapGraph, type MapPlan} from './map-graph.ts';

type PlannedEdges = Pick<MapPlan, 'edgeFrom' | 'edgeTo' | 'edgeStart' | 'edgeCell' | 'edgeDots' | 'edgeShare'>;

/** Edges may set this share of all dots at most; above it a map is a blot. */
const densest = 0.45;
/** Edges looked at: enough for a fair sample, few enough for a quick resize. */
const mostCandidates = 100_000;

/**
Chooses the edges that a map of `width` × `height` cells can show and finds the dots of each. All of them when there is room;
else a sample that depends on the edges alone, in which an edge of twice the length is half as likely. None when there is not
one cell for four nodes: single edges cannot be seen then.
*/
export function sampleEdges(
	graph: MapGraph,
	dotX: Int16Array,
	dotY: Int16Array,
	width: number,
	height: number,
): PlannedEdges {
	const cells = width * height;
	const total = graph.directed ? graph.colIdx.length : graph.colIdx.length / 2;
	const {from, to} = graph.n > 4 * cells ? {from: [], to: []} : candidatesOf(graph, total);
	const length = Float64Array.from(from, (a, e) => {
		const b = to[e]!;
		return Math.max(Math.abs(dotX[a]! - dotX[b]!), Math.abs(dotY[a]! - dotY[b]!)) + 1;
	});
	const chosen = choose(from, to, length, densest * cells * 8);
	const edgeFrom = Int32Array.from(chosen, e => from[e]!);
	const edgeTo = Int32Array.from(chosen, e => to[e]!);
	const edgeShare = total === 0 ? 1 : Math.min(1, chosen.length / total);
	return {edgeFrom, edgeTo, edgeShare, ...dotsOf(edgeFrom, edgeTo, dotX, dotY, width)};
}

/** The edges with the smallest keys −ln(u)·length, u in (0, 1] from the edge itself, while their dots fit into `room`. */
function choose(from: readonly number[], to: readonly number[], length: Float64Array, room: number): Int32Array {
	const order = Int32Array.from(from, (_, e) => e);
	if (length.reduce((sum, dots) => sum + dots, 0) <= room) return order;
	const keys = length.map((dots, e) => -Math.log(hash(from[e]!, to[e]!)) * dots);
	order.sort((a, b) => keys[a]! - keys[b]! || a - b);
	let left = room;
	const end = order.findIndex(e => {
		left -= length[e]!;
		return left < 0;
	});
	return order.subarray(0, end < 0 ? order.length : end);
}

/** The cells that each edge crosses, and its dots in them. */
function dotsOf(from: Int32Array, to: Int32Array, dotX: Int16Array, dotY: Int16Array, width: number) {
	const edgeStart = new Int32Array(from.length + 1);
	const cells: number[] = [];
	const dots: number[] = [];
	for (let e = 0; e < from.length; e++) {
		line(dotX[from[e]!]!, dotY[from[e]!]!, dotX[to[e]!]!, dotY[to[e]!]!, (x, y) => {
			const cell = (y >> 2) * width + (x >> 1);
			const last = cells.length - 1;
			if (last >= edgeStart[e]! && cells[last] === cell) {
				dots[last]! |= dotBit(x, y);
				return;
			}
			cells.push(cell);
			dots.push(dotBit(x, y));
		});
		edgeStart[e + 1] = cells.length;
	}
	return {edgeStart, edgeCell: Int32Array.from(cells), edgeDots: Uint8Array.from(dots)};
}

/** At most `mostCandidates` of the edges, evenly taken. */
function candidatesOf({n, rowPtr, colIdx, directed}: MapGraph, total: number) {
	const from: number[] = [];
	const to: number[] = [];
	const step = Math.ceil(total / mostCandidates);
	let seen = 0;
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			if (!directed && j > i) break; // rows are sorted: the rest are twins
			if (j === i || seen++ % step !== 0) continue;
			from.push(j);
			to.push(i);
		}
	}
	return {from, to};
}

/** A number in (0, 1] from a pair of nodes, the same both ways round. */
export function hash(a: number, b: number): number {
	let h = Math.imul(Math.min(a, b) + 1, 0x9e3779b1) ^ Math.imul(Math.max(a, b) + 1, 0x85ebca77);
	h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
	h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
	return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32 + 2 ** -33;
}

/** Every dot of a straight line, ends included (Bresenham, IBM Systems Journal 4, 1965). */
export function line(x: number, y: number, endX: number, endY: number, dot: (x: number, y: number) => void): void {
	const dx = Math.abs(endX - x);
	const dy = -Math.abs(endY - y);
	const stepX = x < endX ? 1 : -1;
	const stepY = y < endY ? 1 : -1;
	let error = dx + dy;
	for (;;) {
		dot(x, y);
		if (x === endX && y === endY) return;
		const twice = 2 * error;
		if (twice >= dy) {
			error += dy;
			x += stepX;
		}
		if (twice <= dx) {
			error += dx;
			y += stepY;
		}
	}
}
