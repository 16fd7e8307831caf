import {emitKeypressEvents} from 'node:readline';
import type {ReadStream} from 'node:tty';
import type {KeyName} from './keys.ts';
import {type Keypress, keysOfPress} from './screen-reader-keys.ts';

/** Who is told what is typed. */
export interface Typist {
	key(key: KeyName): void;
	/** Text that was pasted, whole: no part of it is a key. */
	paste(text: string): void;
}

/** Passes on what is typed at a terminal in raw mode. */
export function readTyping(stdin: ReadStream, typist: Typist): void {
	let pasted: string | undefined;
	emitKeypressEvents(stdin);
	stdin.on('keypress', (text: string | undefined, key: Keypress) => {
		if (key.name === 'paste-start') pasted = '';
		else if (key.name === 'paste-end') {
			typist.paste(pasted ?? '');
			pasted = undefined;
		} else if (pasted !== undefined) pasted += text ?? '';
		else for (const each of keysOfPress(text, key)) typist.key(each);
	});
}
