import {existsSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setImmediate as soon} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {readJournal} from '../../source/records/journal.ts';
import {readJsonLines} from '../../source/records/json-lines.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import type {RunRecord} from '../../source/run/client.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {built, library, scratch} from './cli.ts';

test.before(built);

const quick: RunOptions = {kernel: 'cpu', hz: 1000, neurons: 40, k: 4, vizEvery: 'never'};

async function opened(t: ExecutionContext, options: RunOptions) {
	const {openRun} = await library();
	const directory = join(scratch(t), 'run');
	const client = await openRun({...quick, runDirectory: directory, ...options});
	const records: RunRecord[] = [];
	client.onRecord(record => void records.push(record));
	const send = (id: string, args = {}) => client.send({id, args, by: 'library'});
	return {client, records, directory, send};
}

test('a run leaves every file, ended and counted', async t => {
	const {client, directory} = await opened(t, {steps: 25, logEvery: {ticks: 10}});
	const end = await client.ended;
	t.is(end.error, undefined);
	t.is(end.reason, 'steps');
	t.regex(end.summary, /^run run: all steps taken at tick 25; \d+ late, \d+ missed; records in /);
	const files = readdirSync(directory).map(name => name.replace(/[\da-f]{12}/, 'HASH'));
	t.deepEqual(files.sort(), [
		'connectome.png',
		'dashboard.png',
		'digests.bin',
		'events.jsonl',
		'graph-HASH.npz',
		'journal.jsonl',
		'metrics.jsonl',
		'run.json',
		'state_0.npz',
		'state_25.npz',
		'utd_events.jsonl',
	]);
	t.like(await readRunDocument(directory), {
		v: 1,
		status: 'ended',
		endReason: 'steps',
		lastTick: 25,
		epoch: 0,
		seed: 0,
	});
	const ticks: unknown[] = [];
	for await (const {row} of readJsonLines(join(directory, 'metrics.jsonl'))) ticks.push(row['tick']);
	t.deepEqual(ticks, [10, 20, 25]);
});

test('records carry version, sequence, epoch and tick, and listeners hear what the files hold', async t => {
	const {client, records, directory} = await opened(t, {steps: 10, logEvery: {ticks: 2}});
	await client.ended;
	const filed: unknown[] = [];
	for (const log of ['events', 'metrics', 'utd_events']) {
		for await (const {row} of readJsonLines(join(directory, `${log}.jsonl`))) filed.push(row);
	}
	const bySeq = (a: unknown, b: unknown) => (a as RunRecord & {seq: number}).seq - (b as RunRecord & {seq: number}).seq;
	t.deepEqual(JSON.parse(JSON.stringify(records)).sort(bySeq), filed.sort(bySeq));
	for (const record of records) {
		t.like(record, {v: 1, epoch: 0});
		t.true(Number.isInteger(record.tick) && Number.isInteger(record['seq']));
		t.regex(String(record['ts']), /^\d{4}-\d\d-\d\dT.*Z$/);
	}
});

test('commands are answered with their tick, journalled, and after the end refused', async t => {
	const {client, send, directory} = await opened(t, {});
	await send('pause');
	const {tick} = client.frame().status;
	t.like(await send('set', {name: 'hz', value: 50}), {ok: true, tick});
	t.is(client.settings.hz, 50);
	t.like(await send('set', {name: 'hz', value: 0}), {ok: false, code: 'parameter'});
	t.is(client.settings.hz, 50);
	t.like(await send('stimulus', {texts: ['hello']}), {ok: true, tick});
	t.like(await send('step', {count: 3}), {ok: true, tick});
	while (client.frame().status.tick < tick + 3) await soon();
	t.like(await send('stop', {reason: 'enough'}), {ok: true, tick: tick + 3});
	const {reason} = await client.ended;
	t.is(reason, 'enough');
	t.like(await send('pause'), {ok: false, code: 'ended'});
	t.like(await client.send({id: 'restore', args: {file: 'state_0.npz'}, by: 'test'}), {ok: false, code: 'ended'});
	const entries: unknown[] = [];
	for await (const {row} of readJournal(join(directory, 'journal.jsonl')))
		entries.push([row['kind'], row['id'], row['tick']]);
	t.deepEqual(entries.slice(2), [
		['command', 'set', tick],
		['command', 'stimulus', tick],
		['command', 'step', tick],
		['command', 'stop', tick + 3],
		['end', undefined, tick + 3],
	]);
});

test('a frame shows the run as it is', async t => {
	const {client, send} = await opened(t, {dt: 0.5});
	await send('pause');
	const before = client.frame().status.tick;
	await send('step', {count: 20});
	while (client.frame().status.tick < before + 20) await soon();
	const {status, field, facts, settings, events} = client.frame();
	t.true(status.paused && settings.paused);
	t.true(Math.abs(status.time - status.tick * 0.05) < 1e-9);
	t.is(field.length, 40);
	t.true(Math.abs(field.reduce((sum, value) => sum + value) / 40 - status.metrics.meanWeight) < 1e-6);
	t.like(facts, {kernel: {id: 'cpu'}, graph: {nodes: 40, title: 'knn k 4'}, presets: {title: 'domain'}});
	t.true(events.some(event => event.kind === 'start'));
	await send('stop');
	await client.ended;
	t.is((await client.mapGraph()).n, 40);
});

test('an input file is taken at its rate in model time, whole, also when the run goes back', async t => {
	const input = join(scratch(t), 'input.txt');
	writeFileSync(input, Array.from({length: 500}, (_, i) => `line ${i}\n`).join(''));
	const {client, records} = await opened(t, {input, inputRate: 20, hz: 30, steps: 100, dt: 1});
	while (client.frame().status.tick < 40 || client.checkpoints().length === 0) await soon();
	t.like(await client.send({id: 'restore', args: {file: 'state_0.npz'}, by: 'test'}), {ok: true});
	await client.ended;
	const {taken, dropped} = client.frame().status.input;
	t.is(dropped, 0);
	t.true(taken >= 150 && taken <= 200, `${taken} of 2 a tick in 100 ticks`);
	const echoed = records.filter(({kind}) => kind === 'utd').map(each => (each['payload'] as {text?: string}).text);
	t.deepEqual(
		echoed.filter(text => text !== undefined),
		Array.from({length: taken}, (_, i) => `line ${i}`),
	);
	t.false(
		records.some(({kind, level}) => kind === 'input' && level === 'error'),
		'the rest of the file is no error',
	);
});

test('a run whose directory vanishes ends with a message', async t => {
	const {client, directory, send} = await opened(t, {});
	while (client.checkpoints().length === 0) await soon();
	renameSync(directory, `${directory}-gone`);
	await send('checkpoint');
	const {error} = await client.ended;
	const {ConnectopError} = await library();
	t.true(error instanceof ConnectopError);
	t.like(error, {code: 'run-directory-lost', kind: 'failed'});
	t.regex(error?.message ?? '', /^[^\n]+: the run directory is gone$/);
	t.false(existsSync(directory));
});

test('a paused run misses no tick, whatever its rate becomes', async t => {
	const {client, send} = await opened(t, {hz: 500});
	await send('pause');
	const {missed} = client.frame().status;
	const until = performance.now() + 200;
	while (performance.now() < until) await soon();
	await send('set', {name: 'hz', value: 900});
	await send('step', {count: 1});
	await send('resume');
	t.true(
		client.frame().status.missed - missed < 20,
		`${client.frame().status.missed - missed} missed in a pause of 100 ticks`,
	);
});
