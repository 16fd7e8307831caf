import {ConnectopError, messageOf} from '../base/errors.ts';
import {changedLine, changesSince} from '../run/presets/changes.ts';
import {fitPreset} from '../run/presets/fit-preset.ts';
import {presetName} from '../run/presets/preset-name.ts';
import {type Preset, presetText} from '../run/presets/preset-text.ts';
import type {Effect, Message, ScreenState, Surroundings, Updated} from './state.ts';
import {ask, back, go, open, send, stay, tell} from './transitions.ts';

/** What is offered before a preset of the same name goes. */
export const replaceChoices = ['Cancel', 'Replace it'] as const;

/** Asks for the list of the user's presets. */
export const askPresets = (state: ScreenState): Updated => go(state, ask({type: 'presets'}));

/** Saves the parameters as they are now under a name. Throws a usage error for a name that none can have. */
export function saveAs(state: ScreenState, typed: string, around: Surroundings, replace: boolean): Updated {
	const name = presetName(typed);
	return go(back(state), ask({type: 'save-preset', name, text: textOf(name, around), replace}));
}

function textOf(name: string, {facts, parameters, settings, tick, now}: Surroundings): string {
	const when = `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	const remarks = [
		`connectop preset ${name}: parameters of run ${facts.id} at tick ${tick}, ${when}`,
		changedLine(changesSince(facts.start, parameters, settings)),
	];
	return presetText({model: facts.model.id, parameters, settings, remarks});
}

/** Asks for a preset by its name, to apply it. Throws as `saveAs` does. */
export const applyNamed = (state: ScreenState, typed: string): Updated =>
	go(back(state), ask({type: 'preset', name: presetName(typed)}));

/** What the line `preset save NAME`, `preset apply NAME` or `preset list` asks for. Throws usage errors. */
export function presetLine(
	state: ScreenState,
	{do: what, name}: Readonly<Record<string, unknown>>,
	around: Surroundings,
): Updated {
	if (what === 'list') return askPresets(back(state));
	if (typeof name !== 'string')
		throw new ConnectopError(
			'usage',
			'preset',
			`preset ${String(what)}: the name is missing; type it after ${String(what)}`,
		);
	return what === 'save' ? saveAs(state, name, around, false) : applyNamed(state, name);
}

/** Row that is taken in the list of presets, or in the question whether to replace one. */
export function takePreset(state: ScreenState, around: Surroundings): Updated {
	const view = back(state);
	if (state.mode === 'replace') return state.choice === 1 ? saveAs(view, state.asked, around, true) : stay(view);
	const row = state.parameters.presets[state.choice];
	if (!row) return stay(view);
	return row.error === undefined ? applyNamed(view, row.name) : tell(view, row.error);
}

type PresetMessage = Extract<Message, {type: 'presets' | 'preset' | 'preset-saved'}>;

/** What came of a question about presets. */
export function receivePreset(state: ScreenState, message: PresetMessage, around: Surroundings): Updated {
	switch (message.type) {
		case 'presets': {
			const {presets} = message;
			const next = {...state, parameters: {...state.parameters, presets}};
			if (presets.length === 0) return tell(next, 'there is no preset yet; w in the Parameters view saves one');
			return state.mode === 'view' ? open('presets', next) : stay(next);
		}
		case 'preset':
			return applied(state, message.name, message.preset, around);
		case 'preset-saved': {
			const {name, file} = message;
			if (file !== undefined) return tell(state, `saved as ${file}`);
			if (state.mode !== 'view') return tell(state, `preset ${name} is there already; nothing was saved`);
			return stay({...open('replace', state).state, asked: name});
		}
	}
}

/** Sends all of a preset in one command, or says what of it does not fit. */
function applied(state: ScreenState, name: string, preset: Preset, around: Surroundings): Updated {
	const {facts, parameters} = around;
	try {
		const values = fitPreset(preset, facts.model.id, parameters);
		const effect: Effect = send('adjust', {values, preset: name});
		return go(state, effect);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		return tell(state, messageOf(error));
	}
}
