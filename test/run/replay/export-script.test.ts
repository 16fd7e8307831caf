import {spawn} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readDigests} from '../../../source/records/digest-log.ts';
import {exportScript} from '../../../source/run/replay/export-script.ts';
import {verifyRun} from '../../../source/run/replay/verify.ts';
import {listen, program} from '../../program.ts';
import {built, library, run, scratch} from '../cli.ts';
import {steer} from './random-run.ts';

test.before(built);

const nodes = 40;
const quick = {kernel: 'cpu', hz: 1000, neurons: nodes, k: 4, vizEvery: 'never', logEvery: {ticks: 50}} as const;

/** Runs the exported script with a shell that finds the built program, and gives the new run's directory. */
async function again(t: ExecutionContext, folder: string, directory: string): Promise<string> {
	const script = await exportScript(directory);
	const bin = join(folder, 'bin');
	mkdirSync(bin, {recursive: true});
	writeFileSync(join(bin, 'connectop'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
	chmodSync(join(bin, 'connectop'), 0o755);
	writeFileSync(join(folder, 'again.sh'), script);
	const env = {...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, TMPDIR: folder};
	const child = spawn('sh', ['again.sh', '--no-ui', '--run-dir', 'again'], {cwd: folder, env});
	const end = await listen(child).ended;
	t.is(end.code, 0, end.stderr);
	return join(folder, 'again');
}

/** Digests without the epochs, which a kill leaves gaps in. */
const digestsOf = async (directory: string) =>
	(await readDigests(join(directory, 'digests.bin'))).map(({tick, lo, hi}) => `${tick} ${hi} ${lo}`);

for (const seed of [41, 42, 43, 44]) {
	test(`the script of a run with random commands of seed ${seed} does the same ticks`, async t => {
		const folder = scratch(t);
		const directory = join(folder, 'run');
		const {openRun} = await library();
		const client = await openRun({
			...quick,
			seed,
			runDirectory: directory,
			checkpointEvery: {ticks: 60},
			preset: 'higgs',
			dt: 0.7,
			synthetic: seed % 2 === 0 ? 'pulse' : 'none',
			parameters: {alpha: 0.31},
		});
		await steer(client, seed, 80, nodes);
		await client.send({id: 'stop', args: {}, by: 'library'});
		t.is((await client.ended).error, undefined);
		const copy = await again(t, folder, directory);
		t.deepEqual(readFileSync(join(copy, 'digests.bin')), readFileSync(join(directory, 'digests.bin')));
		t.true((await verifyRun(copy)).ended);
	});
}

test('a run that went on in another process, with other values, becomes one run', async t => {
	const folder = scratch(t);
	const common = ['--kernel', 'cpu', '--hz', '1000', '--viz-every', '0', '--synthetic', 'pulse'];
	const first = await run(folder, [...common, '--neurons', '50', '--steps', '40', '--run-dir', 'run']);
	t.is(first.code, 0, first.stderr);
	const other = [
		'--dt',
		'0.5',
		'--domain',
		'higgs',
		'--param',
		'diffusion=0.04',
		'--log-every',
		'7t',
		'--noise',
		'shared',
	];
	writeFileSync(
		join(folder, 'held.jsonl'),
		`{"at": 50, "id": "clamp", "args": {"nodes": [3], "value": 0.9}}\n{"at": 60, "id": "checkpoint"}\n`,
	);
	const on = await run(folder, ['--resume', 'run', '--steps', '30', '--script', 'held.jsonl', ...other]);
	t.is(on.code, 0, on.stderr);
	const held = await run(folder, ['--resume', 'run', '--steps', '20', '--threshold', '0.3']);
	t.is(held.code, 0, held.stderr);
	const copy = await again(t, folder, join(folder, 'run'));
	t.deepEqual(await digestsOf(copy), await digestsOf(join(folder, 'run')));
});

test('a graph file and equations are taken from the run, wherever it lies', async t => {
	const folder = join(scratch(t), "it's here");
	mkdirSync(folder);
	const edges = ['source,target', ...Array.from({length: 20}, (_, i) => `n${i},n${(i * 7 + 1) % 20}`)];
	writeFileSync(join(folder, 'a.csv'), edges.join('\n'));
	const common = ['--kernel', 'cpu', '--hz', '1000', '--steps', '30', '--viz-every', '0', '--run-dir', 'run'];
	t.is((await run(folder, ['--graph', 'a.csv', ...common, '--noise', 'none'])).code, 0);
	writeFileSync(join(folder, 'a.csv'), 'source,target\na,b\n');
	const copy = await again(t, folder, join(folder, 'run'));
	t.deepEqual(readFileSync(join(copy, 'digests.bin')), readFileSync(join(folder, 'run/digests.bin')));
});

test('what no one run can do is refused in one line', async t => {
	const folder = scratch(t);
	const common = ['--kernel', 'cpu', '--hz', '1000', '--steps', '10', '--viz-every', '0'];
	t.is((await run(folder, ['--neurons', '30', ...common, '--run-dir', 'run'])).code, 0);
	t.is((await run(folder, ['--resume', 'run', '--neurons', '35', '--force', ...common])).code, 0);
	const error = await t.throwsAsync(() => exportScript(join(folder, 'run')), {instanceOf: ConnectopError});
	t.is(error.code, 'script-impossible');
	t.regex(error.message, /journal\.jsonl:\d+: the run went on with another graph; no script of one run can do that$/);
});

test('a run without commands is one command, which the shell becomes', async t => {
	const folder = scratch(t);
	const args = ['--kernel', 'cpu', '--hz', '1000', '--steps', '10', '--viz-every', '0', '--neurons', '30'];
	t.is((await run(folder, [...args, '--run-dir', 'run', '--log-every', '0'])).code, 0);
	const script = await exportScript(join(folder, 'run'));
	t.regex(script, /^#!\/bin\/sh\n/);
	t.regex(
		script,
		/\nexec "\$\{CONNECTOP:-connectop\}" run --no-config --model void --no-auto-equations --neurons 30 --k 12 --topology knn /,
	);
	for (const option of ['--seed 0', '--kernel cpu', '--steps 10', '--log-every 0', '--viz-every 0', '--input none'])
		t.true(script.includes(option), option);
	t.false(script.includes('--script'));

	writeFileSync(join(folder, 'again.sh'), script);
	const env = {...process.env, CONNECTOP: join(folder, 'nowhere')};
	const end = await listen(spawn('sh', ['again.sh'], {cwd: folder, env})).ended;
	t.is(end.code, 127);
	t.is(end.stdout, '');
	t.regex(end.stderr, /^connectop: .*nowhere: not found; put connectop on PATH, or set CONNECTOP to where it is\n$/);
});
