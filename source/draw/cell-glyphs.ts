import {graphemes} from './graphemes.ts';
import {widthOf} from './text.ts';

/** What stands in a cell, as one number: a style above, a glyph below. A glyph is a UTF-16 code unit, or a cluster of a table. */
const styleShift = 17;
const glyphMask = (1 << styleShift) - 1;
const firstCluster = 1 << 16;

/** Styles that a cell can tell apart. */
export const mostStyles = 1 << 14;
/** A space in the terminal's own style. */
export const blank = 0x20;
/** The second cell of a wide character. */
export const second = 0;
/** What a cell of a terminal holds of which nothing is known. */
export const unknown = -1;

export const cellOf = (glyph: number, style: number): number => (style << styleShift) | glyph;
export const glyphOf = (cell: number): number => cell & glyphMask;
export const styleOf = (cell: number): number => cell >> styleShift;

/**
Whether terminals could disagree on the cells that this takes: a cluster of several characters or a wide one. What follows it in
its row stands where the terminal thinks that it does.
*/
export const isUnsure = (cell: number): boolean =>
	cell !== unknown && (glyphOf(cell) >= firstCluster || glyphOf(cell) === second);

/** Whether a code unit takes one cell, where ambiguous characters are not set to be wide, and none joins it: Latin, Greek, Cyrillic, lines, blocks, shapes, braille. */
export function isSure(code: number): boolean {
	if (code < 0x7f) return code >= 0x20;
	if (code < 0x300) return code >= 0xa0 && code !== 0xad;
	if (code < 0x2000) return (code >= 0x370 && code < 0x483) || (code >= 0x48a && code < 0x530);
	return (
		(code >= 0x2500 && code <= 0x25fc) ||
		(code >= 0x2800 && code <= 0x28ff) ||
		(code >= 0x2190 && code <= 0x2193) ||
		code === 0x2026 ||
		code === 0x2212 ||
		code === 0x2013 ||
		code === 0x2014
	);
}

/** Clusters of characters as small numbers. */
export interface CellGlyphs {
	/**
	The clusters of a text in order, with the cells and code units that each takes, until `each` gives false. False then, and when
	one takes neither one cell nor two or the table is full.
	*/
	split(text: string, each: (glyph: number, width: 1 | 2, length: number) => boolean): boolean;
	text(glyph: number): string;
}

/** An empty table. It grows with what is split. */
export function createCellGlyphs(): CellGlyphs {
	const clusters: string[] = [];
	const numbers = new Map<string, number>();

	function numberOf(cluster: string): number {
		if (cluster.length === 1 && isSure(cluster.charCodeAt(0))) return cluster.charCodeAt(0);
		let number = numbers.get(cluster);
		if (number === undefined) {
			number = firstCluster + clusters.push(cluster) - 1;
			numbers.set(cluster, number);
		}
		return number;
	}

	return {
		split(text, each) {
			for (const {segment} of graphemes.segment(text)) {
				const width = widthOf(segment);
				if ((width !== 1 && width !== 2) || firstCluster + clusters.length > glyphMask) return false;
				if (!each(numberOf(segment), width, segment.length)) return false;
			}
			return true;
		},
		text: glyph => (glyph < firstCluster ? String.fromCharCode(glyph) : (clusters[glyph - firstCluster] ?? '')),
	};
}
