import type {Columns} from './history-columns.ts';
import type {Look, Paint} from './style.ts';

export interface TimeChart {
	/** Cells. */
	readonly width: number;
	readonly height: number;
	/** The values at the bottom and the top. */
	readonly range: readonly [low: number, high: number];
	/** Cells of a row that a line stands in from top to bottom, where nothing else is drawn. */
	readonly marks: ReadonlySet<number>;
	readonly look: Look;
}

/** What a cell shows, which gives it its colour. */
type Part = 'empty' | 'line' | 'band' | 'both' | 'mark';

interface Cell {
	readonly glyph: string;
	readonly part: Part;
}

/** Columns of data that go into one cell of a chart of so many rows: two braille dots or one character. */
export const columnsPerCell = ({glyphs}: Look, height: number): 1 | 2 =>
	glyphs.grade === 'braille' && height > 1 ? 2 : 1;

/**
A chart over time, `height` rows of `width` cells: the mean as a line with a band from the smallest to the largest value. One row, and blocks, show
filled columns instead, where the band stands above them alone.
*/
export function timeChart(columns: Columns, chart: TimeChart): string[] {
	const {width, height, look, marks} = chart;
	const cellOf =
		columnsPerCell(look, height) === 2
			? dotted(columns, chart)
			: look.glyphs.grade === 'ascii' && height > 2
				? pointed(columns, chart)
				: filled(columns, chart);
	const limit: Cell = {glyph: look.glyphs.limit, part: 'mark'};
	return Array.from({length: height}, (_, row) => {
		const cells = Array.from({length: width}, (_unused, at) => {
			const cell = cellOf(row, at);
			return marks.has(at) && (cell.part === 'empty' || cell.part === 'band') ? limit : cell;
		});
		return drawn(cells, look);
	});
}

const nothing: Cell = {glyph: ' ', part: 'empty'};

/** Level 0 … `levels` − 1 of a value; quarters keep the greatest numbers from overflowing. */
function levelOf(value: number, [low, high]: TimeChart['range'], levels: number): number {
	const share = (value / 4 - low / 4) / (high / 4 - low / 4);
	return Math.min(levels - 1, Math.max(0, Math.floor(share * levels)));
}

const leftDots = [0x40, 0x04, 0x02, 0x01];
const rightDots = [0x80, 0x20, 0x10, 0x08];

/** Braille: four levels a row, two columns a cell. */
function dotted({mean, low, high}: Columns, {width, height, range, look}: TimeChart) {
	const levels = 4 * height;
	const bits = new Uint8Array(width * height);
	let before = Number.NaN;
	for (let column = 0; column < 2 * width; column++) {
		const value = mean[column] ?? Number.NaN;
		const level = Number.isNaN(value) ? Number.NaN : levelOf(value, range, levels);
		// A steep line is closed by dots below each other.
		const from = Number.isNaN(before) || before === level ? level : before < level ? before + 1 : before - 1;
		for (let dot = Math.min(from, level); dot <= Math.max(from, level); dot++) {
			const cell = (height - 1 - (dot >> 2)) * width + (column >> 1);
			bits[cell] = (bits[cell] ?? 0) | ((column % 2 === 0 ? leftDots : rightDots)[dot & 3] ?? 0);
		}
		before = level;
	}
	const inBand = bandOf(low, high, range, {height, parts: 4, columns: 2});
	const band: Cell = {glyph: bandGlyph(look), part: 'band'};
	return (row: number, at: number): Cell => {
		const dots = bits[row * width + at] ?? 0;
		const covered = inBand(row, at);
		if (dots === 0) return covered ? band : nothing;
		return {glyph: String.fromCharCode(0x2800 + dots), part: covered ? 'both' : 'line'};
	};
}

/** Characters at the height of the mean: ASCII has no lines. */
function pointed({mean, low, high}: Columns, {height, range}: TimeChart) {
	const rowOf = (value: number) => (Number.isNaN(value) ? -1 : height - 1 - levelOf(value, range, height));
	return (row: number, at: number): Cell => {
		if (rowOf(mean[at] ?? Number.NaN) === row) return {glyph: '*', part: 'line'};
		const [top, bottom] = [rowOf(high[at] ?? Number.NaN), rowOf(low[at] ?? Number.NaN)];
		return top >= 0 && row >= top && row <= bottom ? {glyph: ':', part: 'band'} : nothing;
	};
}

/** Filled columns. */
function filled({mean, low, high}: Columns, {height, range, look}: TimeChart) {
	const {heights} = look.glyphs;
	const parts = heights.length;
	// The topmost step stays free, so that charts below each other keep apart.
	const levels = parts * height - 1;
	const inBand = bandOf(low, high, range, {height, parts, columns: 1});
	return (row: number, at: number): Cell => {
		const value = mean[at] ?? Number.NaN;
		if (Number.isNaN(value)) return nothing;
		const here = 1 + levelOf(value, range, levels) - (height - 1 - row) * parts;
		const glyph = heights[Math.min(parts, here) - 1] ?? ' ';
		if (glyph !== ' ') return {glyph, part: here < parts && inBand(row, at) ? 'both' : 'line'};
		return height > 1 && inBand(row, at) ? {glyph: bandGlyph(look), part: 'band'} : nothing;
	};
}

const bandGlyph = ({colour, glyphs}: Look): string => (colour === 0 ? glyphs.track : ' ');

/** Whether the band covers at least half of a cell. A band no higher than that is none: the line itself shows it. */
function bandOf(
	low: Float64Array,
	high: Float64Array,
	range: TimeChart['range'],
	{height, parts, columns}: {readonly height: number; readonly parts: number; readonly columns: number},
) {
	const levels = parts * height;
	return (row: number, at: number): boolean => {
		let [bottom, top] = [levels, -1];
		for (let column = at * columns; column < (at + 1) * columns; column++) {
			const [least, most] = [low[column] ?? Number.NaN, high[column] ?? Number.NaN];
			if (Number.isNaN(least) || Number.isNaN(most)) continue;
			bottom = Math.min(bottom, levelOf(least, range, levels));
			top = Math.max(top, levelOf(most, range, levels));
		}
		if (top - bottom < parts / 2) return false;
		const base = (height - 1 - row) * parts;
		return Math.min(top, base + parts - 1) - Math.max(bottom, base) + 1 >= parts / 2;
	};
}

/** Neighbours of one kind share a style; spaces that need none get none. */
function drawn(cells: readonly Cell[], {paint}: Look): string {
	const paints: Readonly<Record<Part, Paint>> = {
		empty: text => text,
		line: paint.accent,
		band: paint.track,
		both: paint.bar,
		mark: paint.warn,
	};
	let row = '';
	let run = '';
	let part: Part = 'empty';
	for (const cell of cells) {
		if (cell.part !== part) {
			row += run === '' ? '' : paints[part](run);
			run = '';
			part = cell.part;
		}
		run += cell.glyph;
	}
	return row + (run === '' ? '' : paints[part](run));
}
