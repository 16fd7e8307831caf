import {ConnectopError} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {uniform} from '../base/threefry.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Model} from '../dynamics/model.ts';
import type {SavedState} from '../records/checkpoint.ts';
import type {Settings} from './protocol.ts';
import type {Publisher} from './shared.ts';

/** What a run starts from. */
export interface Start {
	readonly graph: Graph;
	readonly settings: Settings;
	readonly seed: number;
	/** Name of one of the model's initial conditions, for what no state brings. */
	readonly init: string;
	/** The state to go on from. */
	readonly start: SavedState | undefined;
}

/**
Puts the start state into the publisher's buffers: the checkpoint's, and what that lacks as it is at the beginning of a run. Throws a usage error,
`init`, when the model has no such initial condition.
*/
export function fillStart({state}: Publisher, model: Model, from: Start): void {
	if (!from.start || lacks(from.start, model, from.graph.n)) begin(state, model, from);
	if (from.start) goOn(state, model, from.start);
}

const lacks = ({variables, stimulus}: SavedState, model: Model, n: number): boolean =>
	stimulus.length < n || model.variables.some(({name}) => !(name in variables));

function begin(state: Publisher['state'], model: Model, {init, graph, seed, settings}: Start): void {
	const initial = model.initial[init];
	if (!initial)
		throw new ConnectopError(
			'usage',
			'init',
			`--init: "${init}" is unknown; the model ${model.id} has ${Object.keys(model.initial).join(', ')}${didYouMean(init, Object.keys(model.initial))}`,
		);
	initial(state.current, {
		graph,
		x: graph.x,
		y: graph.y,
		parameters: settings.parameters,
		uniform: (stream, index) => uniform(seed, stream, 0, index),
	});
}

function goOn(state: Publisher['state'], model: Model, start: SavedState): void {
	const n = state.stimulus.length;
	for (const [v, {name}] of model.variables.entries()) {
		const values = start.variables[name];
		if (values) state.current[v]!.set(values.subarray(0, n));
	}
	state.stimulus.set(start.stimulus.subarray(0, n));
}
