import type {GraphScene} from './graph-scene.ts';
import {addCells, levelOf} from './map-cells.ts';

/** Which edges are drawn: all, those that are active, none. */
export type EdgesShown = 'all' | 'active' | 'none';

/** What lies topmost in a cell: nothing, edges at rest, active edges, nodes. */
export const layers = {nothing: 0, resting: 1, active: 2, node: 3} as const;

/** What the cells of a scene depend on besides it. */
export interface CellInput {
	/** What the levels show, one value a node or one a cell, and the range that the five of them are spread over. */
	readonly values: ArrayLike<number>;
	readonly range: readonly [low: number, high: number];
	/** An edge is active when the product of the field at its ends exceeds the threshold. */
	readonly field: ArrayLike<number>;
	readonly threshold: number;
	readonly edges: EdgesShown;
}

/** What stands in each cell: layer, level 0 … 4 (255: none), braille dots, and how the topmost line runs. */
export interface GraphCells {
	readonly layer: Uint8Array;
	readonly level: Uint8Array;
	readonly dots: Uint8Array;
	readonly slope: Uint8Array;
	/** Taking the same input in twice changes nothing. */
	update(input: CellInput): void;
}

const none = 255;

/**
The cells of one scene. A cell is as high as the mean of its nodes or, without nodes, of the ends of the active edges that cross it. Levels and
edges have the hysteresis of the small map, so that noise around a border does not flicker.
*/
export function createGraphCells(scene: GraphScene): GraphCells {
	const {nodeValue, nodeCell, source, nodesIn, nodeDots, apart, lines} = scene;
	const cells = nodeDots.length;
	const layer = new Uint8Array(cells);
	const level = new Uint8Array(cells).fill(none);
	const dots = new Uint8Array(cells);
	const slope = new Uint8Array(cells);
	const sum = new Float64Array(cells);
	const crossing = new Int32Array(cells);
	const active = new Uint8Array(lines.from.length);

	function update({values, range: [low, high], field, threshold, edges}: CellInput): void {
		sum.fill(0);
		crossing.fill(0);
		for (let cell = 0; cell < cells; cell++) {
			layer[cell] = nodesIn[cell]! > 0 ? layers.node : layers.nothing;
			dots[cell] = apart ? 0 : nodeDots[cell]!;
		}
		for (let at = 0; at < nodeValue.length; at++) sum[nodeCell[at]!]! += values[nodeValue[at]!]!;
		if (source) addCells(source, nodesIn, values, sum);
		const released = Math.min(threshold, 0.9 * threshold);
		for (let e = 0; e < active.length; e++) {
			const [a, b] = [lines.from[e]!, lines.to[e]!];
			const on = field[a]! * field[b]! > (active[e] ? released : threshold);
			active[e] = on ? 1 : 0;
			if (edges === 'none' || !(on || edges === 'all')) continue;
			if (on) light(e, (values[a]! + values[b]!) / 2);
			else rest(e);
		}
		const scale = 5 / (high - low);
		for (let cell = 0; cell < cells; cell++) {
			const weight = nodesIn[cell]! + crossing[cell]!;
			level[cell] = weight === 0 ? none : levelOf((sum[cell]! / weight - low) * scale, level[cell]!);
		}
	}

	function light(e: number, value: number): void {
		for (let part = lines.start[e]!; part < lines.start[e + 1]!; part++) {
			const cell = lines.cell[part]!;
			if (layer[cell] === layers.resting) dots[cell] = 0; // two kinds of lines in one cell are one blot
			if (layer[cell] !== layers.node || !apart) dots[cell]! |= lines.dots[part]!;
			if (layer[cell] === layers.node) continue;
			layer[cell] = layers.active;
			slope[cell] = lines.slope[e]!;
			sum[cell]! += value;
			crossing[cell]!++;
		}
	}

	/** A line at rest is broken; it gives way to all else. */
	function rest(e: number): void {
		for (let part = lines.start[e]!; part < lines.start[e + 1]!; part++) {
			const cell = lines.cell[part]!;
			if (layer[cell]! > layers.resting) continue;
			if (lines.dashes[part] === 0) continue;
			layer[cell] = layers.resting;
			slope[cell] = lines.slope[e]!;
			dots[cell]! |= lines.dashes[part]!;
		}
	}

	return {layer, level, dots, slope, update};
}
