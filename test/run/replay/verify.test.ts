import {cpSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {readRunDocument} from '../../../source/records/run-document.ts';
import {verifyRun} from '../../../source/run/replay/verify.ts';
import {until} from '../../e2e/wait.ts';
import {built, finish, library, run, scratch, start} from '../cli.ts';
import {randomScript, steer} from './random-run.ts';

test.before(built);

const nodes = 40;
const quick = {kernel: 'cpu', hz: 1000, neurons: nodes, k: 4, vizEvery: 'never', logEvery: {ticks: 50}} as const;
const pace = ['--kernel', 'cpu', '--neurons', String(nodes), '--k', '4', '--viz-every', '0', '--run-dir', 'run'];

for (let seed = 1; seed <= 10; seed++) {
	test(`200 random commands of seed ${seed}: every tick and checkpoint is what the journal leads to`, async t => {
		const directory = join(scratch(t), 'run');
		const {openRun} = await library();
		const client = await openRun({
			...quick,
			seed,
			runDirectory: directory,
			checkpointEvery: {ticks: 40},
			checkpointKeep: seed % 2 === 0 ? 3 : 0,
			synthetic: seed % 3 === 0 ? 'pulse' : 'none',
		});
		const commands = await steer(client, seed, 200, nodes);
		await client.send({id: 'stop', args: {}, by: 'library'});
		t.is((await client.ended).error, undefined);
		t.true(commands > 150);
		const found = await verifyRun(directory);
		t.like(found, {exact: true, ended: true, ticks: found.replayed});
		t.true(found.ticks > 100 && found.epochs > 1 && found.commands >= commands && found.checkpoints > 2);
	});
}

/** Kills a run after so many records, with text coming in, so that its last ticks and its journal break off anywhere. */
async function killed(folder: string, args: readonly string[], records: number): Promise<void> {
	const child = start(folder, args);
	const typing = setInterval(() => child.stdin?.write('the quick brown fox\njumps over\n'), 9);
	child.stdin?.on('error', () => clearInterval(typing)); // it is dead
	const begun = Promise.withResolvers<void>();
	let lines = 0;
	child.stdout?.on('data', (chunk: Buffer) => {
		lines += chunk.toString().split('\n').length - 1;
		if (lines >= records) begun.resolve();
	});
	const end = finish(child);
	void end.then(() => begun.resolve());
	// Something of this stretch has to be on disk, or there is nothing to verify.
	const digests = join(folder, 'run', 'digests.bin');
	const size = () => statSync(digests, {throwIfNoEntry: false})?.size ?? 0;
	const before = size();
	await begun.promise;
	await until(
		'digests',
		() => size() > before,
		() => `${size()} bytes`,
	);
	child.kill('SIGKILL');
	clearInterval(typing);
	await end;
}

for (const seed of [31, 32, 33]) {
	test(`killed twice and resumed, with commands of seed ${seed}, pulses and piped text`, async t => {
		const folder = scratch(t);
		const directory = join(folder, 'run');
		const script = randomScript(seed, 300, nodes).map(each => JSON.stringify(each));
		writeFileSync(join(folder, 'commands.jsonl'), script.join('\n'));
		const commands = ['--script', 'commands.jsonl', '--synthetic', 'pulse', '--checkpoint-every', '30t', '--hz', '500'];
		await killed(folder, [...pace, ...commands], 60 + (seed % 7) * 5);
		const once = await verifyRun(directory);
		t.false(once.ended);
		t.true(once.ticks > 0 && once.commands > 0);
		await killed(folder, ['--resume', 'run', '--log-every', '3t'], 25);
		const last = await run(folder, ['--resume', 'run', '--steps', '25', '--input', 'none']);
		t.is(last.code, 0, last.stderr);
		const found = await verifyRun(directory);
		t.like(found, {exact: true, ended: true});
		t.true(found.ticks >= once.ticks + 25 && found.epochs >= once.epochs + 2);
		t.true(found.checkpoints >= 3);
	});
}

test('a run that goes on is verified as far as it has come, and is not disturbed', async t => {
	const directory = join(scratch(t), 'run');
	const {openRun} = await library();
	const client = await openRun({
		...quick,
		runDirectory: directory,
		synthetic: 'pulse',
		checkpointEvery: {ticks: 20},
		checkpointKeep: 2,
	});
	let before = 0;
	for (let i = 0; i < 5; i++) {
		while (client.frame().status.tick < 250 * (i + 1)) await delay(10);
		const found = await verifyRun(directory);
		t.false(found.ended);
		t.true(found.ticks >= before);
		before = found.ticks;
	}
	t.true(before > 250);
	await client.send({id: 'stop', args: {}, by: 'library'});
	t.is((await client.ended).error, undefined);
	t.true((await verifyRun(directory)).ended);
});

test('equations and models of the user are replayed from their copies', async t => {
	const folder = scratch(t);
	writeFileSync(
		join(folder, 'my.mjs'),
		`export const model = {
	id: 'decay',
	variables: [{name: 'x', unit: '1', min: 0, max: 1, shown: [0, 1]}],
	parameters: [{name: 'rate', title: 'rate', unit: '1/tick', default: 0.1, min: 0, max: 1}],
	node: [(x, t, rate) => -rate * x],
	edge: (xi, xj, weight) => weight * (xj - xi),
	initial: {full: ([x]) => x.fill(1)},
};
`,
	);
	const end = await run(folder, [
		'--model',
		'./my.mjs',
		...pace,
		'--hz',
		'1000',
		'--steps',
		'60',
		'--synthetic',
		'pulse',
	]);
	t.is(end.code, 0, end.stderr);
	writeFileSync(join(folder, 'my.mjs'), 'export const other = 1;');
	t.like(await verifyRun(join(folder, 'run')), {ticks: 60, checkpoints: 2, exact: true});
});

test('a run from a checkpoint file is replayed from what it made of it', async t => {
	const folder = scratch(t);
	const first = await run(folder, [...pace, '--hz', '1000', '--steps', '40', '--synthetic', 'pulse']);
	t.is(first.code, 0, first.stderr);
	const on = await run(folder, ['--resume', 'run/state_40.npz', '--steps', '30', '--run-dir', 'on', '--dt', '0.5']);
	t.is(on.code, 0, on.stderr);
	cpSync(join(folder, 'on'), join(folder, 'moved'), {recursive: true});
	t.like(await verifyRun(join(folder, 'moved')), {ticks: 30, checkpoints: 2, ended: true});
});

test('a run on a graph file with another graph on the way is replayed on both', async t => {
	const folder = scratch(t);
	const edges = (count: number) =>
		['source,target', ...Array.from({length: count}, (_, i) => `n${i},n${(i + 1) % count}`)].join('\n');
	writeFileSync(join(folder, 'a.csv'), edges(12));
	writeFileSync(join(folder, 'b.csv'), edges(15));
	const common = ['--kernel', 'cpu', '--hz', '1000', '--steps', '30', '--viz-every', '0'];
	t.is((await run(folder, ['--graph', 'a.csv', ...common, '--run-dir', 'run'])).code, 0);
	const on = await run(folder, ['--resume', 'run', '--graph', 'b.csv', '--force', ...common]);
	t.is(on.code, 0, on.stderr);
	t.like(await verifyRun(join(folder, 'run')), {ticks: 60, epochs: 2, checkpoints: 3});
});

test('a replay changes no file', async t => {
	const folder = scratch(t);
	t.is((await run(folder, [...pace, '--hz', '1000', '--steps', '20'])).code, 0);
	const directory = join(folder, 'run');
	const files = ['run.json', 'journal.jsonl', 'digests.bin', 'events.jsonl', 'state_20.npz'];
	const bytes = () => files.map(name => readFileSync(join(directory, name), 'hex'));
	const before = bytes();
	await verifyRun(directory);
	t.deepEqual(bytes(), before);
	t.true((await readRunDocument(directory)).checkpoints.every(each => Number.isInteger(each.seq)));
});
