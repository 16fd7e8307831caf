import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {requeued} from '../../source/run/requeued.ts';
import {built, library, scratch} from './cli.ts';

test.before(built);

/** What the command line says each time. */
const line = (folder: string): RunOptions => ({
	resume: 'auto',
	runDirectory: join(folder, 'run'),
	kernel: 'cpu',
	hz: 1000,
	neurons: 40,
	k: 4,
	vizEvery: 'never',
	steps: 120,
});

/** Starts the command line, and ends it as SIGTERM does when it has come to a tick; or lets it come to its end. */
async function start(t: ExecutionContext, options: RunOptions, until = Infinity, dt?: number): Promise<void> {
	const again = await requeued(options);
	if ('done' in again) return t.fail(again.done);
	const {openRun} = await library();
	const run = await openRun(again.options);
	if (dt !== undefined) await run.send({id: 'set', args: {name: 'dt', value: dt}, by: 'library'});
	while (run.frame().status.tick < until && !run.frame().status.ended)
		await new Promise(resolve => setTimeout(resolve, 2));
	if (until < Infinity) await run.send({id: 'stop', args: {reason: 'SIGTERM'}, by: 'signal'});
	t.is((await run.ended).error, undefined);
}

/** The rows of a run's journal. */
const journalOf = (folder: string) =>
	readFileSync(join(folder, 'run', 'journal.jsonl'), 'utf8')
		.split('\n')
		.slice(0, -1)
		.map(row => JSON.parse(row) as Record<string, unknown> & {args?: {texts?: string[]; name?: string}});

test('the same command line goes on until all its steps are taken, and leaves what was changed meanwhile', async t => {
	const folder = scratch(t);
	await start(t, {...line(folder), dt: 0.5}, 20, 0.25);
	t.is((await readRunDocument(join(folder, 'run'))).endReason, 'SIGTERM');
	await start(t, {...line(folder), dt: 0.5}, 50);
	await start(t, {...line(folder), dt: 0.5});
	t.like(await readRunDocument(join(folder, 'run')), {
		lastTick: 120,
		endReason: 'steps',
		epoch: 2,
		settings: {dt: 0.25, hz: 1000},
	});
	const over = await requeued({...line(folder), dt: 0.5});
	t.true('done' in over && over.done.startsWith('run run: all 120 steps were taken before; records in '));
	await start(t, {...line(folder), dt: 0.125, steps: 130});
	t.like(await readRunDocument(join(folder, 'run')), {lastTick: 130, settings: {dt: 0.125}});
});

test('every message of the input file and every command of the script comes once', async t => {
	const folder = scratch(t);
	const script = join(folder, 'script.jsonl');
	const input = join(folder, 'input.txt');
	const at = [0, 3, 17, 18, 19, 20, 21, 22, 40, 40, 77, 110, 119];
	writeFileSync(script, at.map((tick, i) => JSON.stringify({at: tick, id: 'excite', args: {node: i}})).join('\n'));
	const messages = Array.from({length: 60}, (_, i) => `word${i}`);
	writeFileSync(input, messages.join('\n'));
	const options = {...line(folder), script, input, inputRate: 5};
	await start(t, options, 19);
	await start(t, options, 60);
	await start(t, options);
	const rows = journalOf(folder);
	const scripted = rows.filter(({by}) => by === 'script');
	t.deepEqual(
		scripted.map(row => row['at']),
		at,
	);
	const given = rows.filter(({by}) => by === 'input').flatMap(({args}) => args?.texts ?? []);
	t.true(given.length >= 40, `${given.length}`);
	t.deepEqual(given, messages.slice(0, given.length));
});

test('a run that was killed before it had a state begins anew, and nothing else in its directory is touched', async t => {
	const folder = scratch(t);
	const run = join(folder, 'run');
	mkdirSync(run);
	writeFileSync(join(run, 'run.lock'), JSON.stringify({host: hostname(), pid: 2 ** 22 + 1}));
	for (const name of ['journal.jsonl', 'graph-0011.npz', 'state_0.npz.tmp', 'digests.bin'])
		writeFileSync(join(run, name), '');
	await start(t, {...line(folder), steps: 5});
	t.is((await readRunDocument(run)).lastTick, 5);
	const other = join(scratch(t), 'run');
	mkdirSync(other);
	writeFileSync(join(other, 'journal.jsonl'), 'mine');
	const again = await requeued({...line(folder), runDirectory: other});
	t.true('options' in again);
	t.deepEqual(readdirSync(other), ['journal.jsonl'], 'no run has begun here');
});

test('what an earlier start of the same job left locked on another host is taken over; what any other process did is not', async t => {
	const folder = scratch(t);
	await start(t, {...line(folder), steps: 10});
	const lock = join(folder, 'run', 'run.lock');
	const locked = async (job: object | undefined, environment: Readonly<Record<string, string>>) => {
		writeFileSync(lock, JSON.stringify({host: 'node17', pid: 2 ** 22 + 1, job}));
		Object.assign(process.env, environment);
		try {
			await start(t, {...line(folder), steps: 20});
			return 'went on';
		} catch (error) {
			if (error instanceof Error && 'code' in error) return `${String(error.code)}: ${error.message}`;
			throw error;
		} finally {
			for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
		}
	};
	const path = {PATH: folder}; // no squeue to ask
	const before = process.env['PATH'];
	try {
		const own = {...path, SLURM_JOB_ID: '8', SLURM_RESTART_COUNT: '1'};
		t.regex(await locked(undefined, own), /^run-live: run run is going on on node17; /);
		t.regex(await locked({id: '7', restarts: 0}, own), /^run-live: run run is going on on node17 in Slurm job 7; /);
		t.regex(await locked({id: '8', restarts: 1}, own), /^run-live: /, 'another node of the same start');
		t.is(await locked({id: '8', restarts: 0}, own), 'went on');
	} finally {
		process.env['PATH'] = before;
	}
	t.false(existsSync(lock));
});

test('without a directory there is nothing that could be gone on with', async t => {
	const error = await t.throwsAsync(requeued({resume: 'auto'}), {instanceOf: ConnectopError});
	t.is(error?.message, '--resume auto: needs a directory that is the same at every start; give it with --run-dir');
});
