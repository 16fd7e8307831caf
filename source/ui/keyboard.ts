import {closeSync, openSync} from 'node:fs';
import process from 'node:process';
import {ReadStream} from 'node:tty';
import {ConnectopError} from '../base/errors.ts';

/** Where keys come from, for as long as a screen is shown. */
export interface Keyboard {
	readonly stream: ReadStream;
	/** Reads no more for now: a job in the background that did would be stopped. Open it again to go on. */
	release(): void;
	/** Reads never again. Left open, Node.js would set the terminal's mode when it exits, and in the background be stopped for that. */
	close(): void;
}

/** Keys come from stdin, or from the terminal itself when stdin feeds the run. Throws a usage error when there is no terminal. */
export function openKeyboard(): Keyboard {
	const {stdin} = process;
	if (stdin.isTTY) return {stream: stdin, release: () => void stdin.pause(), close: () => void stdin.destroy()};
	const stream = new ReadStream(openTerminal());
	const close = () => void stream.destroy();
	return {stream, release: close, close};
}

/** Throws what `openKeyboard` would, before a run is begun. */
export function requireKeyboard(): void {
	if (!process.stdin.isTTY) closeSync(openTerminal());
}

function openTerminal(): number {
	try {
		return openSync('/dev/tty', 'r');
	} catch (error) {
		throw new ConnectopError(
			'usage',
			'no-terminal',
			'the screen needs a terminal for its keys and there is none; use --no-ui',
			{cause: error},
		);
	}
}
