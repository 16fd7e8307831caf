import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {readAnswers, type TerminalAnswers, terminalQuestions} from '../draw/terminal-answers.ts';

/** A terminal behind a slow line answers within this, ms; one that answers nothing is waited for no longer. */
const patienceMs = 3000;

/** Cells of a terminal; of what is none, those of the usual one. */
export const terminalSize = ({columns = 80, rows = 24}: {readonly columns?: number; readonly rows?: number}) => ({
	columns,
	rows,
});

/**
Asks the terminal what it is. `keyboard` is where its answers come from; it is in raw mode meanwhile, so that none of them is shown. What is typed
before the last of them is lost.
*/
export async function askTerminal(keyboard: ReadStream, stdout = process.stdout): Promise<TerminalAnswers> {
	const {columns, rows} = terminalSize(stdout);
	const {promise, resolve} = Promise.withResolvers<TerminalAnswers>();
	let text = '';
	const answersNow = () => readAnswers(text, columns, rows);
	const hear = (chunk: Buffer | string) => {
		text += String(chunk);
		const answers = answersNow();
		if (answers.complete) resolve(answers);
	};
	const timer = setTimeout(() => resolve(answersNow()), patienceMs);
	keyboard.setRawMode(true);
	keyboard.on('data', hear);
	keyboard.resume();
	stdout.write(terminalQuestions);
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
		keyboard.off('data', hear);
		keyboard.pause();
		keyboard.setRawMode(false);
	}
}
