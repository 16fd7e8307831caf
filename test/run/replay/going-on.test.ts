import {readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {copyFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readCheckpoint, writeCheckpoint} from '../../../source/records/checkpoint.ts';
import {digestBytes} from '../../../source/records/digest-log.ts';
import {type RunDocument, readRunDocument} from '../../../source/records/run-document.ts';
import {openReplay} from '../../../source/run/replay/open-replay.ts';
import {verifyRun} from '../../../source/run/replay/verify.ts';
import {built, library, scratch} from '../cli.ts';
import {whenJournalIsRead} from './meanwhile.ts';

test.before(built);

const quick = {kernel: 'cpu', hz: 1000, neurons: 30, k: 4, vizEvery: 'never'} as const;

const script = [
	{at: 20, id: 'checkpoint', args: {}},
	{at: 25, id: 'excite', args: {node: 3, hops: 1}},
	{at: 30, id: 'checkpoint', args: {}},
];

interface GoingOn {
	readonly directory: string;
	/** All that the run has recorded in the end. */
	readonly whole: string;
	readonly document: RunDocument;
}

/** A run as it was when it had come to tick 20, before the command of tick 25, and what became of it. */
async function goingOn(t: ExecutionContext): Promise<GoingOn> {
	const folder = scratch(t);
	const [directory, whole] = [join(folder, 'run'), join(folder, 'whole')];
	writeFileSync(join(folder, 'commands.jsonl'), script.map(each => JSON.stringify(each)).join('\n'));
	const {openRun} = await library();
	const record = async (runDirectory: string) => {
		const client = await openRun({
			...quick,
			checkpointEvery: 'never',
			steps: 40,
			runDirectory,
			script: join(folder, 'commands.jsonl'),
		});
		t.is((await client.ended).error, undefined);
	};
	await record(directory);
	await record(whole);
	const document = await readRunDocument(directory);
	const checkpoints = document.checkpoints.filter(each => each.tick <= 20);
	for (const {tick, file} of document.checkpoints) if (tick > 20) rmSync(join(directory, file));
	save(directory, {...document, status: 'running', checkpoints});
	truncateSync(join(directory, 'digests.bin'), 20 * digestBytes);
	const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n');
	const excite = lines.findIndex(line => line.includes('"id":"excite"'));
	t.true(excite > 0);
	writeFileSync(join(directory, 'journal.jsonl'), `${lines.slice(0, excite).join('\n')}\n`);
	return {directory, whole, document: await readRunDocument(directory)};
}

const save = (directory: string, document: RunDocument): void =>
	writeFileSync(join(directory, 'run.json'), JSON.stringify(document));

/** Saves another state under the name of one that there is, and lists it. */
async function savedAnew(directory: string, file: string): Promise<void> {
	const {
		state,
		seq = 0,
		path: _path,
		sha256: _sha256,
		edges: _edges,
		...context
	} = await readCheckpoint(join(directory, file));
	state.stimulus.fill(0.25);
	const entry = await writeCheckpoint(directory, state, {...context, seq: seq + 3}, new Date(0));
	const document = await readRunDocument(directory);
	save(directory, {...document, checkpoints: document.checkpoints.map(each => (each.file === file ? entry : each))});
}

test('a state that is saved while the journal is read, after a command behind it, is left for the next time', async t => {
	const {directory, whole} = await goingOn(t);
	await whenJournalIsRead(t, directory, () => copyFile(join(whole, 'state_30.npz'), join(directory, 'state_30.npz')));
	t.like(await verifyRun(directory), {ticks: 20, replayed: 20, checkpoints: 2, ended: false});
});

test('a checkpoint that is saved anew while a run is verified is not damaged; one that is listed as it was is', async t => {
	const {directory, document} = await goingOn(t);
	await whenJournalIsRead(t, directory, () => savedAnew(directory, 'state_20.npz'));
	t.like(await verifyRun(directory), {ticks: 20, checkpoints: 1, ended: false});
	save(directory, document);
	const error = await t.throwsAsync(() => verifyRun(directory), {instanceOf: ConnectopError});
	t.regex(error.message, /state_20\.npz: is damaged: its content is not what was saved$/);
});

test('a checkpoint that is saved anew after it was looked through is not compared', async t => {
	const {directory} = await goingOn(t);
	const saved = Promise.withResolvers<void>();
	let ticks = 0;
	// From the first tick on, before the state of tick 20 is read.
	const found = verifyRun(directory, () => {
		if (++ticks === 1) replaceNow(directory, saved.resolve);
	});
	await saved.promise;
	t.like(await found, {ticks: 20, checkpoints: 1});
});

/** Takes a checkpoint from the list and puts another file under its name, at once. */
function replaceNow(directory: string, done: () => void): void {
	const path = join(directory, 'run.json');
	const document = JSON.parse(readFileSync(path, 'utf8')) as RunDocument;
	save(directory, {...document, checkpoints: document.checkpoints.filter(each => each.tick !== 20)});
	const [first] = document.checkpoints;
	writeFileSync(join(directory, 'state_20.npz'), readFileSync(join(directory, first?.file ?? '')));
	done();
}

test('a replay of a run that goes on ends where its journal leads, whatever is recorded meanwhile', async t => {
	const {directory, whole} = await goingOn(t);
	const later = await readRunDocument(whole);
	await whenJournalIsRead(t, directory, async () => {
		await copyFile(join(whole, 'digests.bin'), join(directory, 'digests.bin'));
		await copyFile(join(whole, 'state_30.npz'), join(directory, 'state_30.npz'));
		save(directory, {...later, status: 'running'});
	});
	const client = await openReplay(directory, {speed: 0.001});
	t.teardown(async () => {
		client.detach();
		await client.ended;
	});
	t.like(await client.send({id: 'seek', args: {tick: 20}, by: 'test'}), {ok: true});
	const outcome = await client.send({id: 'seek', args: {tick: 21}, by: 'test'});
	t.like(outcome, {ok: false, code: 'seek', error: 'tick 21 was not recorded; there are 0 to 20 in epoch 0'});
	t.is(client.checkpoints().length, 2);
});
