import type {Model} from '../../dynamics/model.ts';
import type {Capability, Hello} from './hello.ts';

/** Where an engine is and how it is started. JSON. */
export interface EngineCommand {
	/** For the shell. */
	readonly command: string;
	/** Directory that it is started in. */
	readonly cwd: string;
	/** SHA-256 of the files that the command names, when the run began. */
	readonly files?: Readonly<Record<string, string>> | undefined;
	/** Seconds that it may be silent. */
	readonly timeout?: number | undefined;
}

/** Seconds that an engine may be silent before it is given up: a minute, unless it was said otherwise. */
export const patienceOf = ({timeout = 60}: EngineCommand): number => timeout;

/** An engine that a run is on. JSON. */
export interface ExternalEngine extends EngineCommand {
	readonly hello: Hello;
}

/** What an engine says of itself as a model: names and bounds, and no law, since it steps by itself. */
export function engineModel({name, variables, parameters, observables, can}: Hello): Model {
	const figures: Record<string, number> = {};
	return {
		id: 'external',
		title: name,
		variables: variables.map(({name, unit, min = -Infinity, max = Infinity, shown}) => ({
			name,
			unit,
			min,
			max,
			shown: shown ?? shownOf(min, max),
		})),
		parameters: parameters.map(({title, ...rest}) => ({...rest, title: title ?? rest.name})),
		node: [],
		edge: () => 0,
		couplingNorm: 0, // it sees to its own stability
		initial: {},
		...(observables.length === 0
			? {}
			: {
					observables: observables.map(each => ({
						name: each.name,
						title: each.title ?? each.name,
						unit: each.unit,
						of: () => figures[each.name] ?? Number.NaN,
					})),
				}),
		external: {figures, lacks: lacksOf(can), dt: can.includes('dt'), stimulus: can.includes('stimulus')},
	};
}

/** Where hello does not say what to show: between the bounds, or 1 from the one that there is. */
function shownOf(min: number, max: number): readonly [number, number] {
	if (Number.isFinite(min)) return [min, Number.isFinite(max) ? max : min + 1];
	return Number.isFinite(max) ? [max - 1, max] : [0, 1];
}

/** Why commands of the registry can't be had, by id. */
function lacksOf(can: readonly Capability[]): Readonly<Record<string, string>> {
	const lacks: Record<string, string> = {silence: 'the engine keeps its own couplings'};
	const needs = (capability: Capability, what: string, ids: readonly string[]) => {
		if (can.includes(capability)) return;
		for (const id of ids) lacks[id] = `the engine takes no ${what} ("${capability}" is not in its hello)`;
	};
	needs('stimulus', 'stimuli', ['stimulus', 'excite']);
	needs('write', 'values from outside', ['quench', 'clamp']);
	if (!can.includes('save') && !can.includes('write'))
		for (const id of ['restore', 'branch'])
			lacks[id] = 'the engine can go back to no state ("save" and "write" are not in its hello)';
	return lacks;
}
