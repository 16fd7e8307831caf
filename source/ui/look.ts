import {ConnectopError} from '../base/errors.ts';
import {type ColourLevel, createTheme, type GlyphGrade, type Theme} from './theme.ts';

/** How the screen looks and how often it is drawn. */
export interface Look {
	readonly theme: Theme;
	readonly fps: number;
}

type Options = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

const levels: Readonly<Record<string, ColourLevel>> = {none: 0, '16': 1, '256': 2, truecolor: 3};

/** Look from options, environment and terminal. Throws a usage error when fps is out of range. */
export function readLook(options: Options, environment: Environment, stdout: NodeJS.WriteStream): Look {
	const fps = (options['fps'] as number | undefined) ?? 4;
	if (!(fps >= 0.2 && fps <= 10))
		throw new ConnectopError('usage', 'fps', `--fps ${fps}: use 0.2 to 10 frames a second`);
	const asked = levels[String(options['color'] ?? 'auto')];
	const glyphs =
		(options['glyphs'] as GlyphGrade | undefined) ??
		(isUtf8(environment) && environment['TERM'] !== 'linux' ? 'braille' : 'ascii');
	return {
		theme: createTheme(
			glyphs,
			asked ?? foundLevel(environment, stdout),
			options['theme'] === 'light' ? 'light' : 'dark',
		),
		fps,
	};
}

function foundLevel(environment: Environment, stdout: NodeJS.WriteStream): ColourLevel {
	if ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return 0;
	if (!stdout.isTTY && environment['FORCE_COLOR'] === undefined) return 0;
	const depth = stdout.isTTY ? stdout.getColorDepth() : 8;
	return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0;
}

function isUtf8({LC_ALL, LC_CTYPE, LANG}: Environment): boolean {
	const locale = LC_ALL || LC_CTYPE || LANG;
	return locale === undefined || /utf-?8/i.test(locale);
}
