import {type ParameterInfo, valueIn} from '../run/parameter-info.ts';
import {changedLine, changedOptions, changesSince} from '../run/presets/changes.ts';
import type {KeyName} from './keys.ts';
import {typeInto} from './line-editor.ts';
import {type Nudge, nudged} from './nudge.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {back, go, open, set, stay, tell} from './transitions.ts';
import {choosable, chosenAmong, chosenLine, parameterLines} from './views/parameters.ts';
import type {ParametersState} from './views/parameters-state.ts';

const withParameters = (state: ScreenState, change: Partial<ParametersState>): ScreenState => ({
	...state,
	parameters: {...state.parameters, ...change},
});

/** Moves the chosen row. */
export function moveInParameters(state: ScreenState, around: Surroundings, by: number): Updated {
	const lines = choosable(parameterLines(around, state.parameters.filter));
	const chosen = chosenAmong(lines, state.parameters.chosen);
	const at = chosen ? lines.indexOf(chosen) : -1;
	const next = lines[Math.max(0, Math.min(at + by, lines.length - 1))];
	return stay(withParameters(state, {chosen: next?.name}));
}

/** The chosen parameter, or why it can't be changed. */
function settable(state: ScreenState, around: Surroundings): ParameterInfo | string {
	const line = chosenLine(state, around);
	if (!line) return 'no parameter is shown; Esc shows all';
	return line.kind === 'live' ? line.parameter : `${line.name}: ${line.why}`;
}

/** Sets the chosen parameter to the value beside the one that it has. */
export function nudgeChosen(state: ScreenState, around: Surroundings, way: Nudge): Updated {
	const parameter = settable(state, around);
	if (typeof parameter === 'string') return tell(state, parameter);
	const {name, kind} = parameter;
	const value = valueIn(parameter, around.settings);
	const {nudge} = state.parameters;
	const same = nudge?.name === name && nudge.coarse === way.coarse && nudge.to === value;
	const from = same ? nudge.from : typeof value === 'number' ? value : undefined;
	const next = nudged(parameter, value, way, from === undefined ? [] : [from]);
	if (next === undefined) {
		if (kind === 'interval' && !value) return tell(state, `${name} is off; Enter types an interval`);
		return tell(state, `${name} goes no further this way`);
	}
	const went = from === undefined || typeof next !== 'number' ? undefined : {name, from, to: next, coarse: way.coarse};
	return go(withParameters(state, {nudge: went, chosen: name}), set(name, next));
}

/** Opens the chosen row to type its value into. */
export function typeValue(state: ScreenState, around: Surroundings): Updated {
	const parameter = settable(state, around);
	if (typeof parameter === 'string') return tell(state, parameter);
	return stay({...withParameters(open('value', state).state, {chosen: parameter.name}), asked: parameter.name});
}

/** Gives the chosen parameter its default again. */
export function resetChosen(state: ScreenState, around: Surroundings): Updated {
	const parameter = settable(state, around);
	if (typeof parameter === 'string') return tell(state, parameter);
	const {name, default: usual} = parameter;
	return usual === undefined ? tell(state, `${name} has no default`) : go(state, set(name, usual));
}

/** Opens the line that narrows the list. */
export const narrow = (state: ScreenState): Updated =>
	stay({...open('narrow', state).state, draft: state.parameters.filter});

/** A key in the line that narrows the list: the list follows at once. Enter keeps it, Escape shows all. */
export function inNarrow(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (key === 'escape') return stay(withFilter(back(state), ''));
	if (key === 'return') return stay(back(state));
	const moves: Readonly<Record<string, number>> = {up: -1, down: 1};
	const move = moves[key];
	if (move !== undefined) return moveInParameters(state, around, move);
	const draft = typeInto(state.draft, key);
	return stay(withFilter({...state, draft}, draft));
}

/** The list with what fits a text alone. */
export const withFilter = (state: ScreenState, filter: string): ScreenState =>
	withParameters(state, {filter: filter.trim()});

/** Puts what has changed since the start on the clipboard: in one line, or as options of a run. */
export function copyChanges(state: ScreenState, around: Surroundings, as: 'line' | 'options'): Updated {
	const {facts, parameters, settings} = around;
	const changes = changesSince(facts.start, parameters, settings);
	const text = as === 'line' ? changedLine(changes) : changedOptions(changes);
	return text === '' ? tell(state, changedLine([])) : go(state, {type: 'copy', text});
}
