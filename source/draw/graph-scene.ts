import {type LinePlan, planLines} from './graph-lines.ts';
import {dotAt, type GraphWindow, isIn, shareOf} from './graph-window.ts';
import {dotBit, type MapGraph} from './map-graph.ts';

/** Where everything that a window shows of a graph lies in `width` × `height` cells of 2 × 4 dots. */
export interface GraphScene {
	readonly graph: MapGraph;
	readonly window: GraphWindow;
	readonly width: number;
	readonly height: number;
	/** The nodes in the window, ascending, and the cell of each. */
	readonly nodes: Int32Array;
	readonly nodeCell: Int32Array;
	/** Nodes in each cell, and the braille dots that they set. */
	readonly nodesIn: Int32Array;
	readonly nodeDots: Uint8Array;
	/** Nodes stand apart: each is drawn as a sign of its own. */
	readonly apart: boolean;
	/** They stand so far apart that there is room for their names. */
	readonly roomy: boolean;
	/** Edges with an end in the window, as many as can be told apart. */
	readonly lines: LinePlan;
	/** Share of those edges that is drawn, 0 … 1. */
	readonly edgeShare: number;
}

/** Cells that a node needs to stand apart, and to be named. */
const cellsApart = 5;
const cellsNamed = 14;

/** Lines may set this share of all dots at most, where they are drawn as dots and where each takes whole cells: more cannot be told apart. */
export const densest = {dots: 0.3, cells: 0.13} as const;

/** Lays out what `window` shows of a graph, lines up to a share of all dots. O(N + E); done once a window and size. */
export function planScene(
	graph: MapGraph,
	window: GraphWindow,
	width: number,
	height: number,
	lineShare: number = densest.dots,
): GraphScene {
	const {n, x, y} = graph;
	const [dotsX, dotsY] = [width * 2, height * 4];
	const cellOf = new Int32Array(n).fill(-1);
	const nodesIn = new Int32Array(width * height);
	const nodeDots = new Uint8Array(width * height);
	let shown = 0;
	for (let i = 0; i < n; i++) {
		const shareX = shareOf(x[i] ?? 0, window.x, window.zoom);
		const shareY = shareOf(y[i] ?? 0, window.y, window.zoom);
		if (!isIn(shareX) || !isIn(shareY)) continue;
		const [dotX, dotY] = [dotAt(shareX, dotsX), dotAt(shareY, dotsY)];
		const cell = (dotY >> 2) * width + (dotX >> 1);
		cellOf[i] = cell;
		nodesIn[cell]!++;
		nodeDots[cell]! |= dotBit(dotX, dotY);
		shown++;
	}
	const nodes = new Int32Array(shown);
	const nodeCell = new Int32Array(shown);
	for (let i = 0, at = 0; i < n; i++) {
		if (cellOf[i]! < 0) continue;
		nodes[at] = i;
		nodeCell[at++] = cellOf[i]!;
	}
	const apart = shown * cellsApart <= width * height;
	const roomy = shown * cellsNamed <= width * height;
	const {lines, edgeShare} = planLines(graph, window, width, height, cellOf, shown, lineShare);
	return {graph, window, width, height, nodes, nodeCell, nodesIn, nodeDots, apart, roomy, lines, edgeShare};
}
