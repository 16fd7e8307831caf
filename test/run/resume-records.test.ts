import {cpSync, existsSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setImmediate as soon} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {readCheckpoint} from '../../source/records/checkpoint.ts';
import {readJsonLines} from '../../source/records/json-lines.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {built, library, scratch} from './cli.ts';

test.before(built);

const quick: RunOptions = {kernel: 'cpu', hz: 1000, neurons: 40, k: 4, vizEvery: 'never', steps: 10};

async function done(t: ExecutionContext, options: RunOptions): Promise<void> {
	const {openRun} = await library();
	t.is((await (await openRun(options)).ended).error, undefined);
}

async function rows(path: string) {
	const found: Record<string, unknown>[] = [];
	for await (const {row} of readJsonLines(path)) found.push(row);
	return found;
}

test('what is not given comes from the checkpoint, what is given goes over it', async t => {
	const run = join(scratch(t), 'run');
	await done(t, {
		...quick,
		runDirectory: run,
		seed: 7,
		dt: 0.5,
		preset: 'higgs',
		noise: 'shared',
		threshold: 0.3,
		logEvery: 'never',
	});
	await done(t, {resume: run, steps: 10, threshold: 0.2});
	const {settings, seed, kernel} = await readCheckpoint(join(run, 'state_20.1.npz'));
	t.like(settings, {hz: 1000, dt: 0.5, preset: 'higgs', noise: 'shared', threshold: 0.2});
	t.false('logEvery' in settings);
	t.like(await readRunDocument(run), {kernel: {id: 'cpu', reason: 'as in the checkpoint'}});
	t.is(seed, 7);
	t.is(kernel, 'cpu');
});

test('a run that goes on has nothing unsaved yet', async t => {
	const run = join(scratch(t), 'run');
	await done(t, {...quick, runDirectory: run});
	const {openRun} = await library();
	const client = await openRun({resume: run, steps: 10, hz: 0.001, checkpointEvery: 'never'});
	t.is(client.frame().status.savedTick, 10);
	await client.send({id: 'pause', args: {}, by: 'library'});
	await client.send({id: 'resume', args: {}, by: 'library'});
	t.is(client.frame().status.savedTick, 10, 'the end of a pause is another resume');
	await client.send({id: 'stop', args: {}, by: 'library'});
	t.is((await client.ended).error, undefined);
});

test('sequence, epoch and records go on in the same files', async t => {
	const run = join(scratch(t), 'run');
	await done(t, {...quick, runDirectory: run});
	const before = await readRunDocument(run);
	await done(t, {resume: run, steps: 10});
	await done(t, {resume: run, steps: 10});
	const after = await readRunDocument(run);
	t.is(after.startedAt, before.startedAt);
	t.like(after, {status: 'ended', endReason: 'steps', lastTick: 30, epoch: 2});
	t.deepEqual(
		after.checkpoints.map(each => each.file),
		['state_0.npz', 'state_10.npz', 'state_20.1.npz', 'state_30.2.npz'],
	);
	for (const log of ['journal.jsonl', 'events.jsonl', 'metrics.jsonl']) {
		const found = await rows(join(run, log));
		t.true(
			found.every((row, i) => i === 0 || Number(row['seq']) > Number(found[i - 1]?.['seq'])),
			log,
		);
		t.deepEqual([...new Set(found.map(row => row['epoch']))], [0, 1, 2], log);
	}
	const all = (
		await Promise.all(['journal', 'events', 'metrics', 'utd_events'].map(log => rows(join(run, `${log}.jsonl`))))
	).flat();
	t.is(new Set(all.map(row => row['seq'])).size, all.length, 'one number a record, whatever its file');
	t.is(after.lastSeq, Math.max(...all.map(row => Number(row['seq']))));
});

test('a checkpoint file starts a new run and leaves its own alone', async t => {
	const folder = scratch(t);
	const run = join(folder, 'run');
	await done(t, {...quick, runDirectory: run});
	const contents = () => readdirSync(run).map(name => [name, readFileSync(join(run, name), 'hex')]);
	const before = contents();
	await done(t, {resume: join(run, 'state_10.npz'), steps: 5, runDirectory: join(folder, 'new')});
	t.deepEqual(contents(), before);
	const names = readdirSync(join(folder, 'new'));
	t.true(
		['state_10.npz', 'state_15.npz'].every(name => names.includes(name)),
		names.join(),
	);
	const [header] = await rows(join(folder, 'new/journal.jsonl'));
	t.like(header, {kind: 'header', epoch: 0, tick: 10, from: {tick: 10, file: join(run, 'state_10.npz')}});
});

test('checkpoints that the journal names outlive the ones that are kept, in every later resumption', async t => {
	const run = join(scratch(t), 'run');
	await done(t, {...quick, runDirectory: run, checkpointEvery: {ticks: 1}, checkpointKeep: 2});
	t.deepEqual(
		readdirSync(run)
			.filter(name => name.startsWith('state_'))
			.sort(),
		['state_0.npz', 'state_10.npz', 'state_9.npz'],
	);
	for (let epoch = 1; epoch <= 3; epoch++) await done(t, {resume: run, steps: 10});
	const kept = readdirSync(run).filter(name => name.startsWith('state_'));
	for (const named of ['state_0.npz', 'state_10.npz', 'state_20.1.npz', 'state_30.2.npz'])
		t.true(kept.includes(named), kept.join());
	t.deepEqual(
		kept.filter(name => name.endsWith('.3.npz')).sort(),
		['state_39.3.npz', 'state_40.3.npz'],
		'two, as was asked at the start',
	);
	t.is(kept.length, 6);
});

test('going back in a run begins an epoch, which a resumption counts on from', async t => {
	const run = join(scratch(t), 'run');
	const {openRun} = await library();
	const client = await openRun({...quick, runDirectory: run, hz: 100, steps: 30});
	const send = (id: string, args = {}) => client.send({id, args, by: 'library'});
	await send('pause');
	await send('step', {count: 8});
	while (client.checkpoints().length === 0) await soon();
	t.like(await send('restore', {file: 'state_0.npz'}), {ok: true});
	t.is(client.frame().status.savedTick, 0, 'what was saved later is not of this epoch');
	t.like(await send('restore', {file: 'state_77.npz'}), {ok: false, code: 'checkpoint-missing'});
	t.like(await send('restore', {file: '../run/state_0.npz'}), {ok: false, code: 'restore'});
	// As a crash would leave it, with the checkpoint of the new epoch and without it.
	while (!existsSync(join(run, 'state_0.1.npz'))) await soon();
	for (const [crashed, own] of [
		[`${run}-1`, true],
		[`${run}-2`, false],
	] as const) {
		cpSync(run, crashed, {recursive: true});
		rmSync(join(crashed, 'run.lock'));
		if (!own) rmSync(join(crashed, 'state_0.1.npz'));
		await done(t, {resume: crashed, steps: 3});
		t.true(existsSync(join(crashed, 'state_3.2.npz')), 'it goes on from what was restored');
	}
	await send('stop');
	t.is((await client.ended).error, undefined);
	await done(t, {resume: run, steps: 3});
	const journal = await rows(join(run, 'journal.jsonl'));
	const restored = journal.find(row => row['id'] === 'restore');
	t.like(restored, {epoch: 1, tick: 0, args: {file: 'state_0.npz'}});
	t.is(journal.at(-1)?.['epoch'], 2);
	t.true(existsSync(join(run, 'state_3.2.npz')) || readdirSync(run).some(name => name.endsWith('.2.npz')));
});
