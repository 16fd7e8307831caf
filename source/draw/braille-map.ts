import {createCells, type MapCells} from './map-cells.ts';
import type {MapGraph, MapPlan} from './map-graph.ts';
import {planMap} from './map-plan.ts';
import type {Look} from './style.ts';

export type {MapGraph} from './map-graph.ts';

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
	/**
	About how many bytes of new rows a picture may bring; the others keep what they showed and are first in the next picture. A
	new size is always drawn whole. Absent: no limit.
	*/
	readonly bytes?: number;
	/** Bytes that stand to the right of the map in each row and are sent again with it. */
	readonly tail?: number;
}

/** A graph drawn again and again. */
export interface GraphMap {
	/** `height` rows of `width` cells. */
	render(field: Float32Array, options: MapOptions): readonly string[];
	/** Share of the edges that the last picture could show, 0 … 1. */
	edgeShare(): number;
}

const braille = Array.from({length: 256}, (_, bits) => (bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits)));

/** A map of `graph`. It keeps the levels, edges and rows of the last picture, so that little changes from one to the next. */
export function createMap(graph: MapGraph): GraphMap {
	let plan: MapPlan | undefined;
	let cells: MapCells | undefined;
	let rows: string[] = [];
	let look: Look | undefined;
	let turn = 0;

	function render(field: Float32Array, options: MapOptions): readonly string[] {
		const {width, height, shown, threshold, bytes = Number.POSITIVE_INFINITY, tail = 0} = options;
		const anew = !plan || !cells || plan.width !== width || plan.height !== height || look !== options.look;
		if (!plan || plan.width !== width || plan.height !== height) plan = planMap(graph, width, height);
		if (anew || !cells) cells = createCells(plan);
		look = options.look;
		cells.update(field, shown, threshold);
		const next = rows.slice(0, anew ? 0 : height);
		let room = anew ? Number.POSITIVE_INFINITY : bytes;
		const step = strideOf(height);
		for (let i = 0; i < height && room > 0; i++) {
			const row = turn % height;
			const drawn = drawRow(cells, row, width, look);
			if (drawn !== next[row]) room -= costOf(next[row] ?? '', drawn) + tail;
			next[row] = drawn;
			turn = (turn + step) % height;
		}
		rows = next;
		return rows;
	}

	return {render, edgeShare: () => plan?.edgeShare ?? 1};
}

/** Cells of one row; neighbours of one level share a style. */
function drawRow({dots, level}: MapCells, row: number, width: number, {colour, glyphs, paint}: Look): string {
	const dotted = glyphs.grade === 'braille' && colour > 0;
	let drawn = '';
	let run = '';
	let runLevel = -1;
	for (let cell = row * width; cell < (row + 1) * width; cell++) {
		const here = level[cell]!;
		const glyph = here > 4 ? ' ' : dotted ? braille[dots[cell]!]! : glyphs.shades[here]!;
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

/** About the bytes it takes to turn one row into another: from the first difference to the end, three a character. */
function costOf(before: string, after: string): number {
	let same = 0;
	while (same < after.length && after[same] === before[same]) same++;
	return 3 * (after.length - same);
}

/** A step near the golden section that visits every one of `count` rows: rows drawn in one picture lie far apart. */
function strideOf(count: number): number {
	let step = Math.max(1, Math.round(count * 0.382));
	while (greatestDivisor(step, count) > 1) step++;
	return step;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
