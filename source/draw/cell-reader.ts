import {type CellGlyphs, isSure} from './cell-glyphs.ts';
import {type CellScreen, eraseFrom, lineFeed, print} from './cell-screen.ts';
import type {CellStyles} from './cell-styles.ts';

/** Where text is read to: a screen, and the style in force. */
export interface CellTarget {
	readonly screen: CellScreen;
	style: number;
}

/** A control sequence: its parameters and its end, intermediate characters included. */
export const controlSequence = /\u001B\[([0-?]*)([ -/]*[@-~])/y;

/**
Does to a screen what `text` from `at` on does to a terminal. Gives the place where it stopped: the end, or something that it does
not know or that is not about cells. A line feed goes to the first column, as on a terminal in use.
*/
export function readCells(
	text: string,
	at: number,
	target: CellTarget,
	styles: CellStyles,
	glyphs: Pick<CellGlyphs, 'split'>,
): number {
	const {screen} = target;
	let place = at;
	while (place < text.length) {
		const code = text.charCodeAt(place);
		let next = place;
		if (code === 0x1b) next = readSequence(text, place, target, styles);
		else if (code >= 0x20) next = readText(text, place, target, glyphs);
		else if (code === 0x0a && (screen.y < screen.rows - 1 || !styles.showsOnBlank(target.style))) {
			lineFeed(screen);
			next++;
		}
		if (next === place) break;
		place = next;
	}
	return place;
}

/** Text up to the next control character. */
function readText(text: string, at: number, {screen, style}: CellTarget, glyphs: Pick<CellGlyphs, 'split'>): number {
	let end = at;
	let sure = true;
	for (; end < text.length; end++) {
		const code = text.charCodeAt(end);
		if (code < 0x20) break;
		sure &&= isSure(code);
	}
	if (sure) {
		let read = at;
		while (read < end && print(screen, text.charCodeAt(read), style, 1)) read++;
		return read;
	}
	let read = at;
	const known = glyphs.split(text.slice(at, end), (glyph, width, length) => {
		if (!print(screen, glyph, style, width)) return false;
		read += length;
		return true;
	});
	return known ? end : read;
}

/** A control sequence, when all that it does is known. */
function readSequence(text: string, at: number, target: CellTarget, styles: CellStyles): number {
	controlSequence.lastIndex = at;
	const [sequence, parameters = '', action = ''] = controlSequence.exec(text) ?? [];
	if (sequence === undefined) return at;
	if (action === 'm') {
		const style = styles.after(target.style, parameters);
		if (style === undefined) return at;
		target.style = style;
	} else if (!/^\d*(?:;\d*)?$/.test(parameters)) return at;
	else if (/^(?:K|K0|K2|J|J0)$/.test(action + parameters)) {
		// Some terminals erase in the background in force, and where a row's last cell was just written they do not agree.
		const atEnd = target.screen.x >= target.screen.columns && parameters !== '2';
		if (styles.showsOnBlank(target.style) || atEnd || !erase(target.screen, action + parameters)) return at;
	} else if (!move(target.screen, action, parameters)) return at;
	return at + sequence.length;
}

function erase(screen: CellScreen, what: string): boolean {
	const {x, y, rows} = screen;
	if (what === 'K2') return eraseFrom(screen, 0, y);
	if (!eraseFrom(screen, x, y)) return false;
	if (what === 'J' || what === 'J0') for (let below = y + 1; below < rows; below++) eraseFrom(screen, 0, below);
	return true;
}

/** Where a move leads from (x, y) by a count, and for H to a column counted from 1; the screen's edges come later. */
const moves: Readonly<
	Record<string, (x: number, y: number, count: number, column: number) => readonly [number, number]>
> = {
	A: (x, y, count) => [x, y - count],
	B: (x, y, count) => [x, y + count],
	C: (x, y, count) => [x + count, y],
	D: (x, y, count) => [x - count, y],
	E: (_, y, count) => [0, y + count],
	F: (_, y, count) => [0, y - count],
	G: (_, y, count) => [count - 1, y],
	H: (_x, _y, row, column) => [column - 1, row - 1],
};

function move(screen: CellScreen, action: string, parameters: string): boolean {
	const [count = 1, column = 1] = parameters.split(';').map(each => Math.max(1, Number(each)));
	const {columns, rows} = screen;
	const to = moves[action]?.(Math.min(screen.x, columns - 1), screen.y, count, column);
	if (!to) return false;
	screen.x = Math.min(Math.max(to[0], 0), columns - 1);
	screen.y = Math.min(Math.max(to[1], 0), rows - 1);
	return true;
}
