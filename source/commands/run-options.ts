import type {Argv} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {type Interval, parseInterval} from '../base/interval.ts';
import {topologies} from '../connectome/topologies.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import type {RunOptions} from '../run/options.ts';
import {parseValue} from '../run/parameter-info.ts';
import {findParameter} from '../run/parameters.ts';
import {type Arguments, checkForms, refusedChoice} from './arguments.ts';

/** Without a type what is no number stays as it was typed, for the message that refuses it. */
const number = {requiresArg: true} as const;
const text = {type: 'string', requiresArg: true} as const;
const groups = {
	graph: 'Graph:',
	model: 'Model and field:',
	pace: 'Pace and end:',
	records: 'Records:',
	input: 'Input:',
	screen: 'Screen:',
} as const;

/** Of all built-in models; a model file may have others. */
const initialNames = [...new Set(builtInModels.flatMap(each => Object.keys(each.initial)))].join(', ');

/** Every option of `connectop run`. Defaults are told in words: an option that is not given comes from the checkpoint that is resumed. */
export function runOptions(yargs: Argv): Argv {
	const described = yargs
		.option('neurons', {...number, group: groups.graph, describe: 'nodes of a generated graph [1000]'})
		.option('k', {...number, group: groups.graph, describe: 'neighbours of each node [12]'})
		.option('topology', {...text, group: groups.graph, describe: `generated graph: ${topologies.join(', ')} [knn]`})
		.option('graph', {
			...text,
			group: groups.graph,
			describe: 'run on a file: edge list (CSV, TSV, whitespace), GraphML, GEXF, Matrix Market',
		})
		.option('undirected', {
			type: 'boolean',
			group: groups.graph,
			describe: 'take every edge of the file as both ways',
		})
		.option('unweighted', {type: 'boolean', group: groups.graph, describe: 'take every weight as 1'})
		.option('memory', {
			...text,
			group: groups.graph,
			describe: 'most memory for graph and field, such as 512M or 8G [half of what there is]',
		})
		.option('model', {
			...text,
			group: groups.model,
			describe: `${builtInModels.map(each => each.id).join(', ')}, or a file FILE.mjs [${builtInModels[0].id}]`,
		})
		.option('equations', {
			...text,
			group: groups.model,
			describe: 'your own equations for the model, FILE.mjs or FILE.ts',
		})
		.option('auto-equations', {
			type: 'boolean',
			group: groups.model,
			describe: 'take an equations file found in this directory by itself [yes]',
		})
		.option('param', {...text, group: groups.model, describe: 'set a parameter, NAME=VALUE; may be given again'})
		.option('init', {...text, group: groups.model, describe: `initial condition: ${initialNames} [the model's first]`})
		.option('dt', {...number, group: groups.model, describe: 'step, in reference ticks [1]'})
		.option('noise', {
			...text,
			choices: ['none', 'shared', 'node'],
			group: groups.model,
			describe: 'none, one value a tick, or one a node [node]',
		})
		.option('coupling', {
			...text,
			choices: ['scaled', 'raw'],
			group: groups.model,
			describe: 'scale the coupling by 12 / mean in-strength, or not [scaled]',
		})
		.option('stim-gain', {...number, group: groups.model, describe: 'how strongly stimuli drive the field [1]'})
		.option('threshold', {...number, group: groups.model, describe: 'an edge is active above this product [0.15]'})
		.option('seed', {...number, group: groups.model, describe: 'seed of all random numbers [0]'})
		.option('kernel', {
			...text,
			choices: ['auto', 'cpu', 'gpu'],
			group: groups.model,
			describe: 'where the step is computed [auto]',
		})
		.option('exact', {type: 'boolean', group: groups.model, describe: 'leave out kernels that are not bit-exact'})
		.option('hz', {...number, group: groups.pace, describe: 'ticks a second, up to 1000 [10]'})
		.option('steps', {...number, group: groups.pace, describe: 'end after so many ticks'})
		.option('duration', {...number, group: groups.pace, describe: 'end after so many seconds'})
		.option('once', {
			type: 'boolean',
			group: groups.pace,
			describe: 'one tick, then one frame as text (one JSON line with --no-ui), and end',
		})
		.option('resume', {
			...text,
			group: groups.pace,
			describe: 'go on with a run (its directory, id, or latest) or start from a checkpoint file',
		})
		.option('force', {
			type: 'boolean',
			group: groups.pace,
			describe: 'resume although the model, the graph or the number of nodes differs: what fits is taken over',
		})
		.option('scenario', {
			...text,
			choices: ['demo'],
			group: groups.pace,
			describe: 'a prepared run; demo is what runs without any option',
		})
		.option('run-dir', {...text, group: groups.records, describe: "the run's own directory, new or empty [runs/TIME]"})
		.option('name', {...text, group: groups.records, describe: "added to the run's id"})
		.option('log-every', {
			...text,
			group: groups.records,
			describe: 'interval of metrics.jsonl: seconds, 100t = ticks, 0 = never [1]',
		})
		.option('checkpoint-every', {...text, group: groups.records, describe: 'interval of checkpoints [60]'})
		.option('checkpoint-keep', {...number, group: groups.records, describe: 'checkpoints kept, 0 = all [5]'})
		.option('viz-every', {
			...text,
			group: groups.records,
			describe: 'interval of dashboard.png and connectome.png [10]',
		})
		.option('measure-every', {
			...number,
			group: groups.records,
			describe: 'ticks between measurements [1; more on large graphs]',
		})
		.option('input', {
			...text,
			group: groups.input,
			describe: 'stimulus: -, a file, or none [- when stdin is a pipe or file]',
		})
		.option('input-rate', {...number, group: groups.input, describe: 'messages of an input file a model second [10]'})
		.option('synthetic', {
			...text,
			choices: ['none', 'pulse'],
			group: groups.input,
			describe: 'excite and quench random places once a model second [none]',
		})
		.option('ui', {
			type: 'boolean',
			group: groups.screen,
			describe: 'the screen; --no-ui prints JSON lines instead [when stdout is a terminal]',
		})
		.option('utd-stdout', {
			type: 'boolean',
			group: groups.screen,
			describe: 'print what the run says in text as well: echoes, status, discoveries (with --no-ui)',
		})
		.option('theme', {
			...text,
			choices: ['dark', 'light'],
			group: groups.screen,
			describe: 'colours for a dark or a light background [dark]',
		})
		.option('fps', {...number, group: groups.screen, describe: 'frames a second, 0.2 to 10 [4]'})
		.option('glyphs', {
			...text,
			choices: ['braille', 'block', 'ascii'],
			group: groups.screen,
			describe: 'what the map is drawn with [braille]',
		})
		.option('color', {
			...text,
			choices: ['auto', 'none', '16', '256', 'truecolor'],
			group: groups.screen,
			describe: 'colours [auto]',
		});
	return builtInModels.reduce(modelOptions, described);
}

