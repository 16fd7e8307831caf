import test from 'ava';
import {colourNames, gradesOf} from '../../source/ui/terminal-grades.ts';

type Environment = Readonly<Record<string, string>>;

const glyphRows: ReadonlyArray<readonly [environment: Environment, glyphs: string, why: string]> = [
	[{}, 'braille', 'no locale is set'],
	[{LANG: 'en_GB.UTF-8'}, 'braille', 'LANG is en_GB.UTF-8'],
	[{LANG: 'C'}, 'ascii', 'LANG is C'],
	[{LANG: 'POSIX'}, 'ascii', 'LANG is POSIX'],
	[{LANG: 'de_DE.ISO-8859-1'}, 'ascii', 'LANG is de_DE.ISO-8859-1'],
	[{LANG: 'C.UTF-8'}, 'braille', 'LANG is C.UTF-8'],
	[{LC_ALL: 'C', LANG: 'en_GB.UTF-8'}, 'ascii', 'LC_ALL is C'],
	[{LC_ALL: '', LC_CTYPE: 'de_DE.utf8', LANG: 'C'}, 'braille', 'LC_CTYPE is de_DE.utf8'],
	[{LC_CTYPE: 'C', LANG: 'en_GB.UTF-8'}, 'ascii', 'LC_CTYPE is C'],
	[{TERM: 'linux', LANG: 'C.UTF-8'}, 'ascii', 'TERM is linux, whose font has few characters'],
	[{TERM: 'dumb', LANG: 'C.UTF-8'}, 'ascii', 'TERM is dumb, which knows no Unicode'],
	[{TERM: 'vt100', LANG: 'C.UTF-8'}, 'ascii', 'TERM is vt100, which knows no Unicode'],
	[{TERM: 'vt220', LANG: 'C.UTF-8'}, 'ascii', 'TERM is vt220, which knows no Unicode'],
	[{TERM: 'screen-256color', LANG: 'C.UTF-8'}, 'braille', 'LANG is C.UTF-8'],
	[{TERM: 'tmux-256color', LANG: 'C'}, 'ascii', 'LANG is C'],
];

for (const [environment, glyphs, why] of glyphRows)
	test(`characters where ${JSON.stringify(environment)}`, t => {
		const found = gradesOf(environment, true, 8);
		t.deepEqual([found.glyphs, found.why.glyphs], [glyphs, why]);
	});

const xterm = {TERM: 'xterm-256color'};
const screen = {TERM: 'screen-256color'};

const colourRows: ReadonlyArray<
	readonly [environment: Environment, colours: (typeof colourNames)[number], why: string, depth?: number]
