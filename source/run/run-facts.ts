import {basename} from 'node:path';
import {componentsOf} from '../connectome/metrics.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {Ready} from './engine.ts';
import type {RunOptions} from './options.ts';
import {valuesOf} from './parameter-info.ts';
import {liveParameters} from './parameters.ts';
import type {Prepared} from './prepare.ts';
import type {RunFacts} from './protocol.ts';

/** What a run is made of, and what it goes on from. */
type Known = Pick<Prepared, 'graph' | 'pairs' | 'model' | 'source' | 'seed'> &
	Partial<Pick<Prepared, 'resumed' | 'ownGraph'>>;

/** As run.json has it, where a run goes on with the graph that stands there: counting takes a while on large ones. */
function storedComponents({resumed, ownGraph}: Known): number | undefined {
	const before = resumed?.run?.document.graph;
	if (ownGraph !== false || before?.['sha256'] !== resumed?.checkpoint.graph.sha256) return undefined;
	const components = before?.['components'];
	return typeof components === 'number' ? components : undefined;
}

/** What stays true of a run from its beginning to its end. */
export function factsOf(
	directory: RunDirectory,
	prepared: Known,
	ready: Pick<Ready, 'kernel' | 'settings'>,
	options: Pick<RunOptions, 'scenario' | 'name'>,
): RunFacts {
	const {graph, pairs, model, source, seed} = prepared;
	const [variable] = model.variables;
	const name = options.name ?? prepared.resumed?.run?.document.name;
	return {
		id: directory.id,
		...(name === undefined ? {} : {name}),
		directory: directory.path,
		model: {
			id: model.id,
			title: model.title,
			...(source.equations === undefined ? {} : {equations: basename(source.equations)}),
		},
		variable: {name: variable?.name ?? '', shown: variable?.shown ?? [0, 1]},
		...(model.presets ? {presets: {title: model.presets.title, names: model.presets.names}} : {}),
		headerParameters: {
			...(model.presets?.factor === undefined ? {} : {factor: model.presets.factor}),
			...(model.strength === undefined ? {} : {strength: model.strength}),
		},
		kernel: ready.kernel,
		...(model.external ? {lacks: model.external.lacks} : {}),
		graph: {
			title: graph.title,
			nodes: graph.n,
			edges: pairs.colIdx.length,
			components: storedComponents(prepared) ?? componentsOf(pairs),
			entries: graph.colIdx.length,
			directed: graph.directed,
		},
		seed,
		start: valuesOf(liveParameters(model), ready.settings),
		...(options.scenario === undefined ? {} : {scenario: options.scenario}),
	};
}
