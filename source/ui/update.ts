import {clean} from '../draw/text.ts';
import {isPossible} from './binding.ts';
import {bindingsOf} from './bindings.ts';
import {commonBindings} from './common-bindings.ts';
import {toggleDetail} from './event-keys.ts';
import type {KeyName} from './keys.ts';
import {lackOf} from './lacks.ts';
import {inList} from './lists.ts';
import {withFilter as narrowed} from './parameter-keys.ts';
import {lookAt} from './past-keys.ts';
import {inPicker} from './picker.ts';
import {inPrompt, isTyping, withFilter} from './prompts.ts';
import {toggleRecorded} from './recorded-keys.ts';
import {showsRecorded} from './recorded-state.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {stay, tell} from './transitions.ts';
import {unpick} from './views/graph-state.ts';
import {backToLive, isHistory} from './views/history.ts';

/** One key: the new state of the screen, and what has to be done elsewhere. Pure. */
export function update(state: ScreenState, pressed: KeyName, around: Surroundings): Updated {
	const key = withoutShift(state, pressed);
	const always = commonBindings.find(each => each.anywhere && each.keys.includes(key));
	if (always) return always.press(state, around);
	const quiet = {...state, notice: undefined};
	switch (state.mode) {
		case 'view':
			return inView(quiet, key, around);
		case 'help':
		case 'palette':
			return inPicker(quiet, key, around);
		case 'text':
		case 'set':
		case 'hz':
		case 'filter':
		case 'arguments':
		case 'node':
		case 'value':
		case 'narrow':
		case 'preset-name':
			return inPrompt(quiet, key, around);
		case 'restore':
		case 'confirm':
		case 'quit':
		case 'nodes':
		case 'presets':
		case 'replace':
			return inList(quiet, key, around);
	}
}

/** Shift with an arrow is the arrow where it has no meaning of its own. */
function withoutShift({mode, view}: ScreenState, key: KeyName): KeyName {
	const [, arrow] = /^shift-(left|right)$/.exec(key) ?? [];
	if (arrow === undefined || (mode === 'view' && bindingsOf[view].some(({keys}) => keys.includes(key)))) return key;
	return arrow;
}

function inView(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	const binding = bindingsOf[state.view].find(each => each.keys.includes(key));
	const lack = lackOf(around, binding?.command);
	if (binding && lack !== undefined) return tell(state, `${binding.command}: ${lack}`);
	if (binding && isPossible(binding, around)) return binding.press(state, around);
	if (binding) return tell(state, around.readOnly ? 'this screen only looks' : "a replay can't be changed");
	if (key === 'escape') return leave(state, around);
	const shown = key.length === 1 ? `"${key}"` : key;
	return tell(state, `${shown} does nothing here; ? lists the keys`);
}

/** Escape takes one thing away: the zoom, an event shown whole, the filter, the look back, the picked node, the focus. */
function leave(state: ScreenState, around: Surroundings): Updated {
	if (state.zoomed) return stay({...state, zoomed: false});
	if (state.view === 'events' && state.log.detail) return toggleDetail(state, around);
	if (state.view === 'parameters' && state.parameters.filter !== '') return stay(narrowed(state, ''));
	const sifts = state.view === 'live' || state.view === 'events';
	if (sifts && state.log.filter) return withFilter(state, '', around);
	if (state.view === 'live' && isHistory(state.past.history)) return lookAt(state, around, backToLive);
	if (state.view === 'live' && state.focus === undefined && showsRecorded(state, around))
		return toggleRecorded(state, around);
	if (state.view === 'graph' && state.focus === undefined) return stay({...state, graph: unpick(state.graph)});
	return stay({...state, focus: undefined});
}

/** Text that was pasted: part of what is typed into a prompt, on one line and without control characters; nothing elsewhere. */
export function paste(state: ScreenState, text: string): ScreenState {
	if (!isTyping(state.mode)) return {...state, notice: 'pasted text goes into a run with i'};
	const line = clean(text).replaceAll(/\s+/g, ' ');
	const next = {...state, draft: state.draft + line, choice: 0, notice: undefined};
	return state.mode === 'narrow' ? narrowed(next, next.draft) : next;
}
