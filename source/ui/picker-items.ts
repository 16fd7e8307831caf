import {formatValue, valueIn} from '../run/parameter-info.ts';
import {isPossible} from './binding.ts';
import {type Binding, bindingsOf, ownBindings, views} from './bindings.ts';
import {needsArguments, usageOf} from './command-fields.ts';
import {commonBindings, showView} from './common-bindings.ts';
import {lackOf} from './lacks.ts';
import {commandsOf, type PaletteCommand, presetCommand, settableOf} from './palette-commands.ts';
import {presetLine} from './preset-keys.ts';
import {confirmRestore} from './saved-keys.ts';
import {withSelected} from './selected-nodes.ts';
import type {ScreenState, Surroundings, Updated, ViewId} from './state.ts';
import {back, go, open, send, stay, tell} from './transitions.ts';

/** A row of the palette or the help: something that can be done. */
export interface PickerItem {
	/** What it is remembered by. */
	readonly id: string;
	/** What stands in the first column: a key, a command, a parameter. */
	readonly head: string;
	readonly title: string;
	/** Said at the end of the row. */
	readonly note: string;
	/** Why it can't be had in this run: it is shown dimmed, with this. */
	readonly lack?: string | undefined;
	/** What a draft that is completed becomes; nothing where there is nothing to type. */
	readonly typed?: string;
	/** It is a line that was typed, which is there again to be mended when the run refuses it. */
	readonly keepsLine?: true;
	/** From the view, as it is without the picker; a line that was typed, from the picker. */
	choose(state: ScreenState, around: Surroundings): Updated;
}

/** Everything that the palette offers. */
export function paletteItems(around: Surroundings): readonly PickerItem[] {
	const {settings} = around;
	const possible = (binding: Binding) => isPossible(binding, around);
	return [
		...commandsOf(around).map(each => commandItem(each, around)),
		...views.map(({id, key, title}) => ({
			id: `view ${id}`,
			head: title,
			title: `the ${title} view`,
			note: key,
			choose: (state: ScreenState, around: Surroundings) => showView(state, around, id),
		})),
		...commonBindings
			.filter(each => possible(each) && !views.some(view => view.title === each.title))
			.map(each => keyItem(each, around)),
		...views
			.flatMap(({id, title}) => ownBindings[id].filter(possible).map(each => keyItem(each, around, id, title)))
			.filter(isFirst),
		...settableOf(around).map(parameter => ({
			id: `set ${parameter.name}`,
			head: parameter.name,
			title: `set ${parameter.title}${parameter.unit === '' ? '' : `, ${parameter.unit}`}`,
			note: formatValue(parameter, valueIn(parameter, settings)),
			typed: `set ${parameter.name} `,
			choose: (state: ScreenState) => stay({...open('set', state).state, draft: `${parameter.name} `}),
		})),
	];
}

/** Everything that the help of a view lists: its keys, those of every view, the commands. */
export function helpItems(view: ViewId, around: Surroundings): readonly PickerItem[] {
	const possible = bindingsOf[view].filter(each => isPossible(each, around));
	return [...possible.map(each => keyItem(each, around)), ...commandsOf(around).map(each => commandItem(each, around))];
}

/** Keys that several views have stand once. */
const isFirst = (item: PickerItem, at: number, all: readonly PickerItem[]): boolean =>
	all.findIndex(({id}) => id === item.id) === at;

/** A key; one of a view other than that in front goes to its view first. */
function keyItem(
	{shown, title, press, command}: Binding,
	around: Surroundings,
	view?: ViewId,
	name?: string,
): PickerItem {
	const lack = lackOf(around, command);
	const elsewhere = (state: ScreenState) =>
		view !== undefined && !bindingsOf[state.view].some(each => each.press === press);
	return {
		id: `key ${shown} ${title}`,
		head: shown,
		title,
		note: name ?? '',
		lack,
		choose: (state, around) =>
			lack !== undefined
				? tell(back(state), `${command}: ${lack}`)
				: press(elsewhere(state) && view !== undefined ? showView(state, around, view).state : state, around),
	};
}

function commandItem(spec: PaletteCommand, around: Surroundings): PickerItem {
	const lack = lackOf(around, spec.id);
	return {
		id: `command ${spec.id}`,
		head: spec.id,
		title: spec.title,
		note: usageOf(spec),
		typed: `${spec.id} `,
		lack,
		choose: (state, around) =>
			lack === undefined ? chooseCommand(spec, state, around) : tell(back(state), `${spec.id}: ${lack}`),
	};
}

/** Sends a command that needs nothing more; else asks for what it needs, or whether it is meant. */
function chooseCommand(spec: PaletteCommand, state: ScreenState, {checkpoints}: Surroundings): Updated {
	if (spec.id === 'stop') return open('quit', state);
	if (spec.id === 'restore')
		return checkpoints.length > 0 ? open('restore', state) : tell(state, 'there is no checkpoint yet; s saves one');
	if (spec.id === 'set') return open('set', state);
	if (needsArguments(spec)) return stay({...open('arguments', state).state, asked: spec.id});
	return go(back(state), send(spec.id, {}));
}

/** Sends a command with its arguments; going back to a checkpoint asks first, and so does the end. */
export function sendTyped(
	spec: PaletteCommand,
	args: Readonly<Record<string, unknown>>,
	state: ScreenState,
	around: Surroundings,
): Updated {
	const view = back(state);
	if (spec.id === 'restore' && typeof args['file'] === 'string') return confirmRestore(view, args['file'], around);
	if (spec.id === 'stop') return open('quit', view);
	if (spec.id === presetCommand.id) return presetLine(state, args, around);
	const {mode, draft, asked} = state;
	const meant = spec.id === 'record' ? withSelected(args, state) : args;
	return go(view, {...send(spec.id, meant), typed: {mode, draft, asked}});
}
