import {messageOf} from '../base/errors.ts';
import {parseValue} from '../run/parameter-info.ts';
import {allowed} from './allowed.ts';
import {parseArguments} from './command-line.ts';
import {eventFilter} from './event-filter.ts';
import {fillLog, following} from './event-keys.ts';
import type {KeyName} from './keys.ts';
import {typeInto} from './line-editor.ts';
import {commandCalled} from './palette-commands.ts';
import {inNarrow} from './parameter-keys.ts';
import {sendTyped} from './picker-items.ts';
import {saveAs} from './preset-keys.ts';
import type {Mode, ScreenState, Surroundings, Typed, Updated} from './state.ts';
import {complete} from './suggestions.ts';
import {back, go, send, set, stay, tell} from './transitions.ts';
import {nodeName, nodesBeginning, pickNamed} from './views/graph-pick.ts';

/** Modes in which a line is typed. */
const prompts: readonly Mode[] = [
	'text',
	'set',
	'hz',
	'filter',
	'arguments',
	'palette',
	'help',
	'node',
	'value',
	'narrow',
	'preset-name',
];

/** Whether what is typed or pasted becomes part of a line. */
export const isTyping = (mode: Mode): boolean => prompts.includes(mode);

/** A key in a prompt. */
export function inPrompt(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (state.mode === 'narrow') return inNarrow(state, key, around);
	if (key === 'escape') return state.mode === 'filter' ? withFilter(state, '', around) : stay(back(state));
	if (key === 'return') return submit(state, around);
	if (key === 'tab') return stay({...state, draft: completed(state, around)});
	return stay({...state, draft: typeInto(state.draft, key)});
}

function completed({mode, draft, asked}: ScreenState, around: Surroundings): string {
	if (mode === 'set') return complete(draft, around);
	if (mode === 'value') return complete(`${asked} ${draft}`, around).slice(asked.length + 1);
	const {whole} = around.structure;
	const [node] = mode === 'node' && whole ? nodesBeginning(whole, draft, 1) : [];
	return whole === undefined || node === undefined ? draft : nodeName(whole, node);
}

function submit(state: ScreenState, around: Surroundings): Updated {
	const text = state.draft.trim();
	try {
		if (state.mode === 'filter') return withFilter(state, text, around);
		if (state.mode === 'arguments') {
			const spec = commandCalled(state.asked);
			return sendTyped(spec, parseArguments(spec, text), state, around);
		}
		if (text === '') return stay(back(state));
		if (state.mode === 'preset-name') return saveAs(state, text, around, false);
		if (state.mode === 'node') return goToNode(state, text, around);
		if (state.mode === 'text') return go(back(state), {...send('stimulus', {texts: [text]}), typed: typedIn(state)});
		return setParameter(state, text.replaceAll('−', '-'), around);
	} catch (error) {
		return tell(state, messageOf(error));
	}
}

/** Picks the node that is named; of a graph that the run keeps, the run knows which that is. */
function goToNode(state: ScreenState, text: string, {structure: {whole}}: Surroundings): Updated {
	if (!whole) return go(back(state), {type: 'ask', question: {type: 'node', text}});
	return stay({...back(state), graph: pickNamed(state.graph, whole, text)});
}

function setParameter(state: ScreenState, text: string, {parameters}: Surroundings): Updated {
	const given: Partial<Record<Mode, string>> = {hz: 'hz', value: state.asked};
	const known = given[state.mode];
	const [name = '', ...rest] = known === undefined ? text.split(/[\s=]+/) : [known, text];
	const parameter = parameters.find(each => each.name.toLowerCase() === name.toLowerCase());
	if (!parameter) return tell(state, `parameter "${name}" is unknown; tab completes`);
	if (rest.length === 0) return tell(state, `${parameter.name}: type a value after the name, ${allowed(parameter)}`);
	parseValue(parameter, rest.join(' '));
	return go(back(state), {...set(parameter.name, rest.join(' ')), typed: typedIn(state)});
}

const typedIn = ({mode, draft, asked}: ScreenState): Typed => ({mode, draft, asked});

/** The view with another filter over its events; none when there is no text. Throws what `eventFilter` throws. */
export function withFilter(state: ScreenState, text: string, around: Surroundings): Updated {
	const filter = text === '' || text === '!' ? undefined : eventFilter(text);
	const next = {...back(state), log: {...following(state.log), filter}};
	return next.view === 'events' ? fillLog(next, around) : stay(next);
}
