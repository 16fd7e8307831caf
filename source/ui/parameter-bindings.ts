import {type Binding, bind, steersRun} from './binding.ts';
import {pickCheckpoint} from './common-bindings.ts';
import {copyChanges, moveInParameters, narrow, nudgeChosen, resetChosen, typeValue} from './parameter-keys.ts';
import {askPresets} from './preset-keys.ts';
import {open} from './transitions.ts';

const nudge = (shown: string, title: string, direction: 1 | -1, coarse: boolean, ...keys: readonly string[]): Binding =>
	steersRun(bind(shown, title, (state, around) => nudgeChosen(state, around, {direction, coarse}), ...keys));

/** Keys that the Parameters view alone has. */
export const parameterBindings: readonly Binding[] = [
	bind('↑', 'parameter above', (state, around) => moveInParameters(state, around, -1), 'up'),
	bind('↓', 'parameter below', (state, around) => moveInParameters(state, around, 1), 'down'),
	bind('PgUp', 'ten up', (state, around) => moveInParameters(state, around, -10), 'pageup'),
	bind('PgDn', 'ten down', (state, around) => moveInParameters(state, around, 10), 'pagedown'),
	bind('Home', 'first parameter', (state, around) => moveInParameters(state, around, -Infinity), 'home'),
	bind('End', 'last row', (state, around) => moveInParameters(state, around, Infinity), 'end'),
	nudge('←', 'a step down, or the choice before', -1, false, 'left'),
	nudge('→', 'a step up, or the next choice', 1, false, 'right'),
	nudge('<', 'a large step down; shift-← too', -1, true, '<', 'shift-left'),
	nudge('>', 'a large step up; shift-→ too', 1, true, '>', 'shift-right'),
	steersRun(bind('Enter', 'type a value', typeValue, 'return')),
	steersRun(bind('Backspace', 'the default again', resetChosen, 'backspace')),
	bind('/', 'show the parameters that hold a text', narrow),
	bind('y', 'copy what has changed since the start, in one line', (state, around) =>
		copyChanges(state, around, 'line'),
	),
	bind('Y', 'copy it as options of a run', (state, around) => copyChanges(state, around, 'options')),
	bind('w', 'save the parameters as a preset', state => open('preset-name', state)),
	steersRun(bind('a', 'apply a preset', askPresets)),
	pickCheckpoint,
];
