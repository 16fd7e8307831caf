import {ConnectopError} from '../base/errors.ts';
import {pictureWays} from './picture-ways.ts';
import {colourNames, type Environment, gradesOf, type TerminalGrades} from './terminal-grades.ts';
import {type ColourLevel, createTheme, type GlyphGrade, type Ground, grounds, type Theme} from './theme.ts';

/** How the screen looks and how often it is drawn. */
export interface Look {
	readonly theme: Theme;
	readonly fps: number;
	/** Seconds between two samples that sparklines and charts take in; each moves everything that stands in them. */
	readonly sampleSeconds: number;
	/** Bytes of one picture, but for those that answer a key, after which the rest waits for the next. */
	readonly mostBytes: number;
	/** The terminal is asked for its mouse. */
	readonly mouse: boolean;
	/** How pictures are shown in it. */
	readonly pictures: (typeof pictureWays)[number];
	/** Sentences instead of pictures, for who has them read out; absent where there is a screen. */
	readonly reader?: {
		/** Seconds between two summaries, 0 for none but those that are asked for. */
		readonly summarySeconds: number;
	};
}

type Options = Readonly<Record<string, unknown>>;

/** What is drawn when nothing is asked for, and what the low-bandwidth profile puts in its place. */
const usual = {fps: 4, sampleSeconds: 1, mostBytes: Number.POSITIVE_INFINITY};
const thrifty = {fps: 1, sampleSeconds: 5, mostBytes: 1100};
const summarySeconds = 30;

/**
Look from options, environment and terminal: what an option says before what the profile says before what was found out. Throws a usage error
when fps or the seconds between summaries are out of range.
*/
export function readLook(options: Options, environment: Environment, stdout: NodeJS.WriteStream): Look {
	const low = options['lowBandwidth'] === true;
	const profile = low ? thrifty : usual;
	const fps = (options['fps'] as number | undefined) ?? profile.fps;
	if (!(fps >= 0.2 && fps <= 10))
		throw new ConnectopError('usage', 'fps', `--fps ${fps}: use 0.2 to 10 frames a second`);
	const found = foundGrades(environment, stdout);
	const asked = colourNames.indexOf(options['color'] as (typeof colourNames)[number]);
	const colour = asked >= 0 ? (asked as ColourLevel) : low && options['color'] !== 'auto' ? 0 : found.colour;
	const glyphs = (options['glyphs'] as GlyphGrade | undefined) ?? (low ? 'ascii' : found.glyphs);
	const reader = readReader(options, environment);
	return {
		theme: createTheme(glyphs, colour, groundOf(options['theme'])),
		fps,
		sampleSeconds: profile.sampleSeconds,
		mostBytes: profile.mostBytes,
		mouse: options['mouse'] !== false,
		pictures: pictureWays.find(each => each === options['pictures']) ?? 'auto',
		...(reader ? {reader} : {}),
	};
}

/** What the terminal can show. */
export function foundGrades(environment: Environment, stdout: NodeJS.WriteStream): TerminalGrades {
	const isTty = stdout.isTTY === true;
	// What is asked for in these is not what the terminal has; Node takes a CI's word for what its own pages can show.
	const {FORCE_COLOR: _force, NO_COLOR: _no, CI: _ci, ...rest} = environment;
	return gradesOf(environment, isTty, isTty ? stdout.getColorDepth(rest) : 1);
}

const groundOf = (asked: unknown): Ground => grounds.find(each => each === asked) ?? 'dark';

/** The option, or else ACCESSIBLE, which other programs for terminals read as well. */
function readReader(options: Options, {ACCESSIBLE: accessible = ''}: Environment): Look['reader'] {
	const seconds = (options['summaryEvery'] as number | undefined) ?? summarySeconds;
	if (!(seconds >= 0 && seconds <= 86_400))
		throw new ConnectopError(
			'usage',
			'summary-every',
			`--summary-every ${seconds}: use 0 to 86400 seconds, 0 for summaries on demand alone`,
		);
	const asked = options['screenReader'] as boolean | undefined;
	return (asked ?? !/^(?:0|false|no|off|)$/i.test(accessible)) ? {summarySeconds: seconds} : undefined;
}
