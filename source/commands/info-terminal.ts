import process from 'node:process';
import {readLook} from '../ui/look.ts';
import type {Configuration} from './config/configuration.ts';
import {originText} from './config/origin.ts';

const levels = ['none', '16', '256', 'truecolor'] as const;

/** Something that was found out about the terminal. */
export interface TerminalFact {
	readonly name: string;
	readonly value: string;
	readonly why: string;
}

/** How the screen would be drawn on this terminal, and why so. */
export function terminalFacts({args, settings}: Configuration): readonly TerminalFact[] {
	const {theme, fps} = readLook(args, process.env, process.stdout);
	const {stdout, env} = process;
	const origin = (name: string): string | undefined => {
		const found = settings.find(({option}) => option.name === name);
		return found && `asked for: ${originText(found.origin)}`;
	};
	const asked = args['color'] === 'auto' ? undefined : origin('color');
	return [
		{
			name: 'size',
			value: stdout.isTTY ? `${stdout.columns}×${stdout.rows}` : 'none',
			why: stdout.isTTY ? `TERM is ${env['TERM'] ?? 'not set'}` : 'stdout is no terminal',
		},
		{name: 'glyphs', value: theme.glyphs.grade, why: origin('glyphs') ?? whyGlyphs()},
		{name: 'color', value: levels[theme.colour] ?? 'none', why: asked ?? whyColours()},
		{name: 'fps', value: String(fps), why: origin('fps') ?? 'default'},
	];
}

/** The variable that says which characters the terminal has. */
function whyGlyphs(): string {
	const {env} = process;
	if (env['TERM'] === 'linux') return 'TERM is linux, whose font has few characters';
	const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(each => (env[each] ?? '') !== '');
	return name === undefined ? 'no locale is set' : `${name} is ${env[name]}`;
}

function whyColours(): string {
	const {env, stdout} = process;
	if ((env['NO_COLOR'] ?? '') !== '') return 'NO_COLOR is set';
	if (env['TERM'] === 'dumb') return 'TERM is dumb';
	if (!stdout.isTTY && env['FORCE_COLOR'] === undefined) return 'stdout is no terminal';
	const name = ['FORCE_COLOR', 'COLORTERM', 'TERM'].find(each => env[each] !== undefined);
	return name === undefined ? 'the terminal says nothing' : `${name} is ${env[name]}`;
}
