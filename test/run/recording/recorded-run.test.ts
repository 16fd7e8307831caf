import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {readCheckpoint} from '../../../source/records/checkpoint.ts';
import {layoutOf} from '../../../source/records/recording/layout.ts';
import {npyHead} from '../../../source/records/recording/npy-head.ts';
import type {RunOptions} from '../../../source/run/options.ts';
import {hasNumpy, numpy} from '../../records/numpy.ts';
import {npyRows, ticksOf} from '../../records/recording/npy-rows.ts';
import {built, finish, library, run as runProgram, scratch, start} from '../cli.ts';

test.before(built);

const quick: RunOptions = {kernel: 'cpu', hz: 1000, neurons: 40, k: 4, vizEvery: 'never', steps: 60};

async function open(options: RunOptions) {
	const {openRun} = await library();
	return openRun({...quick, ...options});
}

async function done(t: ExecutionContext, options: RunOptions): Promise<void> {
	t.is((await (await open(options)).ended).error, undefined);
}

const upTo = (last: number, every = 1) => Array.from({length: last / every}, (_, i) => (i + 1) * every);

test('a run writes what --record says, and every row of it', async t => {
	const directory = join(scratch(t), 'run');
	await done(t, {
		runDirectory: directory,
		record: [
			'nodes=0-9,12',
			'nodes=all every=20t to=csv name=table',
			'metrics=meanWeight,cohesion every=10t to=jsonl',
			'nodes=all above=0.6 name=up',
			'nodes=all below=0.6 name=down',
			'nodes=all name=whole',
		],
	});
	const records = join(directory, 'records');
	t.deepEqual(ticksOf(npyRows(join(records, 'W.npy'), [{name: 'W', type: '<f4', count: 11}])), upTo(60));
	const table = readFileSync(join(records, 'table.csv'), 'utf8').trimEnd().split('\n');
	t.deepEqual(
		table.map(line => line.split(',').length),
		[43, 43, 43, 43],
	);
	t.deepEqual(
		table.slice(1).map(line => Number(line.split(',')[0])),
		[20, 40, 60],
	);
	const whole = npyRows(join(records, 'whole.npy'), [{name: 'W', type: '<f4', count: 40}]);
	t.deepEqual(table.at(-1)?.split(',').slice(3).map(Number), whole.at(-1)?.[3] as number[]);
	const metrics = readFileSync(join(records, 'metrics.jsonl'), 'utf8')
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	t.deepEqual(
		metrics.map(each => each.tick),
		upTo(60, 10),
	);
	const tenth = whole[9]?.[3] as number[];
	const mean = tenth.reduce((sum, each) => sum + each, 0) / 40;
	t.true(Math.abs(metrics[0].meanWeight - mean) < 1e-6);

	let before = Array.from((await readCheckpoint(join(directory, 'state_0.npz'))).state.variables['W'] ?? []);
	const bar = Math.fround(0.6);
	const expected = {up: [] as number[][], down: [] as number[][]};
	for (const [tick, , , values] of whole) {
		const now = values as number[];
		now.forEach((value, node) => {
			const was = before[node] ?? 0;
			if (value > bar && was <= bar) expected.up.push([tick as number, node]);
			if (value < bar && was >= bar) expected.down.push([tick as number, node]);
		});
		before = now;
	}
	for (const side of ['up', 'down'] as const) {
		const found = npyRows(join(records, `${side}.npy`), [{name: 'node', type: '<i4'}]);
		t.true(found.length > 20, `${side} ${found.length}`);
		t.deepEqual(
			found.map(([tick, , , node]) => [tick, node]),
			expected[side],
		);
	}
});

