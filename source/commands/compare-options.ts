import type {Argv} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {type Arguments, checkForms} from './arguments.ts';
import {defineOptions, type Option} from './option.ts';
import {screenOptions} from './run-option-table.ts';

/** How curves are drawn on a terminal. */
export const lookOptions: readonly Option[] = screenOptions.filter(
	({name}) => !['fps', 'low-bandwidth', 'screen-reader', 'summary-every'].includes(name),
);

const text = {type: 'string', requiresArg: true} as const;
const run = 'id, name, start of an id, latest, or directory';

/** The options of `connectop compare`. */
export const compareOptions = (yargs: Argv): Argv =>
	defineOptions(
		yargs
			.positional('run', {type: 'string', describe: `the first run, A: ${run}`})
			.positional('other', {
				type: 'string',
				describe: 'the other, B [without it: the origin of a branch is A, the branch B]',
			})
			.option('json', {type: 'boolean', describe: 'one JSON object on stdout'})
			.option('output', {...text, alias: 'o', describe: 'a PNG file to draw the curves into'})
			.option('force', {type: 'boolean', describe: 'replace a file that exists (with -o)'})
			.option('metric', {...text, describe: 'metrics to draw, with commas [meanWeight,sparsity,cohesion,complexity]'})
			.option('nodes', {requiresArg: true, describe: 'nodes to list, those that differ most [10]'})
			.option('at', {requiresArg: true, describe: 'the tick to compare node by node [the last of both]'})
			.option('metrics-only', {
				type: 'boolean',
				describe: 'parameters, commands and metrics alone, also of runs on different graphs',
			})
			.option('check', {type: 'boolean', describe: 'exit 4 unless every state that was compared is equal'}),
		lookOptions,
	);

/** What `connectop compare` is asked for. */
export interface CompareRequest {
	readonly run: string;
	/** Left out: the run's origin comes first. */
	readonly other: string | undefined;
	readonly json: boolean;
	readonly output: string | undefined;
	readonly force: boolean;
	readonly metrics: readonly string[];
	readonly nodes: number;
	readonly at: number | undefined;
	readonly metricsOnly: boolean;
	readonly check: boolean;
}

const switches = lookOptions.flatMap(({kind, name}) => (kind === 'switch' ? [name] : []));

/** Reads the options. Throws usage errors that name the option. */
export function readCompareRequest(args: Arguments): CompareRequest {
	checkForms(args, [], ['json', 'force', 'metrics-only', 'check', 'config', ...switches]);
	const {run: first, other, output, metric} = args as Readonly<Record<string, string | undefined>>;
	if (first === undefined)
		throw usage(
			'compare: give two runs, as in connectop compare latest 20261120, or a branch; connectop runs lists them',
		);
	const metricsOnly = args['metricsOnly'] === true;
	const check = args['check'] === true;
	if (metricsOnly && check) throw usage('--check: is about states, which --metrics-only leaves out');
	if (metricsOnly && args['at'] !== undefined) throw usage('--at: is about states, which --metrics-only leaves out');
	return {
		run: first,
		other,
		json: args['json'] === true,
		output,
		force: args['force'] === true,
		metrics: (metric ?? '').split(',').flatMap(each => (each.trim() === '' ? [] : [each.trim()])),
		nodes: whole('nodes', args['nodes'], 1000) ?? 10,
		at: whole('at', args['at'], Number.MAX_SAFE_INTEGER),
		metricsOnly,
		check,
	};
}

function whole(option: string, value: unknown, most: number): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value !== '' && Number.isInteger(number) && number >= 0 && number <= most) return number;
	const allowed = most === Number.MAX_SAFE_INTEGER ? 'from 0' : `from 0 to ${most}`;
	throw usage(`--${option} ${String(value)}: use a whole number ${allowed}`);
}

const usage = (message: string) => new ConnectopError('usage', 'usage', message);