/** The options that a model brings: its presets, and parameters that have a flag. */
function modelOptions(yargs: Argv, model: Model): Argv {
	const {presets} = model;
	const named = presets
		? yargs.option(presets.title, {
				...text,
				group: groups.model,
				describe: `${presets.names.join(', ')} [${presets.default}]`,
			})
		: yargs;
	return model.parameters.reduce((all, each) => {
		if (each.flag === undefined) return all;
		const type = each.boolean ? ({type: 'boolean'} as const) : number;
		const value = each.boolean ? (each.default === 1 ? 'yes' : 'no') : String(each.default);
		return all.option(each.flag, {
			...type,
			...(each.flagAlias ? {alias: each.flagAlias} : {}),
			group: groups.model,
			describe: `${each.title}${each.unit === '' || each.unit === '1' ? '' : `, ${each.unit}`} [${value}]`,
		});
	}, named);
}

const switches = [
	'undirected',
	'unweighted',
	'auto-equations',
	'exact',
	'once',
	'force',
	'ui',
	'utd-stdout',
	...builtInModels.flatMap(model => model.parameters.flatMap(each => (each.boolean ? [each.flag ?? ''] : []))),
];

/** The run that a command line asks for. Throws usage errors that name the option. */
export function readRunOptions(args: Arguments): RunOptions {
	checkForms(args, ['param'], switches);
	return withoutUndefined({
		scenario: args['scenario'],
		neurons: args['neurons'],
		k: wholeNumber('--k', args['k']),
		topology: oneOf('--topology', args['topology'], topologies),
		graph: args['graph'],
		undirected: args['undirected'],
		unweighted: args['unweighted'],
		memoryLimit: bytes(args['memory']),
		model: args['model'],
		equations: args['equations'],
		autoEquations: args['autoEquations'],
		parameters: modelParameters(args),
		preset: presetOf(args),
		init: args['init'],
		dt: args['dt'],
		noise: args['noise'],
		coupling: args['coupling'],
		stimulusGain: args['stimGain'],
		threshold: args['threshold'],
		seed: args['seed'],
		kernel: args['kernel'],
		exact: args['exact'],
		hz: args['hz'],
		steps: args['once'] === true ? onlyOnce(args) : args['steps'],
		duration: args['duration'],
		resume: args['resume'],
		force: args['force'],
		runDirectory: args['runDir'],
		name: args['name'],
		logEvery: interval('--log-every', args['logEvery']),
		checkpointEvery: interval('--checkpoint-every', args['checkpointEvery']),
		checkpointKeep: args['checkpointKeep'],
		vizEvery: interval('--viz-every', args['vizEvery']),
		measureEvery: args['measureEvery'],
		input: args['input'],
		inputRate: args['inputRate'],
		synthetic: args['synthetic'],
	}) as RunOptions;
}

