import type {GraphWindow} from './graph-window.ts';
import type {MapGraph} from './map-graph.ts';

/** A part of a graph that is too large to be drawn as a whole: cells of many nodes each where `dense`, else nodes and edges. */
export interface MapPart {
	/** The window that it shows, and the cells that its values are of. */
	readonly look: GraphWindow & {readonly columns: number; readonly rows: number};
	readonly dense: boolean;
	/** Nodes in the window. */
	readonly shown: number;
	readonly counts: Int32Array;
	readonly dots: Uint8Array;
	/** Nodes of the graph, ascending, and their places. */
	readonly nodes: Int32Array;
	readonly x: Float32Array;
	readonly y: Float32Array;
	/** Edges between them, as places in `nodes`, each pair once. */
	readonly from: Int32Array;
	readonly to: Int32Array;
	readonly edgeShare: number;
}

/** A part of which nothing has come yet. */
export const nothingYet: MapPart = {
	look: {x: 0.5, y: 0.5, zoom: 1, columns: 1, rows: 1},
	dense: true,
	shown: 0,
	counts: new Int32Array(1),
	dots: new Uint8Array(1),
	nodes: new Int32Array(0),
	x: new Float32Array(0),
	y: new Float32Array(0),
	from: new Int32Array(0),
	to: new Int32Array(0),
	edgeShare: 0,
};

/** The nodes of a part as a graph of their own, whose edges stand one way. */
export function graphOfPart({nodes, x, y, from, to}: MapPart): MapGraph {
	const n = nodes.length;
	const rowPtr = new Int32Array(n + 1);
	for (const target of to) rowPtr[target + 1]!++;
	for (let i = 0; i < n; i++) rowPtr[i + 1]! += rowPtr[i]!;
	const next = rowPtr.slice();
	const colIdx = new Int32Array(from.length);
	for (let e = 0; e < from.length; e++) colIdx[next[to[e]!]!++] = from[e]!;
	return {n, x, y, rowPtr, colIdx, directed: true};
}

/** Cells of a dense part seen in another window or size, until the part for that is there. */
export interface PartCells {
	/** The part's cell behind each cell; −1 where it has none. */
	readonly source: Int32Array;
	readonly counts: Int32Array;
	readonly dots: Uint8Array;
}

/** A dense part in `width` × `height` cells of a window: the nearest cell of it at each place, its own ones where the window is its own. */
export function cellsOfPart(
	{look, counts, dots}: MapPart,
	window: GraphWindow,
	width: number,
	height: number,
): PartCells {
	const source = new Int32Array(width * height);
	for (let row = 0; row < height; row++) {
		const fromRow = along((row + 0.5) / height, window.y, look.y, window.zoom, look.zoom, look.rows);
		for (let column = 0; column < width; column++) {
			const fromColumn = along((column + 0.5) / width, window.x, look.x, window.zoom, look.zoom, look.columns);
			source[row * width + column] = fromRow < 0 || fromColumn < 0 ? -1 : fromRow * look.columns + fromColumn;
		}
	}
	return {
		source,
		counts: source.map(cell => (cell < 0 ? 0 : counts[cell]!)),
		dots: Uint8Array.from(source, cell => (cell < 0 ? 0 : dots[cell]!)),
	};
}

/** The cell of `cells` side by side about one centre that lies at a share of a window about another; −1 when it is beyond them. */
function along(share: number, centre: number, of: number, zoom: number, ofZoom: number, cells: number): number {
	const place = ((share - 0.5) / zoom + centre - of) * ofZoom + 0.5;
	const cell = Math.floor(place * cells + 1e-6);
	return cell >= 0 && cell < cells ? cell : -1;
}
