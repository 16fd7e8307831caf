import process from 'node:process';
import {foundGrades, readLook} from '../ui/look.ts';
import {colourNames} from '../ui/terminal-grades.ts';
import type {Configuration} from './config/configuration.ts';
import {originText} from './config/origin.ts';

/** Something that was found out about the terminal. */
export interface TerminalFact {
	readonly name: string;
	readonly value: string;
	readonly why: string;
}

/** How the screen would be drawn on this terminal, and why so. */
export function terminalFacts({args, settings}: Configuration): readonly TerminalFact[] {
	const {stdout, env} = process;
	const {theme, fps, reader} = readLook(args, env, stdout);
	const {why} = foundGrades(env, stdout);
	const origin = (name: string): string | undefined => {
		const found = settings.find(({option}) => option.name === name);
		return found && `asked for: ${originText(found.origin)}`;
	};
	const profile = args['lowBandwidth'] === true ? '--low-bandwidth' : undefined;
	const colour = args['color'] === 'auto' ? why.colour : (origin('color') ?? profile ?? why.colour);
	return [
		{
			name: 'size',
			value: stdout.isTTY ? `${stdout.columns}×${stdout.rows}` : 'none',
			why: stdout.isTTY ? `TERM is ${env['TERM'] ?? 'not set'}` : 'stdout is no terminal',
		},
		{name: 'glyphs', value: theme.glyphs.grade, why: origin('glyphs') ?? profile ?? why.glyphs},
		{name: 'color', value: colourNames[theme.colour], why: colour},
		{name: 'fps', value: String(fps), why: origin('fps') ?? profile ?? 'default'},
		{
			name: 'shown as',
			value: reader ? 'sentences' : 'pictures',
			why: origin('screen-reader') ?? (reader ? `ACCESSIBLE is ${env['ACCESSIBLE']}` : 'default'),
		},
	];
}
