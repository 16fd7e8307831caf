import {densityOf} from './density.ts';
import {type LinePlan, layLines, planLines} from './graph-lines.ts';
import {dotAt, type GraphWindow, isIn, shareOf} from './graph-window.ts';
import {dotBit, type MapGraph} from './map-graph.ts';
import {cellsOfPart, graphOfPart, type MapPart} from './map-part.ts';

/** Where everything that a window shows of a graph lies in `width` × `height` cells of 2 × 4 dots. */
export interface GraphScene {
	/** Nodes in the whole graph. */
	readonly total: number;
	readonly window: GraphWindow;
	readonly width: number;
	readonly height: number;
	/** Nodes in the window. */
	readonly shown: number;
	/** Those of them that are known one by one, ascending; the cell of each, and its place among the values. */
	readonly nodes: Int32Array;
	readonly nodeCell: Int32Array;
	readonly nodeValue: Int32Array;
	/** Where there is a value for each of other cells instead: which of them is behind each cell, −1 for none. */
	readonly source?: Int32Array;
	/** Nodes in each cell, and the braille dots that they set. */
	readonly nodesIn: Int32Array;
	readonly nodeDots: Uint8Array;
	/** How full each cell is where dots do not say it, as `densityOf` does. */
	readonly filling: Uint8Array;
	/** Nodes stand apart: each is drawn as a sign of its own. */
	readonly apart: boolean;
	/** They stand so far apart that there is room for their names. */
	readonly roomy: boolean;
	/** Edges with an end in the window, as many as can be told apart; their ends are places among the values. */
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
	return {
		total: n,
		window,
		width,
		height,
		shown,
		nodes,
		nodeCell,
		nodeValue: nodes,
		nodesIn,
		nodeDots,
		filling: densityOf(nodesIn, nodeDots),
		apart,
		roomy,
		lines,
		edgeShare,
	};
}

/** A node and its place in the unit square. */
export type Placed = readonly [node: number, x: number, y: number];

/** Lays out what is drawn of a large graph of `total` nodes, and `others` that must be found in it; its cost does not depend on the graph. */
export function planPartScene(
	part: MapPart,
	total: number,
	others: readonly Placed[],
	window: GraphWindow,
	width: number,
	height: number,
	lineShare: number = densest.dots,
): GraphScene {
	if (!part.dense) {
		const scene = planScene(graphOfPart(part), window, width, height, lineShare);
		const edgeShare = scene.edgeShare * part.edgeShare;
		return {...scene, total, edgeShare, nodes: scene.nodes.map(at => part.nodes[at]!)};
	}
	const {source, counts, dots} = cellsOfPart(part, window, width, height);
	const known = placesIn(part, others, window, width, height);
	return {
		total,
		window,
		width,
		height,
		shown: part.shown,
		nodes: Int32Array.from(known, ([node]) => node),
		nodeCell: Int32Array.from(known, ([, cell]) => cell),
		nodeValue: new Int32Array(0),
		source,
		nodesIn: counts,
		nodeDots: dots,
		filling: densityOf(counts, dots),
		apart: false,
		roomy: false,
		lines: layLines(part, window, width, height, new Int32Array(0), new Int32Array(0)),
		edgeShare: 0,
	};
}

/** The cell of a place; −1 when it is out of the window. */
function cellOfPlace(x: number, y: number, window: GraphWindow, width: number, height: number): number {
	const shareX = shareOf(x, window.x, window.zoom);
	const shareY = shareOf(y, window.y, window.zoom);
	if (!isIn(shareX) || !isIn(shareY)) return -1;
	return (dotAt(shareY, height * 4) >> 2) * width + (dotAt(shareX, width * 2) >> 1);
}

/** The cells of nodes in the window, ascending by node. */
function placesIn(
	{nodes, x, y}: MapPart,
	others: readonly Placed[],
	window: GraphWindow,
	width: number,
	height: number,
): readonly (readonly [node: number, cell: number])[] {
	const cells = new Map<number, number>();
	const add = (node: number, atX: number, atY: number) => {
		const cell = cellOfPlace(atX, atY, window, width, height);
		if (cell >= 0) cells.set(node, cell);
	};
	for (let at = 0; at < nodes.length; at++) add(nodes[at]!, x[at]!, y[at]!);
	for (const place of others) add(...place);
	return [...cells].sort(([a], [b]) => a - b);
}
