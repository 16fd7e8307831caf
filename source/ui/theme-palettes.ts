import type {ColourLevel} from '../draw/style.ts';

/** What a theme is drawn for: a dark or a light background, for every eye (`cvd`: colour vision deficiency) or not. */
export const grounds = ['dark', 'light', 'dark-cvd', 'light-cvd'] as const;
export type Ground = (typeof grounds)[number];

/** Colour numbers of 256 by what they mean, −1 the terminal's own; the levels may be `#rrggbb`. */
export interface Shades {
	readonly quiet: number;
	readonly faint: number;
	readonly track: number;
	readonly accent: number;
	readonly other: number;
	readonly good: number;
	readonly warn: number;
	readonly bad: number;
	/** Numbers on the axes of charts, which take none of the terminal's own colours. */
	readonly axis: number;
	readonly levels: readonly (number | string)[];
}

interface Shown extends Shades {
	/** The five levels where every colour can be had. */
	readonly exact: readonly string[];
}

/*
The five levels go from blue over teal to gold as viridis does (https://bids.github.io/colormap), in the themes for every eye from blue
over grey to cream as cividis does (Nuñez, Anderton and Renslow 2018, doi:10.1371/journal.pone.0199239): their lightness grows on a
dark ground and shrinks on a light one, so they keep their order without colour vision, and none is near either ground. Charts stay
with blue and orange, which every kind of colour blindness tells apart. Good, warn and bad are green, orange and red, or blue, yellow
and red, chosen such that they differ as much as they can for protanopes, deuteranopes and tritanopes too; a test says how much.
*/
const dark: Shown = {
	quiet: 246,
	faint: 240,
	track: 236,
	accent: 74,
	other: 173,
	good: 78,
	warn: 214,
	bad: 203,
	axis: 246,
	levels: [241, 62, 31, 78, 220],
	exact: ['#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'],
};
const light: Shown = {
	quiet: 241,
	faint: 249,
	track: 253,
	accent: 25,
	other: 166,
	good: 22,
	warn: 130,
	bad: 124,
	axis: 241,
	levels: [184, 78, 66, 97, 17],
	exact: ['#a5db36', '#44bf70', '#21918c', '#3b528b', '#440154'],
};

const shown: Readonly<Record<Ground, Shown>> = {
	dark,
	light,
	'dark-cvd': {
		...dark,
		good: 75,
		warn: 220,
		bad: 203,
		levels: [24, 242, 143, 220, 230],
		exact: ['#29436e', '#5a5e6e', '#898477', '#bbaf71', '#fdea45'],
	},
	'light-cvd': {
		...light,
		good: 26,
		warn: 94,
		bad: 125,
		levels: [220, 143, 243, 24, 17],
		exact: ['#e9d157', '#b0a775', '#7a7773', '#45526d', '#002051'],
	},
};

/** The same meanings in the 16 colours, whose shades the terminal chooses: yellow can't be read on most light grounds. */
const basicDark: Shades = {
	quiet: -1,
	faint: 8,
	track: 8,
	accent: 6,
	other: 3,
	good: 2,
	warn: 3,
	bad: 1,
	axis: 7,
	levels: [8, 12, 6, 10, 11],
};
const basicLight: Shades = {...basicDark, accent: 4, other: 1, warn: 5, axis: 8, levels: [7, 3, 6, 4, 0]};

const basic: Readonly<Record<Ground, Shades>> = {
	dark: basicDark,
	light: basicLight,
	'dark-cvd': {...basicDark, good: 12, warn: 11, bad: 1},
	'light-cvd': {...basicLight, good: 4, warn: 5, bad: 1},
};

/** The shades of a theme on a terminal with so many colours. */
export function paletteOf(ground: Ground, level: ColourLevel): Shades {
	if (level === 1) return basic[ground];
	const {exact, ...shades} = shown[ground];
	return level === 3 ? {...shades, levels: exact} : shades;
}
