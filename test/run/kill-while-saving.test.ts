import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {graphOfCheckpoint, newestCheckpoint, readCheckpoint, stateFilesIn} from '../../source/records/checkpoint.ts';
import {readJournal} from '../../source/records/journal.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import {built, finish, run, scratch, start} from './cli.ts';

test.before(built);

/** So many that a checkpoint takes a while to be written. */
const nodes = 300_000;
const begin = ['--neurons', `${nodes}`, '--topology', 'ring', '--kernel', 'cpu', '--run-dir', 'run'];
const kills = 3;
const pace = ['--hz', '20', '--checkpoint-every', '2t', '--viz-every', '0'];

/** Files that are being written. */
const drafts = (directory: string, name: RegExp): readonly string[] =>
	existsSync(directory) ? readdirSync(directory).filter(each => name.test(each)) : [];

/** Starts the program and kills it when it is writing such a file. */
async function killed(folder: string, args: readonly string[], name: RegExp): Promise<void> {
	const child = start(folder, args);
	child.stdin?.end();
	const end = finish(child);
	while (child.exitCode === null && drafts(join(folder, 'run'), name).length === 0) await delay(1);
	child.kill('SIGKILL');
	const {signal, stderr} = await end;
	if (signal !== 'SIGKILL') throw new Error(`it ended by itself: ${stderr}`);
}

test('killed while its graph is written, a run has not begun: nothing under a final name is half there', async t => {
	const folder = scratch(t);
	await killed(folder, [...begin, ...pace], /^graph.*\.tmp$/);
	const directory = join(folder, 'run');
	for (const file of drafts(directory, /^graph-.*\.npz$/)) {
		const sha256 = createHash('sha256')
			.update(readFileSync(join(directory, file)))
			.digest('hex');
		t.is(file, `graph-${sha256.slice(0, 12)}.npz`);
	}
	const {code, stderr} = await run(folder, ['--resume', 'run', '--steps', '1']);
	t.not(code, 0);
	t.is(stderr.trimEnd().split('\n').length, 1, stderr);
});

test('killed while a checkpoint is written in the background, a run goes on from one that is whole', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	t.is((await run(folder, [...begin, ...pace, '--steps', '1'])).code, 0);
	let inside = 0;
	for (let kill = 1; kill <= kills; kill++) {
		await killed(folder, ['--resume', 'run', ...pace], /^state_.*\.tmp$/);
		const left = drafts(directory, /\.tmp$/);
		if (left.some(each => each.startsWith('state_'))) inside++;

		const {checkpoints} = await readRunDocument(directory);
		const sums = new Map(checkpoints.map(({file, sha256}) => [file, sha256]));
		for (const {file} of await stateFilesIn(directory)) {
			const {state, sha256} = await readCheckpoint(join(directory, file));
			t.is(state.stimulus.length, nodes, `${file} is whole`);
			t.is(sums.get(file) ?? sha256, sha256, `${file} is what run.json says`);
		}
		for (const {file} of checkpoints) t.true(existsSync(join(directory, file)), 'what is listed is there');
		const newest = await newestCheckpoint(directory, checkpoints, t.fail);
		t.is((await graphOfCheckpoint(newest)).n, nodes);
		let reached = false;
		for await (const {row} of readJournal(join(directory, 'journal.jsonl')))
			reached ||= Number(row['epoch']) >= newest.state.epoch;
		t.true(reached, 'the journal reaches to the newest checkpoint');

		const {code, records, stderr} = await run(folder, ['--resume', 'run', '--steps', '1']);
		t.is(code, 0, stderr);
		const resumed = records.find(({kind}) => kind === 'resume');
		t.is(resumed?.['tick'], newest.state.tick);
		const repairs = records.filter(({kind, message}) => kind === 'repair' && /unfinished/.test(String(message)));
		t.is(repairs.length, left.length > 0 ? 1 : 0, 'what was unfinished is removed, and told');
		t.deepEqual(drafts(directory, /\.tmp$/), []);
	}
	t.log(`${inside} of ${kills} kills left a checkpoint unfinished`);
});
