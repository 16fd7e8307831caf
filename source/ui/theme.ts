import {type GlyphGrade, glyphsOf} from '../draw/glyphs.ts';
import {bold, type ColourLevel, colour, colourOn, type Look, type Palette} from '../draw/style.ts';

export type {GlyphGrade} from '../draw/glyphs.ts';
export type {ColourLevel} from '../draw/style.ts';

/** How the screen looks: characters and colours. */
export type Theme = Look;

/** Whether the terminal writes light on dark or dark on light. */
export type Ground = 'dark' | 'light';

/*
Colour numbers of 256. The five levels go from blue over teal to gold as viridis does: their lightness grows on a dark ground
and shrinks on a light one, so they keep their order without colour vision, and none is near either ground. Charts stay with
blue and orange, which every kind of colour blindness tells apart.
*/
const grounds: Readonly<
	Record<
		Ground,
		{
			quiet: number;
			faint: number;
			track: number;
			accent: number;
			other: number;
			good: number;
			warn: number;
			bad: number;
			levels: readonly number[];
		}
	>
> = {
	dark: {
		quiet: 246,
		faint: 240,
		track: 236,
		accent: 74,
		other: 173,
		good: 78,
		warn: 214,
		bad: 203,
		levels: [241, 62, 31, 72, 178],
	},
	light: {
		quiet: 241,
		faint: 249,
		track: 253,
		accent: 25,
		other: 166,
		good: 28,
		warn: 130,
		bad: 160,
		levels: [250, 178, 71, 31, 54],
	},
};

/** The same meanings in the 16 colours, whose shades the terminal chooses. */
const basic = {quiet: -1, faint: 8, track: 8, accent: 6, other: 3, good: 2, warn: 3, bad: 1, levels: [8, 4, 6, 2, 3]};

/** A theme for a terminal with these characters and colours. */
export function createTheme(grade: GlyphGrade, level: ColourLevel, ground: Ground = 'dark'): Theme {
	const codes = level === 1 ? basic : grounds[ground];
	const of = (code: number) => colour(level, code);
	const paint: Palette = {
		quiet: of(codes.quiet),
		faint: of(codes.faint),
		title: bold(level),
		good: of(codes.good),
		warn: of(codes.warn),
		bad: of(codes.bad),
		accent: of(codes.accent),
		bar: colourOn(level, codes.accent, codes.track),
		track: colourOn(level, -1, codes.track),
		levels: codes.levels.map(of),
		chart: {series: [codes.accent, codes.other], text: codes.quiet, base: codes.faint},
	};
	return {colour: level, glyphs: glyphsOf[grade], paint};
}
