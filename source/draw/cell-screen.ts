import {blank, cellOf, glyphOf, second} from './cell-glyphs.ts';

/** The cells of a screen and its cursor. */
export interface CellScreen {
	readonly columns: number;
	readonly rows: number;
	/** `rows` rows of `columns` cells. */
	readonly lines: Int32Array[];
	/** The cursor's cell, counted from 0. `x` is `columns` after the last cell of a row was written: the next character begins a row. */
	x: number;
	y: number;
}

/** A screen of blank cells with the cursor at the top left. */
export function createScreen(columns: number, rows: number, cell = blank): CellScreen {
	return {columns, rows, lines: Array.from({length: rows}, () => new Int32Array(columns).fill(cell)), x: 0, y: 0};
}

/** The screen at another size, as terminals do it: rows go at the bottom, and at the top those for which the cursor would be lost. */
export function resized({columns, lines, x, y}: CellScreen, width: number, height: number): CellScreen {
	const next = createScreen(width, height);
	const top = Math.max(0, y - height + 1);
	for (const [at, line] of next.lines.entries()) {
		const before = lines[top + at];
		if (!before) continue;
		line.set(before.subarray(0, Math.min(columns, width)));
		if (isSecond(before, width)) line[width - 1] = blank;
	}
	next.x = Math.min(x, width - 1);
	next.y = y - top;
	return next;
}

/**
Writes a glyph where the cursor is. False, and nothing is written, where terminals do not agree on what happens: when a wide
character would be cut in two or does not fit into the row, and when the row after the last one would have to begin.
*/
export function print(screen: CellScreen, glyph: number, style: number, width: 1 | 2): boolean {
	const wraps = screen.x >= screen.columns;
	const x = wraps ? 0 : screen.x;
	const y = wraps ? screen.y + 1 : screen.y;
	const line = screen.lines[y];
	if (!line || x + width > screen.columns || isSecond(line, x) || isSecond(line, x + width)) return false;
	line[x] = cellOf(glyph, style);
	if (width === 2) line[x + 1] = cellOf(second, style);
	screen.x = x + width;
	screen.y = y;
	return true;
}

/** The cursor to the start of the next row; below the last one everything moves up. */
export function lineFeed(screen: CellScreen): void {
	screen.x = 0;
	if (screen.y < screen.rows - 1) {
		screen.y++;
		return;
	}
	const line = screen.lines.shift();
	if (line) screen.lines.push(line.fill(blank));
}

/** Erases a row from a column on. False, and nothing is erased, when a wide character would be cut in two. */
export function eraseFrom(screen: CellScreen, x: number, y: number): boolean {
	const line = screen.lines[y];
	if (!line || isSecond(line, x)) return false;
	line.fill(blank, x);
	return true;
}

/** Whether a wide character lies on both sides of the border to the left of a column. */
function isSecond(line: Int32Array, x: number): boolean {
	const cell = line[x];
	return x > 0 && cell !== undefined && glyphOf(cell) === second;
}
