import type {GlyphGrade} from '../draw/glyphs.ts';
import type {ColourLevel} from '../draw/style.ts';

/** Variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a terminal can show, and in one line each what says so. */
export interface TerminalGrades {
	readonly glyphs: GlyphGrade;
	readonly colour: ColourLevel;
	readonly why: {readonly glyphs: string; readonly colour: string};
}

/** Names of the colour grades, by level; `--color` takes them. */
export const colourNames = ['none', '16', '256', 'truecolor'] as const;

type Found<Grade> = readonly [grade: Grade, why: string];

/** Terminals of before Unicode and mostly of before colour. */
const teletype = /^(?:vt\d|ansi-m|hp|wy|tvi)/;
const trueColourTerms = /direct|truecolor|^(?:xterm-)?(?:kitty|ghostty)|^(?:alacritty|foot|wezterm|contour|rio)/;
const programs: Readonly<Record<string, ColourLevel>> = {
	'iTerm.app': 3,
	WezTerm: 3,
	vscode: 3,
	ghostty: 3,
	Hyper: 3,
	mintty: 3,
	WarpTerminal: 3,
	Apple_Terminal: 2,
};

/**
What a terminal can show, from the variables of the process, whether its stdout is a terminal, and `colorDepth`, bits of colour as Node
finds them (https://nodejs.org/api/tty.html), for terminals that nothing is known of here. NO_COLOR is as https://no-color.org has it,
CLICOLOR and CLICOLOR_FORCE as https://bixense.com/clicolors.
*/
export function gradesOf(environment: Environment, isTty: boolean, colorDepth: number): TerminalGrades {
	const [glyphs, whyGlyphs] = glyphsFound(environment);
	const [colour, whyColour] = coloursFound(environment, isTty, colorDepth);
	return {glyphs, colour, why: {glyphs: whyGlyphs, colour: whyColour}};
}

function glyphsFound(environment: Environment): Found<GlyphGrade> {
	const term = environment['TERM'] ?? '';
	if (term === 'linux') return ['ascii', 'TERM is linux, whose font has few characters'];
	if (term === 'dumb' || teletype.test(term)) return ['ascii', `TERM is ${term}, which knows no Unicode`];
	const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(each => isSet(environment[each]));
	if (name === undefined) return ['braille', 'no locale is set'];
	const locale = environment[name] ?? '';
	return [/utf-?8/i.test(locale) ? 'braille' : 'ascii', `${name} is ${locale}`];
}

function coloursFound(environment: Environment, isTty: boolean, colorDepth: number): Found<ColourLevel> {
	const {FORCE_COLOR: force, CLICOLOR: wanted, CLICOLOR_FORCE: forced, NO_COLOR: no} = environment;
	if (isSet(no)) return [0, 'NO_COLOR is set'];
	const had = (): Found<ColourLevel> => coloursOf(environment, colorDepth);
	if (force !== undefined) {
		const why = `FORCE_COLOR is ${force === '' ? 'set' : force}`;
		if (force === '0' || force === 'false') return [0, why];
		if (/^[123]$/.test(force)) return [Number(force) as ColourLevel, why];
		return [atLeastBasic(had()[0]), why];
	}
	if (isSet(forced) && forced !== '0') return [atLeastBasic(had()[0]), `CLICOLOR_FORCE is ${forced}`];
	if (!isTty) return [0, 'stdout is no terminal'];
	if (wanted === '0') return [0, 'CLICOLOR is 0'];
	return had();
}

/** What is known of the terminal by its names. CI says nothing of a terminal that is there. */
function coloursOf(environment: Environment, colorDepth: number): Found<ColourLevel> {
	const {TERM: term = '', COLORTERM: colours = '', TERM_PROGRAM: program = ''} = environment;
	const named = `TERM is ${term}`;
	if (term === 'dumb') return [0, named];
	if (teletype.test(term)) return [0, `${named}, which has no colours`];
	if (term === 'linux') return [1, named];
	if (isSet(environment['STY']) && !/direct/.test(term)) {
		// GNU screen takes true colour for something else, and COLORTERM is of the terminal outside.
		return [/256/.test(term) ? 2 : 1, `STY is set: in GNU screen, and ${named}`];
	}
	if (/^(?:truecolor|24bit)$/i.test(colours)) return [3, `COLORTERM is ${colours}`];
	if (trueColourTerms.test(term)) return [3, named];
	// tmux shows 256 colours on any terminal; more only where the one outside has them, which it then says.
	if (isSet(environment['TMUX'])) return [2, 'TMUX is set, and COLORTERM is not truecolor'];
	if (/^(?:screen|tmux)/.test(term)) return [2, `${named}, and COLORTERM is not truecolor`];
	if (isSet(environment['WT_SESSION'])) return [3, 'WT_SESSION is set'];
	const known = programs[program];
	if (known !== undefined) return [known, `TERM_PROGRAM is ${program}`];
	if (/256/.test(term)) return [2, named];
	const level = colorDepth >= 24 ? 3 : colorDepth >= 8 ? 2 : colorDepth >= 4 ? 1 : 0;
	return [level, term === '' ? 'TERM is not set' : named];
}

const atLeastBasic = (level: ColourLevel): ColourLevel => (level === 0 ? 1 : level);

/** Whether a variable is there and not empty. */
const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';
