import {existsSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {messageOf} from '../base/errors.ts';
import type {PictureWay} from '../draw/inline-picture.ts';
import {pictureWay, type TerminalAnswers} from '../draw/terminal-answers.ts';
import {clean, truncate} from '../draw/text.ts';
import {askTerminal, terminalSize} from './ask-terminal.ts';
import {pictureSequence, readPicture, usualCell} from './picture-sequence.ts';
import type {pictureWays} from './picture-ways.ts';

const files = ['connectome.png', 'dashboard.png'] as const;

const enter = '\u001B[?1049h\u001B[?25l';
const leave = '\u001B[?25h\u001B[?1049l';
/** Everything away, pictures too. */
const wipe = '\u001B_Ga=d,q=2\u001B\\\u001B[2J\u001B[H';

/** Shows the pictures of a run in the place of the screen. */
export interface PicturePage {
	/** Until a key is pressed or `over` resolves. Gives what to tell instead, where there is no picture to show. */
	show(directory: string, keyboard: ReadStream, over: Promise<unknown>): Promise<string | undefined>;
}

/** A page that shows pictures in the way that is asked for, or the one that the terminal has, which it is asked for once. */
export function createPicturePage(asked: (typeof pictureWays)[number]): PicturePage {
	let known: {readonly way: PictureWay; readonly answers: TerminalAnswers | undefined} | undefined;

	async function wayOf(keyboard: ReadStream): Promise<NonNullable<typeof known>> {
		if (asked === 'path') return {way: 'path', answers: undefined};
		const answers = await askTerminal(keyboard);
		return {way: asked === 'auto' ? pictureWay(answers, process.env) : asked, answers};
	}

	async function show(directory: string, keyboard: ReadStream, over: Promise<unknown>): Promise<string | undefined> {
		known ??= await wayOf(keyboard);
		const {way, answers} = known;
		if (way === 'path')
			return `${join(fromHere(directory), '{connectome,dashboard}.png')}: this terminal shows no pictures`;
		const onExit = () => void process.stdout.write(leave);
		process.on('exit', onExit);
		keyboard.setRawMode(true);
		process.stdout.write(enter);
		try {
			for (let at = 0; ; ) {
				const there = files.map(file => join(directory, file)).filter(existsSync);
				const path = there[at % there.length];
				if (path === undefined) return 'there is no picture yet; the command picture draws both';
				const {columns, rows} = terminalSize(process.stdout);
				const png = await readPicture(path);
				const room = {width: columns, height: Math.max(1, rows - 2)};
				const cell = answers?.cell ?? usualCell;
				const {sequence} = await pictureSequence(png, way, {room, cell});
				const said = answers?.cell ? '' : `, for cells of ${cell.width}×${cell.height} pixels`;
				const other = there.length > 1 ? 'Tab: the other one   ' : '';
				const line = truncate(clean(`${other}any key: back   ${path}${said}`), columns - 1);
				process.stdout.write(`${wipe}${sequence}\u001B[${rows};1H${line}`);
				const what = await next(keyboard, over);
				if (what === 'back') return undefined;
				if (what === 'other') at++;
			}
		} catch (error) {
			return messageOf(error);
		} finally {
			process.off('exit', onExit);
			process.stdout.write(`${wipe}${leave}`);
			keyboard.setRawMode(false);
		}
	}
	return {show};
}

/** A directory below the working directory by its path from there: all of it is to fit a line of the screen. */
function fromHere(directory: string): string {
	const cwd = process.cwd();
	return directory.startsWith(`${cwd}${sep}`) ? relative(cwd, directory) : directory;
}

/** What a terminal says by itself, late. */
const isAnswer = (text: string): boolean =>
	/^(?:\u001B(?:\[[?\d;]*[ct]|[P_\]][^\u001B\u0007]*(?:\u001B\\|\u0007)))+$/.test(text);

/** What is to be done next: a key goes back, Tab to the other picture; a terminal of another size gets the same one again. */
async function next(keyboard: ReadStream, over: Promise<unknown>): Promise<'back' | 'other' | 'again'> {
	const {promise, resolve} = Promise.withResolvers<'back' | 'other' | 'again'>();
	const hear = (chunk: Buffer | string) => {
		if (!isAnswer(String(chunk))) resolve(String(chunk) === '\t' ? 'other' : 'back');
	};
	const resized = () => resolve('again');
	void over.then(() => resolve('back'));
	keyboard.on('data', hear);
	keyboard.resume(); // it was paused after the terminal was asked
	process.stdout.on('resize', resized);
	try {
		return await promise;
	} finally {
		process.stdout.off('resize', resized);
		keyboard.off('data', hear);
		keyboard.pause();
	}
}
