import type {Model} from '../../dynamics/model.ts';
import {builtInModels} from '../../dynamics/models.ts';
import {formatCondition} from '../breakpoints.ts';
import {formatValue, type ParameterInfo, valueIn} from '../parameter-info.ts';
import {liveParameters} from '../parameters.ts';
import type {Settings} from '../protocol.ts';
import type {Difference} from './comparison.ts';
import type {OpenedRun} from './opened-run.ts';

/** What nodes are held, what is waited for and recorded: settings that are no parameters. */
const lists: ReadonlyArray<readonly [name: string, words: (settings: Settings) => readonly string[]]> = [
	['clamped', ({clamped}) => clamped.map(({node, value}) => `${node} = ${value}`)],
	['silenced', ({silenced}) => silenced.map(String)],
	['breakpoints', ({breakpoints}) => breakpoints.map(each => `${formatCondition(each)} do ${each.actions.join(' ')}`)],
	['recorders', ({recorders = []}) => recorders.map(({name, spec}) => `${name}: ${spec}`)],
];

/**
The settings that differ, by the names that they are typed with. `model`: id of the runs' model, undefined of runs that have not the same. The user's own
code is not run for this: parameters of a model that is not built in go by their names alone.
*/
export function differingSettings(
	model: string | undefined,
	a: Readonly<Record<string, unknown>>,
	b: Readonly<Record<string, unknown>>,
): readonly Difference[] {
	const [one, other] = [settingsOf(a), settingsOf(b)];
	const parameters = parametersOf(model, [one, other]);
	const values = parameters.map(parameter => ({
		name: parameter.name,
		a: shown(parameter, one),
		b: shown(parameter, other),
	}));
	const held = lists.map(([name, words]) => ({name, a: listed(words(one)), b: listed(words(other))}));
	return [...values, ...held].filter(each => each.a !== each.b);
}

const settingsOf = (settings: Readonly<Record<string, unknown>>): Settings =>
	({parameters: {}, clamped: [], silenced: [], breakpoints: [], ...settings}) as unknown as Settings;

function parametersOf(id: string | undefined, settings: readonly Settings[]): readonly ParameterInfo[] {
	const known = builtInModels.find(each => each.id === id);
	const own: readonly ParameterInfo[] = liveParameters(known ?? nameless);
	const names = new Set(own.map(({name}) => name));
	const more = new Set(settings.flatMap(each => Object.keys(each.parameters)).filter(name => !names.has(name)));
	return [
		...own,
		...[...more].map(
			(name): ParameterInfo => ({name, title: name, unit: '', kind: 'number', place: {parameter: name}}),
		),
	];
}

/** A model of which nothing is known. */
const nameless = {id: '', title: '', variables: [], parameters: [], initial: {}} as unknown as Model;

/** As it is typed; `none` for what a run has not. */
function shown(parameter: ParameterInfo, settings: Settings): string {
	const {place, kind} = parameter;
	if ('parameter' in place && !(place.parameter in settings.parameters)) return 'none';
	const value = valueIn(parameter, settings);
	if (value === undefined && kind !== 'interval') return 'none';
	return formatValue(parameter, value);
}

const listed = (words: readonly string[]): string => words.join(', ') || 'none';

const named = (fact: unknown): string => (fact === undefined || fact === '' ? 'none' : String(fact));

/** What the runs are, where they differ in it. */
export function differingFacts(a: OpenedRun, b: OpenedRun): readonly Difference[] {
	const facts: Readonly<Record<string, (run: OpenedRun) => unknown>> = {
		version: ({newest}) => newest.version,
		node: ({newest}) => newest.node,
		model: ({document}) => document.model.title,
		'model file': ({newest}) => newest.code.model?.slice(0, 12),
		'equations file': ({newest}) => newest.code.equations?.slice(0, 12),
		seed: ({newest}) => newest.seed,
		init: ({start}) => start.init,
		engine: ({newest}) => newest.engine?.command,
		kernel: ({newest}) => newest.kernel.title,
		graph: ({document}) => document.graph['title'],
		nodes: ({document}) => document.graph['nodes'],
		edges: ({document}) => document.graph['edges'],
		'graph file': ({newest}) => newest.graph.sha256.slice(0, 12),
		'sub-steps': ({document}) => document.substeps,
	};
	return Object.entries(facts).flatMap(([name, of]) => {
		const [one, other] = [named(of(a)), named(of(b))];
		return one === other ? [] : [{name, a: one, b: other}];
	});
}
