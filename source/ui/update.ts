import {messageOf} from '../base/errors.ts';
import {clean} from '../draw/text.ts';
import {type ParameterInfo, parseValue} from '../run/parameter-info.ts';
import {bindings} from './bindings.ts';
import type {KeyName} from './keys.ts';
import type {Effect, ScreenState, Surroundings, Updated} from './state.ts';
import {complete} from './suggestions.ts';
import {back, send, set, stay, tell} from './transitions.ts';

/** What the quit dialog offers, the harmless one first. */
export const quitChoices = ['Cancel', 'Stop and checkpoint'] as const;

/** One key: the new state of the screen, and what has to be done elsewhere. Pure. */
export function update(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	const always = bindings.find(each => each.anywhere && each.keys.includes(key));
	if (always) return always.press(state, around);
	const quiet = {...state, notice: undefined};
	switch (state.mode) {
		case 'view':
			return inView(quiet, key, around);
		case 'help':
			return stay(closing(key) || key === '?' || key === 'q' ? back(quiet) : scrolled(quiet, key, around));
		case 'text':
		case 'set':
		case 'hz':
			return inPrompt(quiet, key, around);
		case 'restore':
			return inList(quiet, key, around.checkpoints.length, choice => {
				const picked = around.checkpoints[choice];
				return picked ? [send('restore', {file: picked.file})] : [];
			});
		case 'quit':
			return inList(quiet, key, quitChoices.length, choice => (choice === 1 ? [send('stop', {reason: 'quit'})] : []));
	}
}

function inView(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	const binding = bindings.find(each => each.keys.includes(key));
	if (binding) return binding.press(state, around);
	if (key === 'escape') return stay(state);
	const shown = key === 'tab' || key.length === 1 ? `"${key}"` : key;
	return tell(state, `${shown} does nothing here; ? lists the keys`);
}

function inPrompt(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (key === 'escape') return stay(back(state));
	if (key === 'return') return submit(state, around);
	if (key === 'tab') return stay({...state, draft: state.mode === 'set' ? complete(state.draft, around) : state.draft});
	if (key === 'backspace') return stay({...state, draft: [...state.draft].slice(0, -1).join('')});
	if (key === 'ctrl-u') return stay({...state, draft: ''});
	if (key === 'ctrl-w') return stay({...state, draft: state.draft.replace(/\S*\s*$/, '')});
	return stay([...key].length === 1 ? {...state, draft: state.draft + key} : state);
}

function submit(state: ScreenState, around: Surroundings): Updated {
	const text = state.draft.trim();
	if (text === '') return stay(back(state));
	if (state.mode === 'text') return {state: back(state), effects: [send('stimulus', {texts: [text]})]};
	const [name = '', ...rest] = state.mode === 'hz' ? ['hz', text] : text.replaceAll('−', '-').split(/[\s=]+/);
	const parameter = around.parameters.find(each => each.name.toLowerCase() === name.toLowerCase());
	try {
		if (!parameter) return tell(state, `parameter "${name}" is unknown; tab completes`);
		if (rest.length === 0) return tell(state, `${parameter.name}: type a value after the name, ${allowed(parameter)}`);
		parseValue(parameter, rest.join(' '));
	} catch (error) {
		return tell(state, messageOf(error));
	}
	return {state: back(state), effects: [{...set(parameter.name, rest.join(' ')), typed: state}]};
}

/** What a parameter may be, in words. */
export function allowed({kind, min, max, choices}: ParameterInfo): string {
	if (kind === 'choice') return (choices ?? []).join(', ');
	if (kind === 'boolean') return 'on or off';
	if (kind === 'interval') return 'seconds, 100t for ticks, 0 for never';
	return `${min} … ${max}`;
}

/** Text that was pasted: part of what is typed into a prompt, on one line and without control characters; nothing elsewhere. */
export function paste(state: ScreenState, text: string): ScreenState {
	if (state.mode === 'text' || state.mode === 'set' || state.mode === 'hz') {
		const line = clean(text).replaceAll(/\s+/g, ' ');
		return {...state, draft: state.draft + line, notice: undefined};
	}
	return {...state, notice: 'pasted text goes into a run with i'};
}

function inList(
	state: ScreenState,
	key: KeyName,
	length: number,
	chosen: (choice: number) => readonly Effect[],
): Updated {
	if (closing(key)) return stay(back(state));
	if (key === 'return') return {state: back(state), effects: chosen(state.choice)};
	const move = key === 'down' || key === 'right' || key === 'tab' ? 1 : key === 'up' || key === 'left' ? -1 : 0;
	return stay({...state, choice: (state.choice + move + length) % Math.max(1, length)});
}

/** The help on a terminal that is too low for it. */
function scrolled(state: ScreenState, key: KeyName, {height}: Surroundings): ScreenState {
	const last = Math.max(0, bindings.length - helpRoom(height));
	const move = key === 'down' ? 1 : key === 'up' ? -1 : 0;
	return {...state, choice: Math.min(Math.max(0, Math.min(state.choice, last) + move), last)};
}

/** Rows of the help between its borders. */
export const helpRoom = (height: number): number => Math.max(0, height - 2);

const closing = (key: KeyName): boolean => key === 'escape';
