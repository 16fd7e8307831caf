/** How much of Unicode the terminal's font can draw: braille dots, block elements and lines, or ASCII alone. */
export type GlyphGrade = 'braille' | 'block' | 'ascii';

/** The characters that a grade draws with. Every one is one cell wide. */
export interface Glyphs {
	readonly grade: GlyphGrade;
	/** Top left, top right, bottom left, bottom right, horizontal, vertical. */
	readonly box: readonly [string, string, string, string, string, string];
	/** Heights of a sparkline, lowest first. */
	readonly heights: readonly string[];
	/** Widths of the last cell of a bar, from nothing to full. */
	readonly widths: readonly string[];
	/** The rest of a bar when there is no colour to draw it with. */
	readonly track: string;
	/** Five densities of a map drawn without dots, quiet first. */
	readonly shades: readonly string[];
	readonly running: string;
	readonly paused: string;
	readonly dot: string;
	readonly bullet: string;
	readonly times: string;
	readonly arrow: string;
	readonly limit: string;
	readonly ellipsis: string;
	readonly range: string;
}

const block: Glyphs = {
	grade: 'block',
	box: ['╭', '╮', '╰', '╯', '─', '│'],
	heights: [...'▁▂▃▄▅▆▇█'],
	widths: [...' ▏▎▍▌▋▊▉█'],
	track: '░',
	shades: [...'·░▒▓█'],
	running: '●',
	paused: '■',
	dot: '·',
	bullet: '●',
	times: '×',
	arrow: '→',
	limit: '┊',
	ellipsis: '…',
	range: '…',
};

const ascii: Glyphs = {
	grade: 'ascii',
	box: ['+', '+', '+', '+', '-', '|'],
	heights: [...' .:-=+*#'],
	widths: [' ', '#'],
	track: '.',
	shades: [...' .:*#'],
	running: '*',
	paused: '=',
	dot: '-',
	bullet: 'o',
	times: 'x',
	arrow: '>',
	limit: '|',
	ellipsis: '~',
	range: '-',
};

/** The characters of each grade. */
export const glyphsOf: Readonly<Record<GlyphGrade, Glyphs>> = {braille: {...block, grade: 'braille'}, block, ascii};
