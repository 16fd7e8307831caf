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

/** Splits what Ink hands over into single keys: a fast burst of keys arrives as one string. */
export function keysOf(input: string, key: Key): readonly KeyName[] {
	const name = named.find(([flag]) => key[flag])?.[1];
	if (name !== undefined) return [name];
	if (key.ctrl) return input === '' ? [] : [`ctrl-${input}`];
	if (key.meta) return [];
	return [...input].map(each => controlNames[each] ?? each).filter(each => each === 'return' || each >= ' ');
}

const controlNames: Readonly<Record<string, KeyName>> = {
	'\r': 'return',
	'\n': 'return',
	'\t': 'tab',
	'\u007F': 'backspace',
	'\u0003': 'ctrl-c',
	'−': '-',
};
