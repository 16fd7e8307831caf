import {Chalk} from 'chalk';
import type {Glyphs} from './glyphs.ts';

/** No colour, 16 colours, 256 colours, true colour. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** Gives text a style. */
export type Paint = (text: string) => string;

/** The styles a screen is drawn with. Each is chosen for what it means, not for how it looks. */
export interface Palette {
	/** Labels and notes. */
	readonly quiet: Paint;
	/** Borders and scales. */
	readonly faint: Paint;
	readonly title: Paint;
	readonly good: Paint;
	readonly warn: Paint;
	readonly bad: Paint;
	/** Lines and bars. */
	readonly accent: Paint;
	/** A bar's end: the accent in front of the track. */
	readonly bar: Paint;
	readonly track: Paint;
	/** Five levels of the field, quiet first. */
	readonly levels: readonly Paint[];
	/** Colour numbers of charts, none below 0: their library takes no terminal's own. */
	readonly chart: {readonly series: readonly [number, number]; readonly text: number; readonly base: number};
}

/** Everything that drawing needs to know of the terminal. */
export interface Look {
	readonly colour: ColourLevel;
	readonly glyphs: Glyphs;
	readonly paint: Palette;
}

const basic = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const bright = [
	'gray',
	'redBright',
	'greenBright',
	'yellowBright',
	'blueBright',
	'magentaBright',
	'cyanBright',
	'whiteBright',
] as const;

/**
A style in colour number 0 … 255 (0 … 7 basic, 8 … 15 bright, the rest of the 256), in the terminal's own colour for −1, or in a colour
`#rrggbb`, which becomes the nearest one that a terminal with fewer has.
*/
export function colour(level: ColourLevel, code: number | string): Paint {
	if (level === 0 || (typeof code === 'number' && code < 0)) return text => text;
	const chalk = new Chalk({level});
	if (typeof code === 'string') return chalk.hex(code);
	if (code >= 16) return chalk.ansi256(code);
	return chalk[(code < 8 ? basic : bright)[code % 8] ?? 'white'];
}

/** A style in one colour on another; colour numbers as for `colour`. Without colour, text stays as it is. */
export function colourOn(level: ColourLevel, code: number, ground: number): Paint {
	if (level === 0) return text => text;
	const chalk = new Chalk({level});
	const fore = colour(level, code);
	const back = ground < 16 ? (ground < 8 ? chalk.bgBlack : chalk.bgBlackBright) : chalk.bgAnsi256(ground);
	return text => back(fore(text));
}

/** Bold text. Without colour, text stays as it is: then no escape sequence is sent at all. */
export function bold(level: ColourLevel): Paint {
	return level === 0 ? text => text : new Chalk({level}).bold;
}