> = [
	[xterm, '256', 'TERM is xterm-256color'],
	[{...xterm, COLORTERM: 'truecolor'}, 'truecolor', 'COLORTERM is truecolor'],
	[{...xterm, COLORTERM: '24bit'}, 'truecolor', 'COLORTERM is 24bit'],
	[{...xterm, COLORTERM: 'yes'}, '256', 'TERM is xterm-256color'],
	[{TERM: 'xterm-direct'}, 'truecolor', 'TERM is xterm-direct'],
	[{TERM: 'xterm-kitty'}, 'truecolor', 'TERM is xterm-kitty'],
	[{TERM: 'alacritty'}, 'truecolor', 'TERM is alacritty'],
	[{TERM: 'xterm'}, '16', 'TERM is xterm', 4],
	[{TERM: 'linux'}, '16', 'TERM is linux'],
	[{TERM: 'dumb', COLORTERM: 'truecolor'}, 'none', 'TERM is dumb'],
	[{TERM: 'vt100', COLORTERM: 'truecolor'}, 'none', 'TERM is vt100, which has no colours'],
	[{}, 'none', 'TERM is not set', 1],
	[{}, 'truecolor', 'TERM is not set', 24],
	// tmux: Node would take true colour for granted
	[{...screen, TMUX: '/tmp/tmux-0/default,1,0'}, '256', 'TMUX is set, and COLORTERM is not truecolor', 24],
	[{TERM: 'tmux-256color', TMUX: 'x', COLORTERM: 'truecolor'}, 'truecolor', 'COLORTERM is truecolor'],
	[{TERM: 'tmux-direct', TMUX: 'x'}, 'truecolor', 'TERM is tmux-direct'],
	[{TERM: 'screen'}, '256', 'TERM is screen, and COLORTERM is not truecolor'],
	[{TERM: 'tmux-256color'}, '256', 'TERM is tmux-256color, and COLORTERM is not truecolor'],
	[{...screen, COLORTERM: 'truecolor'}, 'truecolor', 'COLORTERM is truecolor'],
	// GNU screen: COLORTERM came through from outside
	[{...screen, STY: '1.a', COLORTERM: 'truecolor'}, '256', 'STY is set: in GNU screen, and TERM is screen-256color'],
	[{TERM: 'screen', STY: '1.a', COLORTERM: 'truecolor'}, '16', 'STY is set: in GNU screen, and TERM is screen'],
	[{TERM: 'screen.xterm-direct', STY: '1.a'}, 'truecolor', 'TERM is screen.xterm-direct'],
	// programs
	[{...xterm, TERM_PROGRAM: 'Apple_Terminal'}, '256', 'TERM_PROGRAM is Apple_Terminal'],
	[{...xterm, TERM_PROGRAM: 'iTerm.app'}, 'truecolor', 'TERM_PROGRAM is iTerm.app'],
	[{...xterm, TERM_PROGRAM: 'unheard-of'}, '256', 'TERM is xterm-256color'],
	[{...xterm, WT_SESSION: 'f00'}, 'truecolor', 'WT_SESSION is set'],
	[{...screen, TERM_PROGRAM: 'iTerm.app', TMUX: 'x'}, '256', 'TMUX is set, and COLORTERM is not truecolor'],
	[{...xterm, CI: 'true'}, '256', 'TERM is xterm-256color', 1],
	// what is asked for
	[{...xterm, NO_COLOR: '1'}, 'none', 'NO_COLOR is set'],
	[{...xterm, NO_COLOR: '0'}, 'none', 'NO_COLOR is set'],
	[{...xterm, NO_COLOR: ''}, '256', 'TERM is xterm-256color'],
	[{...xterm, NO_COLOR: '1', FORCE_COLOR: '3'}, 'none', 'NO_COLOR is set'],
	[{...xterm, FORCE_COLOR: '0'}, 'none', 'FORCE_COLOR is 0'],
	[{...xterm, FORCE_COLOR: 'false'}, 'none', 'FORCE_COLOR is false'],
	[{...xterm, FORCE_COLOR: '1'}, '16', 'FORCE_COLOR is 1'],
	[{TERM: 'dumb', FORCE_COLOR: '2'}, '256', 'FORCE_COLOR is 2'],
	[{TERM: 'dumb', FORCE_COLOR: '3'}, 'truecolor', 'FORCE_COLOR is 3'],
	[{...xterm, FORCE_COLOR: 'true'}, '256', 'FORCE_COLOR is true'],
	[{TERM: 'dumb', FORCE_COLOR: ''}, '16', 'FORCE_COLOR is set'],
	[{...xterm, CLICOLOR: '0'}, 'none', 'CLICOLOR is 0'],
	[{...xterm, CLICOLOR: '1'}, '256', 'TERM is xterm-256color'],
	[{...xterm, CLICOLOR: '0', CLICOLOR_FORCE: '1'}, '256', 'CLICOLOR_FORCE is 1'],
	[{...xterm, CLICOLOR_FORCE: '0'}, '256', 'TERM is xterm-256color'],
];

for (const [environment, colours, why, depth = 8] of colourRows)
	test(`colours where ${JSON.stringify(environment)}, ${depth} bits`, t => {
		const found = gradesOf(environment, true, depth);
		t.deepEqual([colourNames[found.colour], found.why.colour], [colours, why]);
	});

test('what is no terminal has no colours unless they are forced', t => {
	const off = (environment: Environment) => gradesOf(environment, false, 1);
	t.is(off({...xterm, COLORTERM: 'truecolor'}).colour, 0);
	t.is(off(xterm).why.colour, 'stdout is no terminal');
	t.is(off({...xterm, CI: '1'}).colour, 0);
	t.is(off({...xterm, FORCE_COLOR: '1'}).colour, 1);
	t.is(off({...xterm, CLICOLOR_FORCE: '1'}).colour, 2);
	t.is(off({CLICOLOR_FORCE: '1'}).colour, 1);
	t.is(off({...xterm, NO_COLOR: '1', CLICOLOR_FORCE: '1'}).colour, 0);
});
