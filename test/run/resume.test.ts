import {existsSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {domainSparsity} from '../../source/dynamics/void/domains.ts';
import {readCheckpoint} from '../../source/records/checkpoint.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {built, library, root, run, scratch} from './cli.ts';

test.before(built);

/** Everything that a trajectory goes on from, byte for byte. */
async function bytesOf(path: string) {
	const {tick, theta, thetaBefore, variables, stimulus, detector} = (await readCheckpoint(path)).state;
	const hex = (array: Float32Array | Float64Array) => Buffer.from(array.buffer).toString('hex');
	const fields = Object.entries(variables).map(([name, values]) => [name, hex(values)]);
	return {tick, theta, thetaBefore, ...Object.fromEntries(fields), stimulus: hex(stimulus), detector: hex(detector)};
}

const quick: RunOptions = {kernel: 'cpu', hz: 1000, checkpointEvery: 'never', vizEvery: 'never', logEvery: 'never'};

/** A run of this process, to its end. */
async function runHere(options: RunOptions): Promise<void> {
	const {openRun} = await library();
	const client = await openRun({...quick, ...options});
	const {error} = await client.ended;
	if (error) throw error;
}

const worm = join(root, '../shared/data/celegans-hermaphrodite-edges.csv');
const excerpt = join(root, 'fixtures/graphs/worm-excerpt.csv');
const domains = Object.keys(domainSparsity).map(domain => [domain, {preset: domain}] as const);
const others: Readonly<Record<string, RunOptions>> = {
	'dt 0.5, pulses': {dt: 0.5, synthetic: 'pulse'},
	'dt 0.3, pulses, raw coupling, shared noise': {dt: 0.3, synthetic: 'pulse', coupling: 'raw', noise: 'shared'},
	'no time dynamics, measured every 7 ticks': {parameters: {timeDynamics: 'off'}, measureEvery: 7, seed: 0xffffffff},
	'linear rate units': {model: 'linear-rate', synthetic: 'pulse'},
};

const cases: readonly (readonly [graph: string, variant: string, options: RunOptions])[] = [
	...[...domains, ...Object.entries(others)].map(
		([name, options]) => ['knn', name, {neurons: 300, ...options}] as const,
	),
	...(existsSync(worm) ? domains : []).map(([name, options]) => ['worm', name, {graph: worm, ...options}] as const),
	['worm excerpt', 'pulses', {graph: excerpt, synthetic: 'pulse'}],
];
if (!existsSync(worm)) test.skip(`the whole worm: ${worm} is not there`, () => undefined);

for (const [graph, variant, options] of cases) {
	test.serial(`200 ticks are 100, a new process and 100: ${graph}, ${variant}`, async t => {
		const folder = scratch(t);
		const [straight, halves] = [join(folder, 'straight'), join(folder, 'halves')];
		await Promise.all([
			runHere({...options, steps: 200, runDirectory: straight}),
			runHere({...options, steps: 100, runDirectory: halves}),
		]);
		const second = await run(folder, ['--resume', 'halves', '--steps', '100']);
		t.is(second.code, 0, second.stderr);
		t.deepEqual(await bytesOf(join(halves, 'state_200.1.npz')), await bytesOf(join(straight, 'state_200.npz')));
	});
}

test.serial('text, pulses and changed parameters before the save are part of what is resumed', async t => {
	const folder = scratch(t);
	const steps = 200;
	const {openRun} = await library();
	const client = await openRun({...quick, neurons: 300, dt: 0.5, steps, runDirectory: join(folder, 'run')});
	const send = async (id: string, args: Readonly<Record<string, unknown>>) => {
		const outcome = await client.send({id, args, by: 'library'});
		t.true(outcome.ok, id);
		return outcome.ok ? outcome.tick : Number.NaN;
	};
	await send('pause', {});
	await send('step', {count: 20});
	await send('set', {name: 'diffusion', value: 0.05});
	await send('set', {name: 'dt', value: 0.7});
	await send('set', {name: 'synthetic', value: 'pulse'});
	await send('excite', {node: 7, hops: 2, amplitude: 0.4});
	await send('stimulus', {texts: ['hello', 'wörld 😀']});
	const tick = await send('checkpoint', {});
	await send('resume', {});
	t.is((await client.ended).error, undefined);

	const saved = (await readCheckpoint(join(folder, `run/state_${tick}.npz`))).state;
	t.true(
		saved.stimulus.some(value => value > 0),
		'the stimulus is in the checkpoint',
	);
	const second = await run(folder, [
		'--resume',
		`run/state_${tick}.npz`,
		'--steps',
		String(steps - tick),
		'--run-dir',
		'on',
	]);
	t.is(second.code, 0, second.stderr);
	t.deepEqual(await bytesOf(join(folder, 'on/state_200.npz')), await bytesOf(join(folder, 'run/state_200.npz')));
});
