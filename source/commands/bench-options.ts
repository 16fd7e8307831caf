import os from 'node:os';
import type {Argv} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {ownKernels} from '../bench/own-entrants.ts';
import {randomNodes} from '../bench/random-edges.ts';
import {type BenchRequest, baselines, parts} from '../bench/request.ts';
import type {BenchSize} from '../bench/room.ts';
import {mostThreads} from '../kernels/wasm/layout.ts';
import {type Arguments, checkForms} from './arguments.ts';

const kernels = Object.keys(ownKernels) as readonly (keyof typeof ownKernels)[];
const usualKernels = ['cpu', 'wasm', 'doubles'] as const;
const list = {type: 'string', requiresArg: true} as const;

const usualSizes = {full: [1e3, 1e4, 1e5, 1e6, 1e7], quick: [1e3, 1e4, 1e5]} as const;
const usualBudget = {full: 1800, quick: 240} as const;
const mostNodes = 16_000_000;

/** The options of `connectop bench`. */
export const benchOptions = (yargs: Argv): Argv =>
	yargs
		.option('quick', {type: 'boolean', describe: 'up to 100,000 nodes, and shorter runs of the whole program'})
		.option('json', {type: 'boolean', describe: 'one JSON object on stdout'})
		.option('output', {...list, alias: 'o', describe: 'a file for the picture: FILE.png'})
		.option('force', {type: 'boolean', describe: 'replace a picture that exists'})
		.option('neurons', {...list, describe: 'sizes [1000,10000,100000,1000000,10000000]'})
		.option('threads', {...list, describe: `numbers of threads [1,2,4 … up to the cores]`})
		.option('kernel', {...list, describe: `of ${kernels.join(', ')} [${usualKernels.join(',')}]`})
		.option('baselines', {
			...list,
			describe: `what to compare with: ${baselines.join(', ')} or none [all that is found]`,
		})
		.option('python', {...list, describe: 'Python interpreters that may have a baseline [python3]'})
		.option('parts', {...list, describe: `what to measure: ${parts.join(', ')} [${parts.join(',')}]`})
		.option('rounds', {requiresArg: true, describe: 'rounds in which all take turns, from 9 [11; quick 9]'})
		.option('budget', {requiresArg: true, describe: 'seconds that all sizes may take [1800; quick 240]'});

/** What `connectop bench` is asked for, and notes on it, one line each. Throws usage errors that name the option. */
export function readBenchRequest(args: Arguments): {readonly request: BenchRequest; readonly notes: readonly string[]} {
	checkForms(args, [], ['quick', 'json', 'force']);
	const quick = args['quick'] === true;
	const size = quick ? 'quick' : 'full';
	const cores = os.availableParallelism();
	const threads = numbers(args, 'threads', 1, mostThreads) ?? powersUpTo(cores);
	const many = threads.filter(count => count > cores);
	const request: BenchRequest = {
		quick,
		sizes: sizesOf(numbers(args, 'neurons', 14, mostNodes), quick),
		threads,
		kernels: names(args, 'kernel', kernels) ?? usualKernels,
		baselines: args['baselines'] === 'none' ? [] : (names(args, 'baselines', baselines) ?? baselines),
		pythons: texts(args, 'python') ?? ['python3'],
		parts: names(args, 'parts', parts) ?? parts,
		rounds: whole(args, 'rounds', 9, 1000) ?? (quick ? 9 : 11),
		budget: whole(args, 'budget', 1, 1e6) ?? usualBudget[size],
	};
	const {output} = args;
	if (output !== undefined && !/\.png$/i.test(String(output)))
		throw usage(`-o ${String(output)}: the picture is a PNG; give FILE.png`);
	const note = `${many.join(' and ')} threads share ${cores} ${cores === 1 ? 'core' : 'cores'}, which slows them`;
	return {request, notes: many.length === 0 ? [] : [note]};
}

/** Sizes that were asked for, or the usual ones: with them the random graph, which is as large as the brain of a fly. */
function sizesOf(asked: readonly number[] | undefined, quick: boolean): readonly BenchSize[] {
	const sizes = (asked ?? usualSizes[quick ? 'quick' : 'full']).map(nodes => ({graph: 'knn', nodes}) as const);
	if (asked || quick) return sizes;
	// Between the sizes that it is like, for each is forecast from the one before.
	return [...sizes.slice(0, -1), {graph: 'random', nodes: randomNodes}, ...sizes.slice(-1)];
}

const usage = (message: string) => new ConnectopError('usage', 'option', message);

const texts = (args: Arguments, option: string): readonly string[] | undefined =>
	args[option] === undefined
		? undefined
		: String(args[option])
				.split(',')
				.map(text => text.trim())
				.filter(text => text !== '');

/** Rising whole numbers, each once. */
function numbers(args: Arguments, option: string, least: number, most: number): readonly number[] | undefined {
	const given = texts(args, option);
	if (!given) return undefined;
	const values = given.map(text => inRange(option, text, least, most));
	if (values.length === 0) throw usage(`--${option}: give at least one number`);
	return [...new Set(values)].sort((a, b) => a - b);
}

const whole = (args: Arguments, option: string, least: number, most: number): number | undefined =>
	args[option] === undefined ? undefined : inRange(option, String(args[option]), least, most);

function inRange(option: string, text: string, least: number, most: number): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= least && value <= most) return value;
	throw usage(`--${option} ${text}: use whole numbers from ${least} to ${most}`);
}

function names<T extends string>(args: Arguments, option: string, known: readonly T[]): readonly T[] | undefined {
	const given = texts(args, option);
	if (!given) return undefined;
	const found = given.map(name => {
		const one = known.find(each => each === name);
		if (one === undefined) throw usage(`--${option} ${name}: use one of ${known.join(', ')}${didYouMean(name, known)}`);
		return one;
	});
	if (found.length === 0) throw usage(`--${option}: give at least one of ${known.join(', ')}`);
	return [...new Set(found)];
}

/** 1, 2, 4 … and the number of cores itself. */
function powersUpTo(cores: number): number[] {
	const powers = Array.from({length: Math.floor(Math.log2(cores)) + 1}, (_, i) => 2 ** i);
	return [...new Set([...powers, cores])];
}
