import type {Key} from 'ink';

/** A key as the screen's update knows it: a character, or a name such as `escape`, `up`, `ctrl-c`. */
export type KeyName = string;

const named: ReadonlyArray<readonly [keyof Key, KeyName]> = [
	['return', 'return'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'backspace'], // terminals send DEL for the backspace key
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['home', 'home'],
	['end', 'end'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
];

/**
Splits what Ink hands over into single keys: a fast burst of keys arrives as one string, and Escape right before a key arrives as that key
with Alt. Alt means nothing here, so it is taken for what was pressed; only Alt-Backspace deletes a word, as in shells.
*/
export function keysOf(input: string, key: Key): readonly KeyName[] {
	const name = named.find(([flag]) => key[flag])?.[1];
	if (name === 'escape') return [name];
	if (name === 'backspace' && key.meta) return ['ctrl-w'];
	if (name === 'tab' && key.shift) return ['shift-tab'];
	if ((name === 'left' || name === 'right') && key.shift) return [`shift-${name}`];
	const keys = name !== undefined ? [name] : key.ctrl ? (input === '' ? [] : [`ctrl-${input}`]) : split(input);
	return key.meta ? ['escape', ...keys] : keys;
}

const split = (input: string): readonly KeyName[] => [...input].map(single).filter(each => each !== undefined);

const controlNames: Readonly<Record<string, KeyName>> = {
	'\r': 'return',
	'\n': 'return',
	'\t': 'tab',
	'\b': 'backspace',
	'\u007F': 'backspace',
};

/** One character of a burst; a control character is the letter it stands for with Ctrl. */
function single(character: string): KeyName | undefined {
	const named = controlNames[character];
	if (named !== undefined) return named;
	if (character >= '\u0001' && character <= '\u001A')
		return `ctrl-${String.fromCharCode(character.charCodeAt(0) + 0x60)}`;
	return /\p{Cc}/u.test(character) ? undefined : character;
}
