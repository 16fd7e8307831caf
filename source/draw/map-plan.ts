import {densityOf} from './density.ts';
import {wholeGraph} from './graph-window.ts';
import {sampleEdges} from './map-edges.ts';
import {dotBit, type MapGraph, type MapPlan} from './map-graph.ts';
import {cellsOfPart, graphOfPart, type MapPart} from './map-part.ts';

/** Lays a graph out in `width` × `height` cells of 2 × 4 dots. O(N + drawn edges); done once a size. */
export function planMap(graph: MapGraph, width: number, height: number): MapPlan {
	const {n, x, y} = graph;
	const dotX = new Int16Array(n);
	const dotY = new Int16Array(n);
	const nodeCell = new Int32Array(n);
	const nodesIn = new Float64Array(width * height);
	const nodeDots = new Uint8Array(width * height);
	for (let i = 0; i < n; i++) {
		const px = dotOf(x[i] ?? 0, width * 2);
		const py = dotOf(y[i] ?? 0, height * 4);
		const cell = (py >> 2) * width + (px >> 1);
		dotX[i] = px;
		dotY[i] = py;
		nodeCell[i] = cell;
		nodesIn[cell]!++;
		nodeDots[cell]! |= dotBit(px, py);
	}
	const filling = densityOf(nodesIn, nodeDots);
	return {width, height, nodeCell, nodesIn, nodeDots, filling, ...sampleEdges(graph, dotX, dotY, width, height)};
}

/** Lays the part that is drawn of a large graph out. Its cost does not depend on the graph. */
export function planPart(part: MapPart, width: number, height: number): MapPlan {
	if (!part.dense) {
		const plan = planMap(graphOfPart(part), width, height);
		return {...plan, edgeShare: plan.edgeShare * part.edgeShare};
	}
	const {source, counts, dots} = cellsOfPart(part, wholeGraph, width, height);
	return {
		width,
		height,
		source,
		nodeCell: new Int32Array(0),
		nodesIn: counts,
		nodeDots: dots,
		filling: densityOf(counts, dots),
		edgeFrom: new Int32Array(0),
		edgeTo: new Int32Array(0),
		edgeStart: new Int32Array(1),
		edgeCell: new Int32Array(0),
		edgeDots: new Uint8Array(0),
		edgeShare: 0,
	};
}

function dotOf(position: number, dots: number): number {
	return position > 0 ? Math.min(dots - 1, Math.floor(position * dots)) : 0;
}
