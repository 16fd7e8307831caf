import {blank, type CellGlyphs, glyphOf, isUnsure, second, styleOf, unknown} from './cell-glyphs.ts';
import type {CellScreen} from './cell-screen.ts';
import type {CellStyles} from './cell-styles.ts';

const eraseToEnd = '\u001B[K';
const [noWrap, wrap] = ['\u001B[?7l', '\u001B[?7h'];
/** Unchanged cells that are looked at whether writing them again is shorter than a move. */
const widestGap = 8;

/** A terminal's pen: where it stands, the style it writes in, and what it has written. `x` is −1 where only the terminal knows. */
interface Pen {
	x: number;
	y: number;
	style: number;
	out: string;
}

/** How much may be sent at once, and where the last part of a picture ended. */
export interface Portion {
	/** Bytes after which no other row is begun. */
	readonly most: number;
	/** The row to begin with; then the one after the last that was looked at. */
	from: number;
	/** Whether nothing was left to be sent. */
	whole: boolean;
}

/**
The shortest text found that makes a terminal which shows one screen show another of the same size, `shown` after it included.
Begins and ends in style 0. `shown.x` is −1 when its cursor is not known. With a `portion`, rows may be left as they were.
*/
export function changedCells(
	shown: CellScreen,
	wanted: CellScreen,
	styles: CellStyles,
	glyphs: Pick<CellGlyphs, 'text'>,
	portion: Portion = {most: Number.POSITIVE_INFINITY, from: 0, whole: true},
): string {
	const pen: Pen = {x: shown.x, y: shown.y, style: 0, out: ''};
	const {columns, rows} = wanted;
	let sent = 0;
	portion.whole = true;
	for (let row = 0, y = portion.from; row < rows; row++, y = (y + 1) % rows) {
		const [line, old] = [wanted.lines[y], shown.lines[y]];
		const first = line && old ? firstDifference(line, old, 0) : columns;
		if (!line || !old || first === columns) continue;
		if (sent >= portion.most) {
			portion.from = y;
			portion.whole = false;
			break;
		}
		const before = pen.out.length;
		drawRow(y, line, old, first);
		sent += bytesOf(pen.out.slice(before));
		old.set(line);
	}
	if (pen.x !== wanted.x || pen.y !== wanted.y) placeCursor();
	restyle(0);
	shown.x = wanted.x;
	shown.y = wanted.y;
	return pen.out;

	/** Where the last cell of a row was just written, a cursor stands as it only does after that. */
	function placeCursor(): void {
		const {x, y, lines} = wanted;
		place(Math.min(x, columns - 1), y);
		if (x < columns) return;
		const line = lines[y];
		const last = line?.[columns - 1] ?? blank;
		if (glyphOf(last) === second) {
			place(columns - 2, y);
			write(line?.[columns - 2] ?? blank);
		} else write(last);
		pen.x = columns;
	}

	function drawRow(y: number, line: Int32Array, old: Int32Array, first: number): void {
		const end = endOf(line);
		const sure = Math.min(firstUnsure(line), firstUnsure(old));
		for (let x = first; x < Math.min(end, sure); x++) {
			if (line[x] === old[x]) continue;
			moveTo(x, y, line);
			write(line[x] ?? blank);
		}
		const rest = Math.min(end, sure);
		if (sure < columns && firstDifference(line, old, sure) < columns) {
			// What a terminal makes of such a row is wiped first, and must not spill into the next one.
			place(rest, y);
			restyle(0);
			pen.out += eraseToEnd + noWrap;
			for (let x = rest; x < end; x++) write(line[x] ?? blank);
			pen.out += wrap;
			pen.x = -1;
		} else if (endOf(old) > rest && sure === columns) {
			moveTo(rest, y, line);
			if (styles.showsOnBlank(pen.style)) restyle(0);
			pen.out += eraseToEnd;
		}
	}

	/** Moves within a row through cells that are as they should be, or over them. */
	function moveTo(x: number, y: number, line: Int32Array): void {
		const gap = x - pen.x;
		if (pen.y !== y || pen.x < 0 || gap < 0 || pen.x >= columns) {
			place(x, y);
			return;
		}
		if (gap === 0) return;
		const next = line[x] ?? blank;
		const jump = gap === 1 ? '\u001B[C' : `\u001B[${gap}C`;
		if (gap <= widestGap) {
			const {out, style} = pen;
			pen.out = '';
			for (let at = pen.x; at < x; at++) write(line[at] ?? blank);
			const through = pen.out;
			const cost = bytesOf(through) + costOf(pen.style, next) - costOf(style, next);
			pen.out = cost <= jump.length ? out + through : out + jump;
			if (cost > jump.length) pen.style = style;
		} else pen.out += jump;
		pen.x = x;
	}

	function write(cell: number): void {
		const glyph = glyphOf(cell);
		if (cell !== blank || styles.showsOnBlank(pen.style)) restyle(styleOf(cell));
		if (glyph !== second) pen.out += glyphs.text(glyph);
		pen.x++;
	}

	/** Bytes of the change of style before a cell is written. */
	function costOf(style: number, cell: number): number {
		if (cell === blank && !styles.showsOnBlank(style)) return 0;
		return styles.change(style, styleOf(cell)).length;
	}

	function place(x: number, y: number): void {
		pen.out += x === 0 ? (y === 0 ? '\u001B[H' : `\u001B[${y + 1}H`) : `\u001B[${y + 1};${x + 1}H`;
		pen.x = x;
		pen.y = y;
	}

	function restyle(style: number): void {
		pen.out += styles.change(pen.style, style);
		pen.style = style;
	}
}

function firstDifference(line: Int32Array, old: Int32Array, from: number): number {
	let x = from;
	while (x < line.length && line[x] === old[x]) x++;
	return x;
}

/** The column after the last cell that is not blank. */
function endOf(line: Int32Array): number {
	let end = line.length;
	while (end > 0 && line[end - 1] === blank) end--;
	return end;
}

function firstUnsure(line: Int32Array): number {
	let x = 0;
	while (x < line.length && !isUnsure(line[x] ?? unknown)) x++;
	return x;
}

function bytesOf(text: string): number {
	let bytes = text.length;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code >= 0x80) bytes += code < 0x800 ? 1 : 2;
	}
	return bytes;
}
