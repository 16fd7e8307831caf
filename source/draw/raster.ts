import {dotAt, type GraphWindow, isIn, shareOf} from './graph-window.ts';
import {dotBit} from './map-graph.ts';

/** Places of nodes in the unit square. */
export interface Places {
	readonly x: Float32Array;
	readonly y: Float32Array;
}

/** What the cells of a picture hold of a graph, row by row. */
export interface Raster {
	readonly columns: number;
	readonly rows: number;
	/** Nodes in the window. */
	readonly shown: number;
	/** Nodes in each cell, and the braille dots that they set. */
	readonly counts: Int32Array;
	readonly dots: Uint8Array;
}

/** Some nodes of each cell, as many of all cells as can be looked at in any frame: what a frame costs does not depend on the graph. */
export interface RasterSample {
	/** Ascending, so that a pass over the field goes forward through memory. */
	readonly nodes: Int32Array;
	readonly cells: Int32Array;
	/** Number of them in each cell. */
	readonly taken: Int32Array;
}

/** Lays the nodes in a window out in cells. `among` names those that can be in it; all are looked at without. One pass. */
export function rasterOf(
	places: Places,
	window: GraphWindow,
	columns: number,
	rows: number,
	among?: Int32Array,
): Raster {
	const counts = new Int32Array(columns * rows);
	const dots = new Uint8Array(columns * rows);
	let shown = 0;
	eachInWindow(places, window, columns, rows, among, (_, dotX, dotY) => {
		const cell = (dotY >> 2) * columns + (dotX >> 1);
		counts[cell]!++;
		dots[cell]! |= dotBit(dotX, dotY);
		shown++;
	});
	return {columns, rows, shown, counts, dots};
}

/** At most `most` nodes of each cell, evenly taken in the order of `among`; all where there are no more. `among` is ascending. One pass. */
export function sampleOf(
	places: Places,
	window: GraphWindow,
	{columns, rows, counts}: Raster,
	most: number,
	among?: Int32Array,
): RasterSample {
	const taken = counts.map(count => Math.min(most, count));
	const total = taken.reduce((sum, count) => sum + count, 0);
	const nodes = new Int32Array(total);
	const cells = new Int32Array(total);
	const seen = new Int32Array(counts.length);
	let at = 0;
	eachInWindow(places, window, columns, rows, among, (node, dotX, dotY) => {
		const cell = (dotY >> 2) * columns + (dotX >> 1);
		const [before, count] = [seen[cell]!++, counts[cell]!];
		if (count > most && Math.floor(((before + 1) * most) / count) === Math.floor((before * most) / count)) return;
		nodes[at] = node;
		cells[at++] = cell;
	});
	return {nodes, cells, taken};
}

/** Calls back with each node in the window, in the order of `among`, and with its dot. */
function eachInWindow(
	{x, y}: Places,
	window: GraphWindow,
	columns: number,
	rows: number,
	among: Int32Array | undefined,
	take: (node: number, dotX: number, dotY: number) => void,
): void {
	const [dotsX, dotsY] = [columns * 2, rows * 4];
	const end = among ? among.length : x.length;
	for (let at = 0; at < end; at++) {
		const node = among ? among[at]! : at;
		const shareX = shareOf(x[node] ?? 0, window.x, window.zoom);
		const shareY = shareOf(y[node] ?? 0, window.y, window.zoom);
		if (isIn(shareX) && isIn(shareY)) take(node, dotAt(shareX, dotsX), dotAt(shareY, dotsY));
	}
}

/** Adds up a field over the nodes of a sample and writes the mean of each cell into `means`; NaN where there are none. Allocates nothing. */
export function meansOf(field: Float32Array, {nodes, cells, taken}: RasterSample, means: Float32Array): void {
	means.fill(0);
	for (let at = 0; at < nodes.length; at++) means[cells[at]!]! += field[nodes[at]!]!;
	for (let cell = 0; cell < means.length; cell++) means[cell]! /= taken[cell]!;
}
