import type {Argv} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {type Interval, parseInterval} from '../base/interval.ts';
import type {RunOptions} from '../run/options.ts';
import {type Arguments, checkForms, refusedChoice} from './arguments.ts';
import {readParameters, readPreset} from './model-options.ts';
import {camel, defineOptions} from './option.ts';
import {runOptionTable} from './run-option-table.ts';

/** Tells yargs of every option of `connectop run`. */
export const runOptions = (yargs: Argv): Argv => defineOptions(yargs, runOptionTable);

/** What may be given as --no-NAME. */
const switches = [...runOptionTable.flatMap(({kind, name}) => (kind === 'switch' ? [name] : [])), 'config'];

/** The run that a command line, and the configuration with it, asks for. Throws usage errors that name the option. */
export function readRunOptions(args: Arguments): RunOptions {
	checkForms(args, ['param', 'record'], switches);
	checkChoices(args);
	return withoutUndefined({
		scenario: args['scenario'],
		neurons: args['neurons'],
		k: wholeNumber('-k', args['k']),
		topology: args['topology'],
		graph: args['graph'],
		undirected: args['undirected'],
		unweighted: args['unweighted'],
		memoryLimit: bytes(args['memory']),
		model: args['model'],
		equations: args['equations'],
		autoEquations: args['autoEquations'],
		parameters: readParameters(args),
		preset: readPreset(args),
		init: args['init'],
		dt: args['dt'],
		noise: args['noise'],
		coupling: args['coupling'],
		stimulusGain: args['stimGain'],
		threshold: args['threshold'],
		seed: args['seed'],
		engine: args['engine'],
		engineTimeout: args['engineTimeout'],
		kernel: args['kernel'],
		exact: args['exact'],
		gpuMode: args['gpuMode'],
		hz: args['hz'],
		steps: args['once'] === true ? onlyOnce(args) : args['steps'],
		duration: args['duration'],
		resume: args['resume'],
		force: args['force'],
		runDirectory: args['runDir'],
		name: args['name'],
		note: args['note'],
		record: args['record'] === undefined ? undefined : [args['record']].flat(),
		logEvery: interval('--log-every', args['logEvery']),
		checkpointEvery: interval('--checkpoint-every', args['checkpointEvery']),
		checkpointKeep: args['checkpointKeep'],
		vizEvery: interval('--viz-every', args['vizEvery']),
		measureEvery: args['measureEvery'],
		auditEvery: args['auditEvery'],
		threads: args['threads'],
		input: args['input'],
		inputRate: args['inputRate'],
		script: args['script'],
		synthetic: args['synthetic'],
	}) as RunOptions;
}

function checkChoices(args: Arguments): void {
	for (const {name, choices} of runOptionTable) {
		const given = args[camel(name)];
		if (choices === undefined || given === undefined || choices.includes(String(given))) continue;
		throw refusedChoice(`--${name}`, String(given), choices);
	}
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

function interval(option: string, value: unknown): Interval | 'never' {
	return value === undefined ? undefined : (parseInterval(String(value), option) ?? 'never');
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
