import {voidModel} from '../../source/dynamics/void/model.ts';
import {liveParameters} from '../../source/run/parameters.ts';
import {startSettings} from '../../source/run/settings.ts';
import {initialState, type ScreenState, type Surroundings, type Updated} from '../../source/ui/state.ts';
import {update} from '../../source/ui/update.ts';

/** What the screen of a void run looks at; two checkpoints, the newest first. */
export const around: Surroundings = {
	settings: startSettings(voidModel, 100, {}, undefined),
	parameters: liveParameters(voidModel),
	presets: {title: 'domain', names: voidModel.presets?.names ?? []},
	checkpoints: [30, 0].map(tick => ({
		file: `state_${tick}.npz`,
		tick,
		epoch: 0,
		bytes: 41_000,
		sha256: '',
		at: '2026-11-21T10:15:05.001Z',
	})),
	unsaved: 0,
	height: 40,
};

/** Presses keys one after another; gives the last state and every effect. */
export function press(
	keys: readonly string[],
	from: ScreenState = initialState,
	where: Surroundings = around,
): Updated {
	return keys.reduce<Updated>(
		({state, effects}, key) => {
			const next = update(state, key, where);
			return {state: next.state, effects: [...effects, ...next.effects]};
		},
		{state: from, effects: []},
	);
}
