import {basename} from 'node:path';
import {componentsOf} from '../connectome/metrics.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {Ready} from './engine.ts';
import type {RunOptions} from './options.ts';
import type {Prepared} from './prepare.ts';
import type {RunFacts} from './protocol.ts';

/** What stays true of a run from its beginning to its end. */
export function factsOf(
	directory: RunDirectory,
	{graph, pairs, model, source, seed}: Pick<Prepared, 'graph' | 'pairs' | 'model' | 'source' | 'seed'>,
	ready: Pick<Ready, 'kernel'>,
	options: Pick<RunOptions, 'scenario'>,
): RunFacts {
	const [variable] = model.variables;
	return {
		id: directory.id,
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
		graph: {
			title: graph.title,
			nodes: graph.n,
			edges: pairs.colIdx.length,
			components: componentsOf(pairs),
			entries: graph.colIdx.length,
			directed: graph.directed,
		},
		seed,
		...(options.scenario === undefined ? {} : {scenario: options.scenario}),
	};
}
