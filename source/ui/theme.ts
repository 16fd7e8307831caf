import {type GlyphGrade, glyphsOf} from '../draw/glyphs.ts';
import {bold, type ColourLevel, colour, colourOn, type Look, type Palette} from '../draw/style.ts';
import {type Ground, paletteOf} from './theme-palettes.ts';

export type {GlyphGrade} from '../draw/glyphs.ts';
export type {ColourLevel} from '../draw/style.ts';
export {type Ground, grounds} from './theme-palettes.ts';

/** How the screen looks: characters and colours. */
export type Theme = Look;

/** A theme for a terminal with these characters and colours. */
export function createTheme(grade: GlyphGrade, level: ColourLevel, ground: Ground = 'dark'): Theme {
	const codes = paletteOf(ground, level);
	const of = (code: number | string) => colour(level, code);
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
		chart: {series: [codes.accent, codes.other], text: codes.axis, base: codes.faint},
	};
	return {colour: level, glyphs: glyphsOf[grade], paint};
}
