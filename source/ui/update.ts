import {stripVTControlCharacters} from 'node:util';
import {messageOf} from '../base/errors.ts';
import {formatInterval, scaleInterval} from '../base/interval.ts';
import {type LiveParameter, parseValue} from '../run/parameters.ts';
import type {KeyName} from './keys.ts';
import {type Effect, initialState, type ScreenState, type Surroundings, type Updated} from './state.ts';
import {complete} from './suggestions.ts';

/** Factor of one press of + or −. */
const hzStep = 1.25;
/** What the quit dialog offers, the harmless one first. */
export const quitChoices = ['Cancel', 'Stop and checkpoint'] as const;

/** One key: the new state of the screen, and what has to be done elsewhere. Pure. */
export function update(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (key === 'ctrl-c') return {state, effects: [{type: 'interrupt'}]};
	if (key === 'ctrl-z') return {state, effects: [{type: 'suspend'}]};
	const quiet = {...state, notice: undefined};
	switch (state.mode) {
		case 'view':
			return inView(quiet, key, around);
		case 'help':
			return stay(closing(key) || key === '?' || key === 'q' ? back(quiet) : quiet);
		case 'text':
		case 'set':
		case 'hz':
			return inPrompt(quiet, key, around);
		case 'restore':
			return inList(quiet, key, around.checkpoints.length, choice => {
				const picked = around.checkpoints[choice];
				return picked ? [{type: 'restore', file: picked.file}] : [];
			});
		case 'quit':
			return inList(quiet, key, quitChoices.length, choice => (choice === 1 ? [send('stop', {reason: 'quit'})] : []));
	}
}

function inView(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	const {settings} = around;
	const go = (...effects: Effect[]): Updated => ({state, effects});
	switch (key) {
		case ' ':
			return go(send(settings.paused ? 'resume' : 'pause', {}));
		case '.':
			return go(send('step', {}));
		case '+':
			return go(set('hz', round(Math.min(1000, settings.hz * hzStep))));
		case '-':
		case '−':
			return go(set('hz', round(Math.max(0.1, settings.hz / hzStep))));
		case '[':
			return nextPreset(state, around, -1);
		case ']':
			return nextPreset(state, around, 1);
		case 's':
			return go(send('checkpoint', {}));
		case 'c':
			return scaleCheckpoints(state, around, 2);
		case 'C':
			return scaleCheckpoints(state, around, 0.5);
		case 'f':
			return stay({...state, frozen: !state.frozen});
		case 'r':
			return around.checkpoints.length > 0
				? stay(open('restore', state))
				: stay({...state, notice: 'there is no checkpoint yet; s saves one'});
		case 'q':
			return stay(open('quit', state));
		case '?':
			return stay(open('help', state));
		case 'i':
			return stay(open('text', state));
		case 'p':
			return stay(open('set', state));
		case '=':
			return stay(open('hz', state));
		default:
			return stay(
				key === 'escape'
					? state
					: {
							...state,
							notice: `${key === 'tab' || key.length === 1 ? `"${key}"` : key} does nothing here; ? lists the keys`,
						},
			);
	}
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
		if (!parameter) return stay({...state, notice: `parameter "${name}" is unknown; tab completes`});
		if (rest.length === 0)
			return stay({...state, notice: `${parameter.name}: type a value after the name, ${allowed(parameter)}`});
		parseValue(parameter, rest.join(' '));
	} catch (error) {
		return stay({...state, notice: messageOf(error)});
	}
	return {state: back(state), effects: [set(parameter.name, rest.join(' '))]};
}

/** What a parameter may be, in words. */
export function allowed({kind, min, max, choices}: LiveParameter): string {
	if (kind === 'choice') return (choices ?? []).join(', ');
	if (kind === 'boolean') return 'on or off';
	if (kind === 'interval') return 'seconds, 100t for ticks, 0 for never';
	return `${min} … ${max}`;
}

/** Text that was pasted: part of what is typed into a prompt, on one line and without control characters; nothing elsewhere. */
export function paste(state: ScreenState, text: string): ScreenState {
	if (state.mode === 'text' || state.mode === 'set' || state.mode === 'hz') {
		const line = stripVTControlCharacters(text)
			.replaceAll(/\s+/g, ' ')
			.replaceAll(/\p{Cc}/gu, '');
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

function nextPreset(state: ScreenState, {settings, presets}: Surroundings, step: 1 | -1): Updated {
	if (!presets) return stay({...state, notice: 'this model has no presets'});
	const {names, title} = presets;
	const at = names.indexOf(settings.preset ?? '');
	const next = names[(at + step + names.length) % names.length] ?? names[0];
	return {state, effects: next === undefined ? [] : [set(title, next)]};
}

function scaleCheckpoints(state: ScreenState, {settings}: Surroundings, factor: number): Updated {
	const interval = scaleInterval(settings.checkpointEvery, factor);
	if (!interval) return stay({...state, notice: 'checkpoints are off; p checkpoint-every 60 turns them on'});
	return {state, effects: [set('checkpoint-every', formatInterval(interval))]};
}

const closing = (key: KeyName): boolean => key === 'escape';
const stay = (state: ScreenState): Updated => ({state, effects: []});
const back = (state: ScreenState): ScreenState => ({...initialState, frozen: state.frozen});
const open = (mode: ScreenState['mode'], state: ScreenState): ScreenState => ({...state, mode, draft: '', choice: 0});
const send = (id: string, args: Readonly<Record<string, unknown>>): Effect => ({
	type: 'send',
	command: {id, args, by: 'key'},
});
const set = (name: string, value: number | string): Effect => send('set', {name, value});
const round = (value: number): number => Number(value.toPrecision(4));
