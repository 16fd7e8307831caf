import {join} from 'node:path';
import {formatInterval} from '../../base/interval.ts';
import type {Model} from '../../dynamics/model.ts';
import {stateFile} from '../../records/checkpoint.ts';
import type {RunDocument} from '../../records/run-document.ts';
import {formatValue, valueIn} from '../parameter-info.ts';
import {liveParameters} from '../parameters.ts';
import type {StartLine} from './journal-lines.ts';

/** What a run began with. */
export interface Beginning {
	readonly directory: string;
	readonly document: RunDocument;
	readonly start: StartLine;
	readonly model: Model;
}

/** Every option of `connectop run` that gives the same beginning, as they were in force; a word each. */
export function startOptions({directory, document, start, model}: Beginning): readonly string[] {
	const {settings, seed, kernel, engine} = start;
	const {preset} = settings;
	const titled = model.presets && preset !== undefined && model.presets.names.includes(preset);
	// Parameters without an option of their own, and those that a preset is changed by.
	const named = liveParameters(model).filter(each => 'parameter' in each.place || each.name === 'noise-amplitude');
	const values = {
		seed: String(seed),
		kernel: kernel.id,
		hz: String(settings.hz),
		dt: String(settings.dt),
		noise: settings.noise,
		coupling: settings.coupling,
		'stim-gain': String(settings.stimulusGain),
		threshold: String(settings.threshold),
		synthetic: settings.synthetic,
		'measure-every': String(settings.measureEvery),
		'audit-every': String(settings.auditEvery),
		'log-every': formatInterval(settings.logEvery),
		'checkpoint-every': formatInterval(settings.checkpointEvery),
		'viz-every': formatInterval(settings.vizEvery),
	};
	const known = new Set(liveParameters(model).map(each => each.name));
	const own = engine ? ['seed', ...known] : ['kernel', ...Object.keys(values)];
	return [
		...origin({directory, document, start, model}),
		...(titled && model.presets ? [`--${model.presets.title}`, preset] : []),
		...named.flatMap(each => ['--param', `${each.name}=${formatValue(each, valueIn(each, settings))}`]),
		...Object.entries(values).flatMap(([name, value]) => (own.includes(name) ? [`--${name}`, value] : [])),
		...(settings.recorders ?? []).flatMap(({name, spec}) => ['--record', `name=${name} ${spec}`]),
	];
}

/** The graph, the model and the first state: made anew where they can be, else from the run's own files. */
function origin({directory, document, start, model}: Beginning): readonly string[] {
	const [, topology, k] = /^(\S+) k (\d+)$/.exec(String(document.graph['title'])) ?? [];
	const {engine} = start;
	const command = engine && [
		'--engine',
		engine.command,
		...(engine.timeout === undefined ? [] : ['--engine-timeout', String(engine.timeout)]),
	];
	if (command && engine?.hello.graph === 'own' && !start.from) return command;
	const generated = start.options['graph'] === undefined && !start.from && topology !== undefined && k !== undefined;
	if (!generated) return ['--resume', join(directory, stateFile(start.tick, start.epoch))];
	const {modelFile, equationsFile} = start;
	const graph = ['--neurons', String(document.graph['nodes']), '--k', k, '--topology', topology];
	if (command) return [...command, ...graph];
	const code = [
		'--model',
		modelFile === undefined ? model.id : join(directory, modelFile),
		...(equationsFile === undefined ? ['--no-auto-equations'] : ['--equations', join(directory, equationsFile)]),
	];
	return [...code, ...graph, '--init', start.init];
}
