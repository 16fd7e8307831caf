import {copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {builtInModels} from '../../source/dynamics/models.ts';
import {readCheckpoint} from '../../source/records/checkpoint.ts';
import {readJournal} from '../../source/records/journal.ts';
import type {RecordingRun} from '../../source/run/client.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {built, library, run as runProgram, scratch} from './cli.ts';

test.before(built);

const quick: RunOptions = {kernel: 'cpu', hz: 1000, neurons: 40, k: 4, vizEvery: 'never', steps: 10};

/** A run of ten ticks in a folder of its own. */
async function finished(t: ExecutionContext, options: RunOptions = {}): Promise<string> {
	const folder = scratch(t);
	const {openRun} = await library();
	const run = await openRun({...quick, ...options, runDirectory: join(folder, 'run')});
	t.is((await run.ended).error, undefined);
	return join(folder, 'run');
}

/** Why a run can't be resumed; nothing of its directory has changed. */
async function refused(t: ExecutionContext, directory: string, options: RunOptions) {
	const contents = () => readdirSync(directory).map(name => [name, readFileSync(join(directory, name), 'hex')]);
	const before = contents();
	const {openRun, ConnectopError} = await library();
	const error = await t.throwsAsync(openRun({steps: 5, kernel: 'cpu', ...options}), {instanceOf: ConnectopError});
	t.regex(error.message, /^[^\n]+$/);
	t.deepEqual(contents(), before);
	return error;
}

test('a graph that needs more memory than is allowed is refused before it is read', async t => {
	const run = await finished(t, {neurons: 2000, k: 12});
	const file = join(run, 'state_10.npz');
	for (const resume of [run, file]) {
		const error = await refused(t, run, {resume, memoryLimit: 500e3, steps: 20});
		t.is(error.code, 'graph-memory');
		t.regex(
			error.message,
			/^--resume \S+: 2,000 nodes and [\d,]+ edges .*; 500 KB may be used \(--memory\), enough for /,
		);
	}
	const {openRun} = await library();
	const on = await openRun({resume: run, kernel: 'cpu', steps: 12, memoryLimit: 1e6});
	t.is((await on.ended).error, undefined);
});

/** The notes of a run, as they come. */
function notesOf(run: RecordingRun): string[] {
	const notes: string[] = [];
	run.onRecord(record => void (record.kind === 'note' && notes.push(String(record['message']))));
	return notes;
}

/** Changes one byte of a file. */
function damage(path: string, at: number): void {
	const bytes = readFileSync(path);
	bytes[at]! ^= 1;
	writeFileSync(path, bytes);
}

for (const [neurons, rest] of [
	[30, 'leaves the other nodes out'],
	[50, 'begins the other nodes as a new run does'],
] as const) {
	test(`${neurons} nodes on a checkpoint of 40, unless forced`, async t => {
		const run = await finished(t);
		const file = join(run, 'state_10.npz');
		const options: RunOptions = {...quick, resume: file, neurons, k: 4, init: 'uniform'};
		const error = await refused(t, run, options);
		t.is(error.code, 'checkpoint-fit');
		const forced = `takes over the first ${Math.min(40, neurons)} and ${rest}`;
		t.is(error.message, `${file} has 40 nodes and the graph ${neurons}; --force ${forced}`);

		const next = `${run}-next`;
		const {openRun} = await library();
		const going = await openRun({...options, force: true, runDirectory: next, steps: 1, checkpointEvery: 'never'});
		const notes = notesOf(going);
		t.is((await going.ended).error, undefined);
		t.deepEqual(notes, [`${file} has 40 nodes and the graph ${neurons}: --force ${forced}`]);
		const values = async (path: string) => [...((await readCheckpoint(path)).state.variables['W'] ?? [])];
		const [before, after] = await Promise.all([values(file), values(join(next, 'state_10.npz'))]);
		const shared = Math.min(40, neurons);
		t.is(after.length, neurons);
		t.deepEqual(after.slice(0, shared), before.slice(0, shared));
		t.true(
			after.slice(40).every(each => each > 0),
			'the initial condition is nowhere 0',
		);
	});
}

test('another graph of as many nodes, unless forced; the same one is fine', async t => {
	const run = await finished(t);
	const {openRun} = await library();
	const error = await refused(t, run, {resume: run, neurons: 40, k: 6});
	t.is(error.code, 'checkpoint-fit');
	t.regex(
		error.message,
		/was saved on another graph, knn k 4, and not on this one, knn k 6; --force takes it over node by node$/,
	);
	await (await openRun({resume: run, neurons: 40, k: 4, steps: 5})).ended;
	await (await openRun({resume: run, neurons: 40, k: 6, steps: 5, force: true})).ended;
	const [own, forced] = await Promise.all([
		readCheckpoint(join(run, 'state_15.1.npz')),
		readCheckpoint(join(run, 'state_20.2.npz')),
	]);
	t.not(own.graph.file, forced.graph.file, 'each state names the graph it was on');
	t.true(existsSync(join(run, forced.graph.file)));
});

test('another model, unless forced', async t => {
	const run = await finished(t);
	const error = await refused(t, run, {resume: run, model: 'linear-rate'});
	t.regex(
		error.message,
		/was saved by the model void, not linear-rate; --force takes over the variables that both have$/,
	);
	const {openRun} = await library();
	const going = await openRun({kernel: 'cpu', steps: 5, resume: run, model: 'linear-rate', force: true});
	const notes = notesOf(going);
	t.is((await going.ended).error, undefined);
	t.deepEqual(
		notes.map(note => note.split(': --force ')[1]),
		['takes over the variables that both have', 'begins r as a new run does'],
	);
	const {settings, state} = await readCheckpoint(join(run, 'state_15.1.npz'));
	t.deepEqual(Object.keys(state.variables), ['r']);
	t.false('preset' in settings);
	t.is(builtInModels.length, 2);
});

test('a directory or name for a run that has one', async t => {
	const run = await finished(t);
	const error = await refused(t, run, {resume: run, runDirectory: `${run}-2`});
	t.is(error.kind, 'usage');
	t.regex(error.message, /a run goes on in its own directory; leave out --run-dir and --name/);
	t.false(existsSync(`${run}-2`));
});

test('a run that is going on in another process', async t => {
	const run = await finished(t);
	const path = join(run, 'run.lock');
	t.false(existsSync(path), "a run that has ended is nobody's");
	const other = {host: hostname(), pid: process.ppid};
	writeFileSync(path, JSON.stringify(other));
	const error = await refused(t, run, {resume: run});
	t.is(error.code, 'run-live');
	t.is(error.message, `run run is going on in process ${process.ppid}; stop it before it is resumed`);
	const {openRun} = await library();
	for (const change of [{bootId: 'another'}, {pid: 2 ** 22 + 1}, {started: 1}]) {
		writeFileSync(path, JSON.stringify({...other, ...change}));
		const going = await openRun({resume: run, steps: 1});
		t.is((await going.ended).error, undefined, JSON.stringify(change));
		t.false(existsSync(path));
	}
	writeFileSync(path, '');
	t.is((await (await openRun({resume: run, steps: 1})).ended).error, undefined, 'torn by a crash');
	writeFileSync(path, JSON.stringify({...other, host: 'elsewhere'}));
	const away = await refused(t, run, {resume: run});
	t.is(away.message, 'run run is going on on elsewhere; if it has ended there, --force takes it over');
	t.is((await (await openRun({resume: run, steps: 1, force: true})).ended).error, undefined);
});

test('of two that resume a run at once, one goes on with it', async t => {
	const folder = scratch(t);
	t.is(
		(await runProgram(folder, ['--run-dir', 'run', '--neurons', '300', '--steps', '5', '--viz-every', '0'])).code,
		0,
	);
	for (let round = 0; round < 3; round++) {
		const both = ['--resume', 'run', '--steps', '20', '--hz', '50'];
		const ended = await Promise.all([runProgram(folder, both), runProgram(folder, both)]);
		t.deepEqual(ended.map(({code}) => code).sort(), [0, 3], ended.map(({stderr}) => stderr).join());
		t.true(ended.some(({stderr}) => /^connectop: run run is going on in process \d+; stop it/.test(stderr)));
	}
	for await (const {row} of readJournal(join(folder, 'run/journal.jsonl'))) t.truthy(row);
});

test('a run or file that is not there', async t => {
	const run = await finished(t);
	const none = await refused(t, run, {resume: join(run, 'state_11.npz')});
	t.is(none.code, 'checkpoint-missing');
	const unknown = await refused(t, run, {resume: 'no-such-run'});
	t.is(unknown.code, 'run-unknown');
	t.regex(unknown.message, /^run "no-such-run": not found; newest first, there are .*run$/);
});

test('a checkpoint file that is damaged, and one whose graph is not beside it', async t => {
	const run = await finished(t);
	const file = join(run, 'state_10.npz');
	const alone = join(scratch(t), 'state_10.npz');
	copyFileSync(file, alone);
	const error = await refused(t, run, {resume: alone});
	t.is(error.code, 'checkpoint-corrupt');
	t.regex(error.message, /is missing; a checkpoint needs its graph beside it$/);
	damage(file, readFileSync(file).length >> 1);
	t.is((await refused(t, run, {resume: file})).code, 'checkpoint-corrupt');
});

test('a run all of whose checkpoints are damaged; with an older good one it goes on from that and says so', async t => {
	const run = await finished(t, {checkpointEvery: {ticks: 5}});
	damage(join(run, 'state_10.npz'), 400);
	const {openRun} = await library();
	const going = await openRun({resume: run, steps: 5});
	const notes = notesOf(going);
	t.is((await going.ended).error, undefined);
	t.true(
		notes.some(note => note.includes('state_10.npz')),
		notes.join(),
	);
	t.true(existsSync(join(run, 'state_10.1.npz')), 'five ticks from 5');
	for (const name of readdirSync(run).filter(each => each.startsWith('state_'))) damage(join(run, name), 401);
	const error = await refused(t, run, {resume: run});
	t.is(error.code, 'checkpoint-missing');
	t.regex(error.message, /holds no checkpoint that can be read$/);
});

test('a journal whose chain is broken', async t => {
	const run = await finished(t);
	const path = join(run, 'journal.jsonl');
	damage(path, 100);
	const error = await refused(t, run, {resume: run});
	t.is(error.kind, 'unverified');
	t.regex(error.message, /journal\.jsonl:1: the line does not fit the chain/);
});