test('recorders come and go while a run goes on, and are listed', async t => {
	const directory = join(scratch(t), 'run');
	const run = await open({runDirectory: directory, steps: 100_000, hz: 200, checkpointEvery: 'never'});
	const send = (id: string, args: object = {}) => run.send({id, args: {...args}, by: 'library'});
	t.like(await send('record', {spec: 'nodes=3,4 to=jsonl'}), {ok: true, data: {name: 'W', rowBytes: 88}});
	t.like(await send('record', {spec: 'nodes=3 name=W'}), {
		ok: false,
		code: 'record',
		error: 'record: there is a recorder W already; take another name, or unrecord it first',
	});
	t.like(await send('record', {spec: 'nodes=99'}), {ok: false, code: 'record'});
	t.like(await send('record', {spec: 'nodes=all above=0.5'}), {ok: true, data: {name: 'W-above'}});
	t.like(await send('unrecord', {name: 'other'}), {
		ok: false,
		error: 'recorder other does not exist; there are W, W-above',
	});
	await send('set', {name: 'hz', value: 400});
	await send('undo');
	t.deepEqual(
		run.settings.recorders?.map(each => each.name),
		['W', 'W-above'],
		'undo leaves recorders alone',
	);
	const [first, second] = (await run.recorders?.(50)) ?? [];
	t.like(first, {name: 'W', what: 'W of 2 nodes every tick', bytesAnHour: 88 * 200 * 3600, lost: 0});
	t.deepEqual(
		first?.traces.map(each => each.label),
		['W 3', 'W 4'],
	);
	t.like(second, {name: 'W-above', bytesAnHour: null, crossings: {nodes: 40}});
	while (((await run.recorders?.(0))?.[0]?.rows ?? 0) < 10) await new Promise(resolve => setTimeout(resolve, 20));
	t.true((await send('unrecord', {name: 'W'})).ok);
	t.deepEqual(
		run.settings.recorders?.map(each => each.name),
		['W-above'],
	);
	t.true((await send('record', {spec: 'nodes=3,4 to=jsonl'})).ok);
	t.true((await send('unrecord')).ok);
	t.is(run.settings.recorders, undefined);
	await send('stop');
	t.is((await run.ended).error, undefined);
	const lines = readFileSync(join(directory, 'records', 'W.jsonl'), 'utf8')
		.trimEnd()
		.split('\n');
	const ticks = lines.map(line => (JSON.parse(line) as {tick: number}).tick);
	t.true(ticks.length >= 10 && ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] ?? 0)));
	const journal = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n');
	t.is(journal.filter(line => /"id":"(un)?record"/.test(line)).length, 5);
});

test('a run that goes on appends with the next epoch; a branch has files of its own', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const columns = [{name: 'W', type: '<f4', count: 2}] as const;
	await done(t, {runDirectory: directory, record: ['nodes=1,2']});
	const {openRun} = await library();
	const again = await openRun({resume: directory, steps: 30});
	t.is((await again.ended).error, undefined);
	const path = join(directory, 'records', 'W.npy');
	t.deepEqual(
		npyRows(path, columns).map(([tick, epoch]) => [tick, epoch]),
		[...upTo(60).map(tick => [tick, 0]), ...upTo(30).map(tick => [60 + tick, 1])],
	);
	const third = await openRun({resume: directory, steps: 5, record: ['nodes=1,2', 'nodes=5 name=five']});
	t.is((await third.ended).error, undefined);
	const fourth = await openRun({
		resume: directory,
		steps: 5,
		record: ['nodes=6 name=five', 'nodes=1,2 every=1t to=npy'],
	});
	t.deepEqual(
		fourth.settings.recorders?.map(({name, spec}) => `${name}: ${spec}`),
		['W: nodes=1,2 every=1t to=npy', 'five: nodes=6 every=1t to=npy'],
		'what was there already is no second recorder, and another of its name takes its place',
	);
	t.is((await fourth.ended).error, undefined);
	t.deepEqual(readdirSync(join(directory, 'records')).sort(), [
		'W.json',
		'W.npy',
		'five-2.json',
		'five-2.npy',
		'five.json',
		'five.npy',
	]);
	t.is(npyRows(path, columns).length, 100);
	const branch = await openRun({
		resume: join(directory, 'state_60.npz'),
		runDirectory: join(folder, 'branch'),
		steps: 5,
		record: ['nodes=3'],
	});
	t.is((await branch.ended).error, undefined);
	t.deepEqual(readdirSync(join(folder, 'branch', 'records')).sort(), ['W-2.json', 'W-2.npy', 'W.json', 'W.npy']);
	t.deepEqual(ticksOf(npyRows(join(folder, 'branch', 'records', 'W.npy'), columns)), [61, 62, 63, 64, 65]);
});

