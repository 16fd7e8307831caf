import type {Graph} from '../../source/connectome/graph.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {valuesOf} from '../../source/run/parameter-info.ts';
import {liveParameters} from '../../source/run/parameters.ts';
import {startSettings} from '../../source/run/settings.ts';
import {initialState, type ScreenState, type Surroundings, type Updated} from '../../source/ui/state.ts';
import {update} from '../../source/ui/update.ts';
import {createStructure} from '../../source/ui/views/graph-structure.ts';
import {frameOf, ring} from './views/frames.ts';

/** Nodes of a ring, each joined to the next. */
export const ringGraph = (n: number): Graph => {
	const map = ring(n);
	return {...map, title: 'ring k 2', weight: new Float32Array(map.colIdx.length).fill(1)} as Graph;
};

const settings = startSettings(voidModel, {}, undefined);

/** What the screen of a void run looks at; two checkpoints, the newest first. */
export const around: Surroundings = {
	facts: {
		...frameOf().facts,
		model: {id: voidModel.id, title: voidModel.title},
		start: valuesOf(liveParameters(voidModel), settings),
	},
	settings,
	parameters: liveParameters(voidModel),
	presets: {title: 'domain', names: voidModel.presets?.names ?? []},
	checkpoints: [30, 0].map(tick => ({
		file: `state_${tick}.npz`,
		tick,
		epoch: 0,
		bytes: 41_000,
		sha256: `hash of ${tick}`,
		seq: tick + 1,
		at: '2026-11-21T10:15:05.001Z',
	})),
	unsaved: 0,
	steered: false,
	replay: false,
	readOnly: false,
	tick: 30,
	events: [],
	width: 120,
	height: 40,
	now: Date.UTC(2026, 10, 21, 10, 15, 6),
	structure: createStructure(ringGraph(40)),
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