function modelParameters(args: Arguments): Record<string, number | string> {
	const values: Record<string, number | string> = {};
	for (const model of builtInModels) {
		for (const {name, flag} of model.parameters) {
			const given = flag === undefined ? undefined : args[camel(flag)];
			if (given === undefined) continue;
			const parameter = {...findParameter(model, name), name: `--${flag}`};
			values[name] = parseValue(parameter, typeof given === 'boolean' ? Number(given) : (given as number)) as number;
		}
	}
	for (const pair of [args['param'] ?? []].flat() as string[]) {
		const [, name, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
		if (name === undefined || value === undefined)
			throw new ConnectopError('usage', 'param', `--param ${pair}: use NAME=VALUE, such as alpha=0.3`);
		values[name.trim()] = value.trim();
	}
	return values;
}

/** The preset asked for, by whichever option. A built-in model that takes none is told here, where the option's name is known. */
function presetOf(args: Arguments): unknown {
	const title = builtInModels
		.map(({presets}) => presets?.title)
		.find(each => each !== undefined && args[each] !== undefined);
	if (title === undefined) return undefined;
	const model = builtInModels.find(({id}) => id === args['model']);
	if (!model || model.presets) return args[title];
	throw new ConnectopError(
		'usage',
		'preset',
		`--${title} ${String(args[title])}: the model ${model.id} has no presets; leave out --${title}`,
	);
}

/** `--once` is an end of its own. */
function onlyOnce(args: Arguments): 1 {
	for (const other of ['steps', 'duration']) {
		if (args[other] !== undefined)
			throw new ConnectopError('usage', 'once', `--once is one tick: leave out --${other}, or --once`);
	}
	return 1;
}

function wholeNumber(option: string, value: unknown): number | undefined {
	if (value === undefined || Number.isInteger(value)) return value as number | undefined;
	throw new ConnectopError('usage', 'option', `${option}: ${String(value)} is not allowed; use a whole number from 1`);
}

const camel = (flag: string): string => flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function interval(option: string, value: unknown): Interval | 'never' {
	return value === undefined ? undefined : (parseInterval(String(value), option) ?? 'never');
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T | undefined {
	if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
	throw refusedChoice(option, String(value), allowed);
}

function bytes(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const [, amount, unit] = /^(\d+(?:\.\d+)?)([kmgt]?)b?$/i.exec(String(value)) ?? [];
	if (amount === undefined)
		throw new ConnectopError('usage', 'memory', `--memory ${String(value)}: use bytes with K, M or G, such as 512M`);
	return Number(amount) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf((unit ?? '').toLowerCase());
}

const withoutUndefined = (values: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(
		Object.entries(values).filter(
			([, value]) =>
				value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
		),
	);