test('killed in mid run, the rows that are there are whole, and resuming goes on behind them', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const args = [
		'--run-dir',
		directory,
		'--kernel',
		'cpu',
		'--neurons',
		'40',
		'--k',
		'4',
		'--hz',
		'200',
		'--checkpoint-every',
		'50t',
	];
	const child = start(folder, [...args, '--record', 'nodes=0-9', '--record', 'nodes=5 to=csv name=five']);
	child.stdin?.end();
	const end = finish(child);
	const path = join(directory, 'records', 'W.npy');
	const columns = [{name: 'W', type: '<f4', count: 10}] as const;
	while (!existsSync(path) || npyWhole(path) < 150) await new Promise(resolve => setTimeout(resolve, 20));
	child.kill('SIGKILL');
	await end;
	const before = npyWhole(path);
	t.like(await runProgram(folder, ['--resume', directory, '--steps', '20']), {code: 0});
	const rows = npyRows(path, columns);
	const old = rows.filter(([, epoch]) => epoch === 0);
	t.true(old.length >= before && old.length >= 150);
	t.deepEqual(ticksOf(old), upTo(old.length));
	const fresh = ticksOf(rows.filter(([, epoch]) => epoch === 1));
	t.is(fresh.length, 20);
	t.true((fresh[0] ?? 0) % 50 === 1, 'from a checkpoint on');
	const five = readFileSync(join(directory, 'records', 'five.csv'), 'utf8')
		.trimEnd()
		.split('\n')
		.slice(1);
	t.true(five.every(line => line.split(',').length === 4));
	if (hasNumpy) t.is(numpy('print(len(np.load(sys.argv[1], mmap_mode="r")))', path), rows.length);

	function npyWhole(file: string): number {
		const layout = layoutOf(columns);
		return Math.max(0, Math.floor((readFileSync(file).length - npyHead(layout).bytes.length) / layout.bytes));
	}
});

test('what led to a checkpoint is on disk before it has its name, so that a run that goes on from it has no gap', async t => {
	const directory = join(scratch(t), 'run');
	const record = ['nodes=0-9', 'nodes=1 to=csv name=one'];
	const run = await open({runDirectory: directory, hz: 200, steps: 100, checkpointEvery: {ticks: 20}, record});
	const records = join(directory, 'records');
	let seen = 0;
	run.onEvent(({kind, tick}) => {
		if (kind !== 'checkpoint' || tick === 0) return;
		seen++;
		const rows = npyRows(join(records, 'W.npy'), [{name: 'W', type: '<f4', count: 10}]);
		t.deepEqual(ticksOf(rows).slice(0, tick), upTo(tick));
		t.true(readFileSync(join(records, 'one.csv'), 'utf8').trimEnd().split('\n').length > tick);
	});
	t.is((await run.ended).error, undefined);
	t.true(seen > 1, String(seen));
});

test('specs that can’t be are one line, exit code 2, and no run', async t => {
	const folder = scratch(t);
	const small = ['--steps', '3', '--neurons', '40', '--run-dir', join(folder, 'run')];
	for (const [spec, what] of [
		['nodes=99', /--record: node 99 does not exist; nodes are 0 to 39/],
		['nodes=degree>=400', /matches no node; degrees here are/],
		['nodes=0 var=X', /variable "X" is unknown; use one of W/],
		['metrics=meanWeigh', /metric "meanWeigh" is unknown.*did you mean meanWeight/],
		['everything', /"everything" is not understood/],
	] as const) {
		const {code, stderr} = await runProgram(folder, [...small, '--record', spec]);
		t.is(code, 2, spec);
		t.regex(stderr, what);
		t.is(stderr.trimEnd().split('\n').length, 1, stderr);
		t.false(existsSync(join(folder, 'run')));
	}
	const large = [
		'--steps',
		'2',
		'--hz',
		'1000',
		'--neurons',
		'300000',
		'--k',
		'4',
		'--run-dir',
		join(folder, 'run'),
		'--kernel',
		'cpu',
	];
	const full = await runProgram(folder, [...large, '--record', 'nodes=0-99999 to=jsonl']);
	t.is(full.code, 2);
	t.regex(full.stderr, /--record: W: [\d.]+ TB an hour are more than the .* free.*every=10t.*force=yes/);
	const forced = await runProgram(folder, [...large, '--record', 'nodes=all every=2t force=yes']);
	t.is(forced.code, 0, forced.stderr);
	t.is(npyRows(join(folder, 'run', 'records', 'W.npy'), [{name: 'W', type: '<f4', count: 300_000}]).length, 1);
});
