import test from 'ava';
import yargs from 'yargs';
import {ConnectopError} from '../../source/base/errors.ts';
import {findOption, runOptionTable} from '../../source/commands/run-option-table.ts';
import {readRunOptions, runOptions} from '../../source/commands/run-options.ts';

/** What a command line asks for, parsed as the program does. */
function read(line: string) {
	const parser = runOptions(yargs(line === '' ? [] : line.split(' ')))
		.parserConfiguration({'duplicate-arguments-array': true, 'strip-aliased': true, 'strip-dashed': true})
		.exitProcess(false)
		.fail((message, error) => {
			throw error ?? new Error(message);
		});
	return readRunOptions(parser.parseSync());
}

const refusal = (line: string): string => {
	try {
		read(line);
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'usage') return error.message;
		throw error;
	}
	return 'fine';
};

test('nothing is asked for by an empty line', t => {
	t.deepEqual(read(''), {});
});

test('every option becomes what it means', t => {
	t.deepEqual(read('--neurons 800 --hz 10 --domain biology_consciousness --viz-every 5'), {
		neurons: 800,
		hz: 10,
		preset: 'biology_consciousness',
		vizEvery: {seconds: 5},
	});
	t.deepEqual(
		read(
			'--graph a.csv --undirected --unweighted --memory 1.5G --model m.mjs --equations e.mjs --no-auto-equations --init x --dt 0.5',
		),
		{
			graph: 'a.csv',
			undirected: true,
			unweighted: true,
			memoryLimit: 1.5 * 1024 ** 3,
			model: 'm.mjs',
			equations: 'e.mjs',
			autoEquations: false,
			init: 'x',
			dt: 0.5,
		},
	);
	t.deepEqual(
		read(
			'--noise none --coupling raw --stim-gain 2 --threshold 0.2 --seed 7 --kernel cpu --exact --steps 5 --duration 2.5',
		),
		{
			noise: 'none',
			coupling: 'raw',
			stimulusGain: 2,
			threshold: 0.2,
			seed: 7,
			kernel: 'cpu',
			exact: true,
			steps: 5,
			duration: 2.5,
		},
	);
	t.deepEqual(
		read(
			'--resume latest --force --run-dir d --name 007 --log-every 100t --checkpoint-every 0 --checkpoint-keep 0 --measure-every 3',
		),
		{
			resume: 'latest',
			force: true,
			runDirectory: 'd',
			name: '007',
			logEvery: {ticks: 100},
			checkpointEvery: 'never',
			checkpointKeep: 0,
			measureEvery: 3,
		},
	);
	t.deepEqual(read('--input - --input-rate 3 --synthetic pulse --topology ring -k 4'), {
		input: '-',
		inputRate: 3,
		synthetic: 'pulse',
		topology: 'ring',
		k: 4,
	});
});

test('parameters come by their own options, by --param, and the last word is that of --param', t => {
	t.deepEqual(read('--diffusion 0.1 --use-time-dynamics --param alpha=0.3 --param beta=.2').parameters, {
		diffusion: 0.1,
		timeDynamics: 1,
		alpha: '0.3',
		beta: '.2',
	});
	for (const line of ['--no-use-time-dynamics', '--no-time-dynamics'])
		t.deepEqual(read(line).parameters, {timeDynamics: 0}, line);
	t.deepEqual(read('--diffusion 0.1 --param diffusion=0.2').parameters, {diffusion: '0.2'});
	t.is(refusal('--param alpha'), '--param alpha: use NAME=VALUE, such as alpha=0.3');
	t.is(refusal('--param =3'), '--param =3: use NAME=VALUE, such as alpha=0.3');
});

test('--once is one step', t => {
	t.deepEqual(read('--once'), {steps: 1});
	t.is(refusal('--once --steps 100'), '--once is one tick: leave out --steps, or --once');
	t.is(refusal('--once --duration 3'), '--once is one tick: leave out --duration, or --once');
});

test('wrong values name option, value and what is allowed', t => {
	t.is(refusal('--memory lots'), '--memory lots: use bytes with K, M or G, such as 512M');
	t.is(refusal('--diffusion=-1'), '--diffusion: -1 is not allowed; use a number from 0 to 10');
	t.is(refusal('--domain-modulation lots'), '--domain-modulation: lots is not allowed; use a number from 0 to 10');
	t.is(refusal('--k few'), '-k: few is not allowed; use a whole number from 1');
	t.is(
		refusal('--viz-every 1.5t'),
		'--viz-every: "1.5t" is no interval; use seconds (10, 0.5), ticks (100t) or 0 for never',
	);
	t.is(refusal('--hz 1 --hz 2'), '--hz: is given 2 times; give it once');
	t.is(refusal('--no-seed'), '--no-seed: there is no such option; leave out --seed');
});

test('a choice from elsewhere than the command line is refused as there', t => {
	t.throws(() => readRunOptions({topology: 'star'}), {message: '--topology star: use one of knn, ring'});
	t.throws(() => readRunOptions({topology: 'rign'}), {
		message: '--topology rign: use one of knn, ring; did you mean ring?',
	});
	t.is(readRunOptions({topology: 'ring'}).topology, 'ring');
});

test('the table: names are unique, defaults are among the choices, and what no file sets has a reason', t => {
	const names = runOptionTable.flatMap(({name, alias}) => (alias === undefined ? [name] : [name, alias]));
	t.is(new Set(names).size, names.length);
	for (const {name, choices, value, example, kind, notInFile} of runOptionTable) {
		if (choices && value !== undefined) t.true(choices.includes(String(value)), name);
		t.true(value !== undefined || example !== undefined || kind === 'list' || notInFile !== undefined, name);
	}
	t.is(findOption('time-dynamics')?.name, 'use-time-dynamics');
	t.is(findOption('nonsense'), undefined);
});

test('an option that the chosen model has no use for is named', t => {
	t.is(
		refusal('--model linear-rate --domain higgs'),
		'--domain higgs: the model linear-rate has no presets; leave out --domain',
	);
	t.is(read('--model void --domain higgs').preset, 'higgs');
	t.is(read('--model mine.mjs --domain higgs').preset, 'higgs', 'what a file takes is known when it is loaded');
});

test('what is no number stays as it was typed, for whoever refuses it', t => {
	t.is(read('--hz abc').hz, 'abc' as unknown as number);
	t.is(read('--seed 0').seed, 0);
	t.is(read('--dt 1e-3').dt, 0.001);
});
