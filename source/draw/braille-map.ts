import {fillings} from './density.ts';
import {createCells, type MapCells} from './map-cells.ts';
import type {MapGraph, MapPlan} from './map-graph.ts';
import type {MapPart} from './map-part.ts';
import {planMap, planPart} from './map-plan.ts';
import type {Look} from './style.ts';

export type {MapGraph} from './map-graph.ts';
export type {MapPart} from './map-part.ts';

/** What a picture of the map depends on besides the field. */
export interface MapOptions {
	/** Cells. */
	readonly width: number;
	readonly height: number;
	readonly look: Look;
	/** The range of the field that the five levels are spread over. */
	readonly shown: readonly [low: number, high: number];
	/** An edge is active when the product of the field at its ends exceeds this. */
	readonly threshold: number;
}

/** A graph drawn again and again. */
export interface GraphMap {
	/** `height` rows of `width` cells. */
	render(field: Float32Array, options: MapOptions): readonly string[];
	/** Share of the edges that the last picture could show, 0 … 1. */
	edgeShare(): number;
}

const braille = Array.from({length: 256}, (_, bits) => (bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits)));

/** Sizes of which a map remembers what it showed. */
const mostSizes = 4;

/** A map of a graph, or of the part of one that is drawn. It keeps the levels and edges of the last pictures of a few sizes, so that little changes from one to the next. */
export function createMap(graph: MapGraph | MapPart): GraphMap {
	const sizes = new Map<string, {readonly plan: MapPlan; readonly cells: MapCells}>();
	let edgeShare = 1;

	function sizeOf(width: number, height: number) {
		const name = `${width} ${height}`;
		let known = sizes.get(name);
		if (!known) {
			const plan = 'look' in graph ? planPart(graph, width, height) : planMap(graph, width, height);
			known = {plan, cells: createCells(plan)};
		}
		sizes.delete(name);
		sizes.set(name, known);
		const [oldest] = sizes.keys();
		if (sizes.size > mostSizes && oldest !== undefined) sizes.delete(oldest);
		return known;
	}

	function render(field: Float32Array, {width, height, look, shown, threshold}: MapOptions): readonly string[] {
		const {plan, cells} = sizeOf(width, height);
		edgeShare = plan.edgeShare;
		cells.update(field, shown, threshold);
		return Array.from({length: height}, (_, row) => drawRow(cells, plan.filling, row, width, look));
	}

	return {render, edgeShare: () => edgeShare};
}

/** Dots while they can tell how many nodes a cell has, then fillings. */
export const dottedGlyph = (dots: number, filling: number): string =>
	filling > 0 ? fillings[filling - 1]! : braille[dots]!;

/** Cells of one row; neighbours of one level share a style. */
function drawRow(
	{dots, level}: MapCells,
	filling: Uint8Array,
	row: number,
	width: number,
	{colour, glyphs, paint}: Look,
): string {
	const dotted = glyphs.grade === 'braille' && colour > 0;
	let drawn = '';
	let run = '';
	let runLevel = -1;
	for (let cell = row * width; cell < (row + 1) * width; cell++) {
		const here = level[cell]!;
		const glyph = here > 4 ? ' ' : dotted ? dottedGlyph(dots[cell]!, filling[cell]!) : glyphs.shades[here]!;
		if (glyph !== ' ' && here !== runLevel) {
			drawn += paint.levels[runLevel]?.(run) ?? run;
			run = '';
			runLevel = here;
		}
		run += glyph;
	}
	const ended = run.trimEnd();
	return drawn + (paint.levels[runLevel]?.(ended) ?? ended) + ' '.repeat(run.length - ended.length);
}
