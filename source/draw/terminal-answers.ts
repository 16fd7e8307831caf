import type {PictureWay, Size} from './inline-picture.ts';

/** What a terminal said of itself. */
export interface TerminalAnswers {
	/** Its name and version, where it tells. */
	readonly name: string | undefined;
	readonly kitty: boolean;
	readonly sixel: boolean;
	/** Pixels of a cell, where it tells. */
	readonly cell: Size | undefined;
	/** It has said all that it had to say. */
	readonly complete: boolean;
}

/**
What a terminal is asked: whether it takes pictures in kitty's way, its name, pixels of a cell and of its window, and last, as each of them answers
that, its attributes.
*/
export const terminalQuestions = '\u001B_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001B\\\u001B[>0q\u001B[16t\u001B[14t\u001B[c';

/** Reads its answers, as many of them as have come; `columns` and `rows` are those of the terminal. */
export function readAnswers(text: string, columns: number, rows: number): TerminalAnswers {
	const attributes = /\u001B\[\?([\d;]*)c/.exec(text)?.[1];
	const [, name] = /\u001BP>\|([^\u001B]*)\u001B\\/.exec(text) ?? [];
	const [, cellHeight, cellWidth] = /\u001B\[6;(\d+);(\d+)t/.exec(text) ?? [];
	const [, height, width] = /\u001B\[4;(\d+);(\d+)t/.exec(text) ?? [];
	const cell = sizeOf(cellWidth, cellHeight) ?? sizeOf(Number(width) / columns, Number(height) / rows);
	return {
		name,
		kitty: /\u001B_Gi=31;OK/.test(text),
		sixel: attributes?.split(';').slice(1).includes('4') === true,
		cell,
		complete: attributes !== undefined,
	};
}

function sizeOf(wide: number | string | undefined, tall: number | string | undefined): Size | undefined {
	const [width, height] = [Number(wide), Number(tall)];
	return width >= 1 && height >= 1 && width < 1000 && height < 1000 ? {width, height} : undefined;
}

/**
How a terminal shows pictures, from what it says; where it says nothing of it, from its variables. Those are inherited: inside of tmux and screen they are
about another terminal, and nothing is guessed from them.
*/
export function pictureWay(
	{name = '', kitty, sixel, complete}: TerminalAnswers,
	environment: Readonly<Record<string, string | undefined>>,
): PictureWay {
	if (kitty) return 'kitty';
	const within =
		/^(?:tmux|screen)/i.test(name) ||
		['TMUX', 'STY'].some(each => (environment[each] ?? '') !== '') ||
		/^(?:tmux|screen)/.test(environment['TERM'] ?? '');
	const called = `${name} ${environment['TERM_PROGRAM'] ?? ''} ${environment['LC_TERMINAL'] ?? ''}`;
	if (!within && complete && /iterm|wezterm/i.test(called)) return 'iterm2';
	return sixel ? 'sixel' : 'path';
}
