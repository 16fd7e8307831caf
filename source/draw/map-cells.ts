import type {MapPlan} from './map-graph.ts';

/** What stands in each cell of a map: braille dots, and one of five levels of the field. */
export interface MapCells {
	readonly dots: Uint8Array;
	readonly level: Uint8Array;
	/** Takes the field in. Taking the same field in twice changes nothing. */
	update(field: Float32Array, shown: readonly [low: number, high: number], threshold: number): void;
}

const levels = 5;
/** How far a value must pass a border between levels before the level changes, as a share of a level. */
const margin = 0.2;
const empty = 255;

/**
The cells of one plan. A cell is as high as the mean of its nodes, or, without nodes, of the ends of the active edges that cross
it. Levels and edges have hysteresis, so that noise around a border does not flicker: an edge shows above the threshold and
hides below nine tenths of it. The highest level reaches from four fifths of the shown range upwards without an end.
*/
export function createCells(plan: MapPlan): MapCells {
	const {source, nodeCell, nodesIn, nodeDots, edgeFrom, edgeTo, edgeStart, edgeCell, edgeDots} = plan;
	const dots = new Uint8Array(nodeDots.length);
	const level = new Uint8Array(nodeDots.length).fill(empty);
	const sum = new Float64Array(nodeDots.length);
	const crossing = new Int32Array(nodeDots.length);
	const active = new Uint8Array(edgeFrom.length);

	function update(field: Float32Array, [low, high]: readonly [number, number], threshold: number): void {
		sum.fill(0);
		crossing.fill(0);
		dots.set(nodeDots);
		const released = Math.min(threshold, 0.9 * threshold);
		for (let i = 0; i < nodeCell.length; i++) sum[nodeCell[i]!]! += field[i]!;
		if (source) addCells(source, nodesIn, field, sum);
		for (let e = 0; e < active.length; e++) {
			const a = field[edgeFrom[e]!]!;
			const b = field[edgeTo[e]!]!;
			const on = a * b > (active[e] ? released : threshold);
			active[e] = on ? 1 : 0;
			if (!on) continue;
			for (let part = edgeStart[e]!; part < edgeStart[e + 1]!; part++) {
				const cell = edgeCell[part]!;
				dots[cell]! |= edgeDots[part]!;
				if (nodesIn[cell] !== 0) continue;
				sum[cell]! += (a + b) / 2;
				crossing[cell]!++;
			}
		}
		const scale = levels / (high - low);
		for (let cell = 0; cell < dots.length; cell++) {
			const weight = nodesIn[cell]! + crossing[cell]!;
			level[cell] = weight === 0 ? empty : levelOf((sum[cell]! / weight - low) * scale, level[cell]!);
		}
	}

	return {dots, level, update};
}

/** Adds the mean of each cell, as often as it has nodes, where the field holds cells. */
export function addCells(
	source: Int32Array,
	nodesIn: ArrayLike<number>,
	means: ArrayLike<number>,
	sum: Float64Array,
): void {
	for (let cell = 0; cell < source.length; cell++)
		if (nodesIn[cell]! > 0) sum[cell]! += means[source[cell]!]! * nodesIn[cell]!;
}

/** The level 0 … 4 of a value measured in levels, given the level it had (255 for none). What is no number counts as quiet. */
export function levelOf(value: number, before: number): number {
	if (Number.isNaN(value)) return 0;
	if (before < levels && value > before - margin && value < before + 1 + margin) return before;
	if (before === levels - 1 && value > before - margin) return before;
	if (before === 0 && value < 1 + margin) return before;
	return Math.min(levels - 1, Math.max(0, Math.floor(value)));
}
