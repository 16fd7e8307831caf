import type {Binding} from './binding.ts';
import {bindings} from './bindings.ts';
import type {KeyName} from './keys.ts';

/** A key as Node's readline tells it. */
export interface Keypress {
	readonly name?: string | undefined;
	readonly ctrl?: boolean;
	readonly meta?: boolean;
	readonly shift?: boolean;
}

const same = new Set([
	'return',
	'escape',
	'tab',
	'backspace',
	'up',
	'down',
	'left',
	'right',
	'home',
	'end',
	'pageup',
	'pagedown',
]);
const others: Readonly<Record<string, KeyName>> = {enter: 'return', delete: 'backspace'};

/** The keys that the screen's update knows; Alt means nothing but that Escape came right before. */
export function keysOfPress(text: string | undefined, {name = '', ctrl, meta, shift}: Keypress): readonly KeyName[] {
	if (name === 'escape') return ['escape'];
	if (name === 'backspace' && meta) return ['ctrl-w'];
	const before = meta ? ['escape'] : [];
	const named = same.has(name) ? name : others[name];
	if (named !== undefined) return [...before, named === 'tab' && shift ? 'shift-tab' : named];
	if (ctrl) return name === '' ? [] : [...before, `ctrl-${name}`];
	const character = text ?? (meta && name.length === 1 ? (shift ? name.toUpperCase() : name) : '');
	return character === '' || /\p{Cc}/u.test(character) ? [] : [...before, character];
}

/** Keys of the Live view that are about its picture, by what the help shows. */
const ofPicture = new Set([
	'f',
	'1',
	'2',
	'3',
	'4',
	'5',
	'tab',
	'shift-tab',
	'z',
	'o',
	'←',
	'→',
	'<',
	'>',
	'Home',
	'End',
	'Ctrl-L',
]);

/** Keys of the Live view that mean something where nothing is drawn. */
export const spokenBindings: readonly Binding[] = bindings.filter(({shown}) => !ofPicture.has(shown));

/** Keys that only this has. */
export const ownKeys: readonly {readonly key: KeyName; readonly shown: string; readonly title: string}[] = [
	{key: 'return', shown: 'Enter', title: 'say how things stand'},
	{key: 'e', shown: 'e', title: 'say the newest events'},
];

/** Whether a key of the view is about the picture alone. */
export const isOfPicture = (key: KeyName): boolean =>
	bindings.some(each => each.keys.includes(key) && ofPicture.has(each.shown));

/** The keys, one sentence each. */
export function helpSentences(): readonly string[] {
	const rows = [...ownKeys, ...spokenBindings].map(({shown, title}) => `${signNames[shown] ?? shown}: ${title}`);
	return ['Keys.', ...rows];
}

/** Signs that a voice leaves out. */
const signNames: Readonly<Record<string, string>> = {
	'.': 'full stop',
	'+': 'plus',
	'-': 'minus',
	'=': 'equals',
	'[': 'left bracket',
	']': 'right bracket',
	':': 'colon',
	'/': 'slash',
	'?': 'question mark',
	C: 'capital C',
};
