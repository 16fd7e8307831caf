import {appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {runDocument} from '../records/documents.ts';
import {built, type Going, program, run, scratch, start} from './program.ts';
import {rowsOf} from './records.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

const line = (n: number, change: object = {}): string =>
	`${JSON.stringify({v: 1, ts: '2026-11-21T09:05:07.000Z', seq: n, epoch: 0, tick: n, kind: 'note', level: 'info', message: `event ${n}.`, ...change})}\n`;
const lines = (from: number, to: number): string => Array.from({length: to - from}, (_, i) => line(from + i)).join('');
const numbers = (text: string): number[] => [...text.matchAll(/event (\d+)\./g)].map(([, n]) => Number(n));
const range = (from: number, to: number): number[] => Array.from({length: to - from}, (_, i) => from + i);

/** A run's directory as a run of this process would have it, with these events. */
function madeRun(t: ExecutionContext, events?: string) {
	const folder = scratch(t);
	const directory = join(folder, 'runs', '20261121_090507');
	mkdirSync(directory, {recursive: true});
	const document = (status: 'running' | 'ended', pid = process.pid) => {
		const draft = join(directory, 'run.json.new');
		writeFileSync(draft, JSON.stringify(runDocument({host: hostname(), pid, status, lastTick: 9, endReason: 'steps'})));
		renameSync(draft, join(directory, 'run.json'));
	};
	document('running');
	const log = join(directory, 'events.jsonl');
	if (events !== undefined) writeFileSync(log, events);
	return {folder, directory, log, document};
}

const printed = (going: Going, what: string, holds: (text: string) => boolean): Promise<void> =>
	until(
		what,
		() => holds(going.stdout()),
		() => `${going.stdout()}\n${going.stderr()}`,
	);

test('the newest events of a run, as many as are asked for', async t => {
	const {folder, log} = madeRun(t, lines(10, 40));
	writeFileSync(`${log}.1`, lines(0, 10));
	appendFileSync(log, line(40).slice(0, 30));
	const tail = (...args: string[]) => run(t, folder, ['tail', ...args]);
	t.deepEqual(await tail(), {
		code: 0,
		signal: null,
		stdout: range(20, 40)
			.map(n => `2026-11-21 09:05:07Z  tick ${n}         note        event ${n}.\n`)
			.join(''),
		stderr: '',
	});
	t.deepEqual(numbers((await tail('20261121', '-n', '35')).stdout), range(5, 40));
	t.deepEqual(numbers((await tail('latest', '--lines', 'all')).stdout), range(0, 40));
	t.is((await tail('-n', '0')).stdout, '');
	t.is((await tail('--json', '-n', '2')).stdout, lines(38, 40));
	t.deepEqual(numbers((await tail('--filter', '5\\.$', '-n', '3')).stdout), [15, 25, 35]);
	t.deepEqual(numbers((await tail('--filter', '5\\.$', '--invert', '-n', '6')).stdout), [33, 34, 36, 37, 38, 39]);
});

test('a damaged line is named, what follows is printed, and the code says so', async t => {
	const {folder, log} = madeRun(t, `${lines(0, 3)}{"v":1,\n${lines(3, 5)}`);
	const {code, stdout, stderr} = await run(t, folder, ['tail']);
	t.is(code, 4);
	t.deepEqual(numbers(stdout), range(0, 5));
	t.is(stderr, `connectop: ${log}:4: the line is damaged\nconnectop: 1 damaged line in events.jsonl left out\n`);
});

test('following: a file that is still to come, rows that are whole, rotation, a cut file, and the end of the run', async t => {
	const {folder, log, document} = madeRun(t);
	const tail = start(t, folder, ['tail', '-f']);
	await until('it waits', () => tail.stderr() !== '', tail.stdout);
	t.is(tail.stderr(), 'connectop: run 20261121_090507: nothing in events.jsonl yet; waiting\n');
	writeFileSync(log, lines(0, 5));
	await printed(tail, 'five events', text => numbers(text).length === 5);
	const torn = line(5);
	appendFileSync(log, torn.slice(0, 20));
	appendFileSync(log, `${torn.slice(20)}${lines(6, 8)}`);
	for (const part of [1, 2, 3]) {
		renameSync(log, `${log}.${part}`);
		writeFileSync(log, lines(5 + 3 * part, 8 + 3 * part));
	}
	await printed(tail, 'events after three rotations', text => numbers(text).length >= 17);
	t.deepEqual(numbers(tail.stdout()), range(0, 17));
	writeFileSync(log, line(17));
	await printed(tail, 'the event after the cut', text => numbers(text).length >= 18);
	t.regex(tail.stderr(), /events\.jsonl: was cut short; goes on from its start\n$/);
	appendFileSync(log, line(18));
	document('ended');
	const {code, stdout, stderr} = await tail.ended;
	t.is(code, 0, stderr);
	t.deepEqual(numbers(stdout), range(0, 19));
	t.regex(stderr, /\nconnectop: run 20261121_090507 has ended at tick 9 \(steps\)\n$/);
});

test('following a run whose directory vanishes, or whose process is gone, ends with 1', async t => {
	const vanished = madeRun(t, line(0));
	const tail = start(t, vanished.folder, ['tail', '-f']);
	await printed(tail, 'the event', text => text !== '');
	rmSync(vanished.directory, {recursive: true});
	const {code, stderr} = await tail.ended;
	t.is(code, 1);
	t.regex(stderr, /^connectop: [^\n]*20261121_090507: the run directory is gone\n$/);

	const killed = madeRun(t, line(0));
	killed.document('running', 2 ** 22 + 1); // no process has such a number
	const ended = await run(t, killed.folder, ['tail', '-f']);
	t.is(ended.code, 1);
	t.deepEqual(numbers(ended.stdout), [0]);
	t.regex(ended.stderr, /its process is gone; connectop --resume 20261121_090507 goes on with it\n$/);
});

test('Ctrl-C ends with 130, and a reader that goes away is no failure', async t => {
	const {folder, log} = madeRun(t, lines(0, 3));
	const stopped = start(t, folder, ['tail', '-f']);
	await printed(stopped, 'the events', text => numbers(text).length === 3);
	stopped.child.kill('SIGINT');
	const {code, stderr} = await stopped.ended;
	t.deepEqual([code, stderr], [130, '']);

	const left = start(t, folder, ['tail', '-f']);
	await printed(left, 'the events', text => numbers(text).length === 3);
	left.child.stdout?.destroy();
	appendFileSync(log, lines(3, 5));
	const ended = await left.ended;
	t.deepEqual([ended.code, ended.stderr], [0, '']);
});

test('a slow reader of much gets all of it, and SIGINT comes through to a tail that waits for one', async t => {
	const {folder, log} = madeRun(t, lines(0, 30_000));
	const slow = start(t, folder, ['tail', '-n', 'all']);
	slow.child.stdout?.pause();
	await until(
		'the pipe is full',
		() => (slow.child.stdout?.readableLength ?? 0) > 0,
		() => slow.stderr(),
	);
	slow.child.stdout?.resume();
	t.deepEqual(numbers((await slow.ended).stdout), range(0, 30_000));
	t.truthy(log);

	const stuck = start(t, folder, ['tail', '-n', 'all']);
	stuck.child.stdout?.pause();
	await until(
		'the pipe is full',
		() => (stuck.child.stdout?.readableLength ?? 0) > 0,
		() => stuck.stderr(),
	);
	stuck.child.kill('SIGINT');
	stuck.child.stdout?.resume();
	t.is((await stuck.ended).code, 130);
});

test('on a terminal there are colours, unless NO_COLOR is set, and nothing that it would obey', async t => {
	const {folder} = madeRun(t, line(0, {message: 'a\u001B[2Jb', level: 'warn'}));
	const colours = async (environment: Readonly<Record<string, string>>) => {
		const terminal = openTerminal(t, [process.execPath, program, 'tail'], {folder, environment});
		t.is(await terminal.exited, 0);
		await terminal.see(/note\s+ab/);
		return terminal.received();
	};
	const coloured = await colours({});
	t.regex(coloured, /\u001B\[38;/);
	t.false(coloured.includes('\u001B[2J'));
	t.false((await colours({NO_COLOR: '1'})).includes('\u001B['));
});

test('what is wrong with the command line is one line', async t => {
	const {folder} = madeRun(t, line(0));
	for (const [args, code, message] of [
		[['--filter', '['], 2, /--filter '\[': is no regular expression: unterminated character class/],
		[['--lines', 'few'], 2, /--lines few: use a whole number from 0, or all/],
		[['--log', 'event'], 2, /--log event: use one of events, .*did you mean events\?/],
		[['--level', 'fatal'], 2, /--level fatal: use one of info, warn, error/],
		[['nobody'], 3, /run "nobody": not found; newest first, there are runs\/20261121_090507/],
	] as const) {
		const ended = await run(t, folder, ['tail', ...args]);
		t.is(ended.code, code, ended.stderr);
		t.regex(ended.stderr, /^connectop: [^\n]+\n$/);
		t.regex(ended.stderr, message);
	}
	const help = await run(t, folder, ['tail', '--help']);
	t.regex(help.stdout, /Examples:\n +connectop tail /);
});

test('a run is followed while it goes, and every event of it comes', async t => {
	const folder = scratch(t);
	const going = start(t, folder, [
		'--no-ui',
		'--neurons',
		'30',
		'--hz',
		'50',
		'--steps',
		'100',
		'--synthetic',
		'pulse',
	]);
	await until(
		'the run',
		() => rowsOf(folder, 'events').length > 0,
		() => going.stderr(),
	);
	const tail = start(t, folder, ['tail', '-f', '-n', 'all', '--json']);
	const {code, stdout, stderr} = await tail.ended;
	t.is(code, 0);
	t.regex(stderr, /^connectop: run \S+ has ended at tick 100 \(steps\)\n$/);
	await going.ended;
	t.deepEqual(
		stdout
			.split('\n')
			.slice(0, -1)
			.map(text => JSON.parse(text) as unknown),
		rowsOf(folder, 'events'),
	);
});
