import type {GraphWindow} from './graph-window.ts';
import type {Places} from './raster.ts';

/** Nodes by where they are, so that a small window is found without a look at all of them. */
export interface NodeGrid {
	/** A superset of the nodes in a window, ascending; undefined when that is a good part of all, and a pass over all is quicker. */
	near(window: GraphWindow): Int32Array | undefined;
}

/** Nodes in a square of the grid, on average, and squares on a side at most. */
const nodesInSquare = 16;
const mostSide = 2048;
/** Share of all nodes from which a window is no small one. */
const goodPart = 0.2;

/** Sorts nodes into the squares of a grid. Two passes, memory of a number a node. */
export function createNodeGrid({x, y}: Places): NodeGrid {
	const n = x.length;
	const side = Math.max(1, Math.min(mostSide, Math.ceil(Math.sqrt(n / nodesInSquare))));
	const along = (position: number) => (position > 0 ? Math.min(side - 1, Math.floor(position * side)) : 0);
	const squareOf = (i: number) => along(y[i] ?? 0) * side + along(x[i] ?? 0);
	const start = new Int32Array(side * side + 1);
	for (let i = 0; i < n; i++) start[squareOf(i) + 1]!++;
	for (let square = 0; square < side * side; square++) start[square + 1]! += start[square]!;
	const nodes = new Int32Array(n);
	const next = start.slice();
	for (let i = 0; i < n; i++) nodes[next[squareOf(i)]!++] = i;

	function near({x: centreX, y: centreY, zoom}: GraphWindow): Int32Array | undefined {
		const half = 0.5 / zoom + 1e-6;
		const [left, right] = [along(centreX - half), along(centreX + half)];
		const [top, bottom] = [along(centreY - half), along(centreY + half)];
		let count = 0;
		for (let row = top; row <= bottom; row++) count += start[row * side + right + 1]! - start[row * side + left]!;
		if (count > goodPart * n) return undefined;
		const found = new Int32Array(count);
		let at = 0;
		for (let row = top; row <= bottom; row++) {
			const part = nodes.subarray(start[row * side + left], start[row * side + right + 1]);
			found.set(part, at);
			at += part.length;
		}
		return found.sort();
	}

	return {near};
}
