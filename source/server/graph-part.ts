import type {Csr} from '../base/csr.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Degrees} from '../connectome/node-degrees.ts';
import {choose, takenEvenly} from '../draw/graph-sample.ts';
import type {NodeGrid} from '../draw/node-grid.ts';
import {meansOf, type RasterSample, rasterOf, sampleOf} from '../draw/raster.ts';
import type {GraphPart, PartLook} from '../run/graph-part.ts';

/** A part of a graph and how its values are had from a field. */
export interface MadePart {
	readonly part: GraphPart;
	/** Writes the values into `values`, which is as long as `size`. Cost and memory are those of the picture, whatever the graph. */
	valuesOf(field: Float32Array, values: Float32Array): void;
	readonly size: number;
}

/** Nodes shown one by one at most, and how many of them there may be for a cell: more than that are told apart by nobody. */
const mostNodes = 32_768;
const nodesInCell = 4;
/** Nodes that a picture's means are made of at most, and those of one cell. */
export const mostSampled = 65_536;
const mostInCell = 64;

/** Nodes that the mean of a cell is made of at most, in a picture of so many cells. */
export const sampledInCell = (cells: number): number =>
	Math.max(1, Math.min(mostInCell, Math.floor(mostSampled / cells)));
/** The share of all dots that the edges that are sent may set: what the densest of the pictures draws. */
const densest = 0.45;
/** Names are read by people where there are few. */
const mostNames = 2000;

/** What a look shows of a graph. O(N) at most, and less where `grid` finds the window's nodes; done once a look. */
export function makePart(graph: Graph, grid: NodeGrid | undefined, degrees: Degrees, look: PartLook): MadePart {
	const {columns, rows} = look;
	const cells = columns * rows;
	const near = grid?.near(look);
	const raster = rasterOf(graph, look, columns, rows, near);
	const dense = raster.shown > Math.min(mostNodes, nodesInCell * cells);
	const sample = sampleOf(graph, look, raster, dense ? sampledInCell(cells) : raster.shown, near);
	return dense ? cellPart(graph, degrees, look, raster, sample) : nodePart(graph, degrees, look, sample.nodes);
}

function cellPart(
	graph: Graph,
	{degreeOf, range}: Degrees,
	look: PartLook,
	{counts, dots, shown}: {readonly counts: Int32Array; readonly dots: Uint8Array; readonly shown: number},
	sample: RasterSample,
): MadePart {
	const first = new Int32Array(counts.length).fill(-1);
	const sums = new Float64Array(counts.length);
	for (let at = 0; at < sample.nodes.length; at++) {
		const cell = sample.cells[at]!;
		if (first[cell]! < 0) first[cell] = sample.nodes[at]!;
		sums[cell]! += degreeOf(sample.nodes[at]!);
	}
	const part: GraphPart = {
		look,
		dense: true,
		shown,
		counts,
		dots,
		...nodesOf(graph, first.filter(node => node >= 0).sort()),
		degrees: Float32Array.from(sums, (sum, cell) => sum / sample.taken[cell]!),
		degreeRange: range,
		from: new Int32Array(0),
		to: new Int32Array(0),
		edgeShare: 0,
	};
	return {part, valuesOf: (field, values) => meansOf(field, sample, values), size: counts.length};
}

function nodePart(graph: Graph, {degreeOf, range}: Degrees, look: PartLook, inside: Int32Array): MadePart {
	const {from, to, edgeShare} = edgesOf(graph, look, inside);
	const nodes = union(inside, from);
	const placeOf = new Map<number, number>();
	for (let at = 0; at < nodes.length; at++) placeOf.set(nodes[at]!, at);
	const place = (node: number) => placeOf.get(node) ?? 0;
	const part: GraphPart = {
		look,
		dense: false,
		shown: inside.length,
		counts: new Int32Array(0),
		dots: new Uint8Array(0),
		...nodesOf(graph, nodes),
		degrees: Float32Array.from(nodes, degreeOf),
		degreeRange: range,
		from: from.map(place),
		to: to.map(place),
		edgeShare,
	};
	function valuesOf(field: Float32Array, values: Float32Array): void {
		for (let at = 0; at < nodes.length; at++) values[at] = field[nodes[at]!]!;
	}
	return {part, valuesOf, size: nodes.length};
}

function nodesOf({x, y, names}: Graph, nodes: Int32Array): Pick<GraphPart, 'nodes' | 'x' | 'y' | 'names'> {
	return {
		nodes,
		x: Float32Array.from(nodes, node => x[node] ?? 0),
		y: Float32Array.from(nodes, node => y[node] ?? 0),
		...(names && nodes.length <= mostNames ? {names: Array.from(nodes, node => names[node] ?? '')} : {}),
	};
}

/**
The edges that lead to nodes in the window, evenly taken and then chosen as the pictures do, short ones first. An edge of a directed graph that leaves
the window is not among them: to find it takes a look at all edges.
*/
function edgesOf(graph: Graph, {zoom, columns, rows}: PartLook, inside: Int32Array) {
	const {x, y} = graph;
	const {from, to, total} = candidatesOf(graph, inside);
	const [dotsX, dotsY] = [2 * columns * zoom, 4 * rows * zoom];
	const lengths = Float64Array.from(from, (a, e) => {
		const b = to[e]!;
		const dots = 1 + Math.max(Math.abs(x[a]! - x[b]!) * dotsX, Math.abs(y[a]! - y[b]!) * dotsY);
		return Number.isFinite(dots) ? dots : dotsX;
	});
	const chosen = choose(from, to, lengths, densest * 8 * columns * rows, Math.max(2 * columns, 4 * rows));
	return {
		from: Int32Array.from(chosen, e => from[e]!),
		to: Int32Array.from(chosen, e => to[e]!),
		edgeShare: total === 0 ? 1 : chosen.length / total,
	};
}

function candidatesOf({rowPtr, colIdx, directed}: Csr & {readonly directed: boolean}, inside: Int32Array) {
	const own = new Set(inside);
	const each = (take: (from: number, to: number) => void) => {
		for (const i of inside) {
			for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
				const j = colIdx[e]!;
				if (j !== i && (directed || j < i || !own.has(j))) take(j, i); // the rest are twins
			}
		}
	};
	return takenEvenly(each);
}

function union(sorted: Int32Array, more: Int32Array): Int32Array {
	const all = new Set(sorted);
	for (const node of more) all.add(node);
	return all.size === sorted.length ? sorted : Int32Array.from(all).sort();
}
