import {closeSync, openSync} from 'node:fs';
import process from 'node:process';
import {ReadStream} from 'node:tty';
import {ConnectopError} from '../base/errors.ts';

/**
Opens the terminal that keys come from: the one at stdin, or the program's own when stdin feeds the run. It is opened anew for each stretch of
the screen and destroyed after it, while the program still has the terminal: in the background it would be stopped for it. Throws a usage error
when there is no terminal.
*/
export function openKeyboard(): ReadStream {
	return new ReadStream(openTerminal());
}

/** Throws what `openKeyboard` would, before a run is begun. */
export function requireKeyboard(): void {
	closeSync(openTerminal());
}

function openTerminal(): number {
	try {
		return openSync(process.stdin.isTTY ? '/dev/stdin' : '/dev/tty', 'r');
	} catch (error) {
		throw new ConnectopError(
			'usage',
			'no-terminal',
			'the screen needs a terminal for its keys and there is none; use --no-ui',
			{cause: error},
		);
	}
}
