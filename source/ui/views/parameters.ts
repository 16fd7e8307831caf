import {formatValue, type ParameterInfo, valueIn} from '../../run/parameter-info.ts';
import {startText} from '../../run/presets/changes.ts';
import {isOfModel} from '../../run/presets/preset-text.ts';
import type {RunFacts} from '../../run/protocol.ts';
import type {ScreenState, Surroundings} from '../state.ts';

/** A parameter that can be set while the run goes on. */
export interface LiveLine {
	readonly kind: 'live';
	readonly name: string;
	readonly parameter: ParameterInfo;
	/** As they are typed; undefined where it is not known. */
	readonly value: string;
	readonly usual: string | undefined;
	readonly before: string | undefined;
}

/** What was settled when the run began. */
export interface FixedLine {
	readonly kind: 'fixed';
	readonly name: string;
	readonly value: string;
	readonly why: string;
}

/** A row of the Parameters view. */
export type ParameterLine = LiveLine | FixedLine | {readonly kind: 'group'; readonly title: string};

type Known = Pick<Surroundings, 'parameters' | 'settings' | 'facts'>;

/** The rows that a filter leaves: the model's, the run's, what is fixed. A group without a row is left out. */
export function parameterLines({parameters, settings, facts}: Known, filter: string): readonly ParameterLine[] {
	const live = (all: readonly ParameterInfo[]): readonly LiveLine[] =>
		all.map(parameter => ({
			kind: 'live',
			name: parameter.name,
			parameter,
			value: formatValue(parameter, valueIn(parameter, settings)),
			usual: usualText(parameter),
			before: startText(parameter, facts.start),
		}));
	const groups: readonly (readonly [string, readonly (LiveLine | FixedLine)[]])[] = [
		[
			`Model ${facts.kernel.id === 'external' ? facts.model.title : facts.model.id}`,
			live(parameters.filter(isOfModel)),
		],
		['Run', live(parameters.filter(each => !isOfModel(each)))],
		['Fixed when the run began', fixedLines(facts)],
	];
	return groups.flatMap(([title, lines]): readonly ParameterLine[] => {
		const shown = lines.filter(line => fits(line, filter));
		return shown.length === 0 ? [] : [{kind: 'group', title}, ...shown];
	});
}

function fits(line: LiveLine | FixedLine, filter: string): boolean {
	const text = `${line.name} ${line.kind === 'live' ? line.parameter.title : line.value}`.toLowerCase();
	return filter
		.toLowerCase()
		.split(/\s+/)
		.every(word => text.includes(word));
}

function usualText(parameter: ParameterInfo): string | undefined {
	const {default: usual, kind} = parameter;
	if (usual === undefined) return undefined;
	return kind === 'boolean' ? formatValue(parameter, Number(usual)) : String(usual);
}

function fixedLines({id, model, graph, seed, kernel, scenario}: RunFacts): readonly FixedLine[] {
	const line = (name: string, value: string | number, why: string): FixedLine => ({
		kind: 'fixed',
		name,
		value: String(value),
		why: `settled when the run began; for a new run ${why}`,
	});
	return [
		line('model', model.title, '--model chooses it'),
		...(model.equations === undefined ? [] : [line('equations', model.equations, '--equations names them')]),
		line('graph', graph.title, '--graph, or --topology and -k choose it'),
		line('nodes', graph.nodes, '--neurons says how many, or the graph'),
		line('edges', graph.edges, 'they come with the graph'),
		line('seed', seed, '--seed sets it'),
		line('kernel', kernel.title, `--kernel chooses it; here: ${kernel.reason}`),
		...(scenario === undefined ? [] : [line('scenario', scenario, 'options of its own take its place')]),
		line('run', id, 'the clock names it, and --name'),
	];
}

/** Rows that can be chosen. */
export const choosable = (lines: readonly ParameterLine[]): readonly (LiveLine | FixedLine)[] =>
	lines.filter(each => each.kind !== 'group');

/** The chosen one of these rows; the first one when it is not among them, undefined when none can be. */
export function chosenAmong(lines: readonly ParameterLine[], chosen: string | undefined) {
	const all = choosable(lines);
	return all.find(each => each.name === chosen) ?? all[0];
}

/** The chosen row of those that are shown. */
export const chosenLine = ({parameters}: Pick<ScreenState, 'parameters'>, around: Known) =>
	chosenAmong(parameterLines(around, parameters.filter), parameters.chosen);
