import {readdirSync, readFileSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {uniform} from '../../source/base/threefry.ts';
import {readCheckpoint} from '../../source/records/checkpoint.ts';
import {readJournal} from '../../source/records/journal.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import {built, finish, run, scratch, start} from './cli.ts';

test.before(built);

const kills = 20;
const logs = ['journal.jsonl', 'events.jsonl', 'metrics.jsonl', 'utd_events.jsonl'];
const pace = ['--kernel', 'cpu', '--hz', '200', '--checkpoint-every', '20t', '--log-every', '5t', '--viz-every', '15t'];

type Row = Readonly<Record<string, unknown>> & {readonly seq: number; readonly epoch: number; readonly tick: number};

/** Lines of a log as they lie there: those that end, read, and what follows the last of them. */
function linesOf(directory: string, log: string): {readonly rows: readonly Row[]; readonly torn: string} {
	const lines = readFileSync(join(directory, log), 'utf8').split('\n');
	const torn = lines.pop() ?? '';
	return {rows: lines.map(line => JSON.parse(line) as Row), torn};
}

/** The newest whole checkpoint that lies in a run's directory, by epoch and tick. */
async function newest(directory: string) {
	const names = readdirSync(directory).filter(name => /^state_.*\.npz$/.test(name));
	const states = await Promise.all(names.map(async name => (await readCheckpoint(join(directory, name))).state));
	return states.reduce((best, each) => ((each.epoch - best.epoch || each.tick - best.tick) > 0 ? each : best));
}

/** Starts the program with text coming in, and kills it at the given record after a little more time. */
async function killed(folder: string, args: readonly string[], record: number, moreMs: number) {
	const child = start(folder, args);
	const typing = setInterval(() => child.stdin?.write('the quick brown fox\njumps over\n'), 7);
	child.stdin?.on('error', () => clearInterval(typing)); // it is dead
	const begun = Promise.withResolvers<void>();
	let lines = 0;
	child.stdout?.on('data', (chunk: Buffer) => {
		lines += chunk.toString().split('\n').length - 1;
		if (lines >= record) begun.resolve();
	});
	const end = finish(child);
	void end.then(() => begun.resolve());
	await begun.promise;
	await delay(moreMs);
	child.kill('SIGKILL');
	clearInterval(typing);
	return end;
}

test('killed at twenty moments, a run goes on from its newest checkpoint, and only a last line may be torn', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const random = (index: number) => uniform(9, 1, 0, index);
	const figures = {torn: 0, unlisted: 0, epochs: 0};
	let from: Awaited<ReturnType<typeof newest>> | undefined;
	let tornBefore = false;
	for (let kill = 0; kill <= kills; kill++) {
		const args = kill === 0 ? ['--neurons', '150', '--run-dir', 'run', ...pace] : ['--resume', 'run'];
		const last = kill === kills;
		const end = last
			? await run(folder, [...args, '--steps', '10'])
			: await killed(folder, args, 8 + Math.floor(random(3 * kill) * 60), random(3 * kill + 1) * 20);
		t.is(end.signal, last ? null : 'SIGKILL', end.stderr);
		if (last) t.is(end.code, 0, end.stderr);

		const read = Object.fromEntries(logs.map(log => [log, linesOf(directory, log)]));
		if (from) {
			const resumed = end.records.find(record => record['kind'] === 'resume');
			t.like(resumed, {epoch: kill, tick: from.tick}, `kill ${kill}`);
			const repairs = end.records.filter(({message}) =>
				/^cut torn last lines: .*(journal|events|metrics|utterances)/.test(String(message)),
			);
			t.is(repairs.length, tornBefore ? 1 : 0, 'what was cut is reported');
		}
		if (last) break;
		from = await newest(directory);
		const {checkpoints} = await readRunDocument(directory);
		if (!checkpoints.some(each => each.tick === from?.tick && each.epoch === from.epoch)) figures.unlisted++;
		tornBefore = Object.values(read).some(({torn}) => torn !== '');
		if (!tornBefore && kill % 3 === 1) {
			// What a kill in the middle of a write leaves is rare: here it is made.
			const path = join(directory, logs[kill % 4] ?? '');
			const {length} = readFileSync(path);
			if (length > 0) truncateSync(path, length - 1 - Math.floor(random(3 * kill + 2) * 15));
			tornBefore = length > 0;
		}
		if (tornBefore) figures.torn++;
	}

	for (const log of logs) {
		const {rows, torn} = linesOf(directory, log);
		t.is(torn, '', log);
		t.true(
			rows.every((row, i) => i === 0 || row.seq > (rows[i - 1]?.seq ?? 0)),
			`${log}: seq grows through every resumption`,
		);
		t.true(
			rows.every((row, i) => i === 0 || row.epoch >= (rows[i - 1]?.epoch ?? 0)),
			log,
		);
	}
	let entries = 0;
	for await (const {row} of readJournal(join(directory, 'journal.jsonl'))) {
		entries++;
		figures.epochs = Number(row['epoch']);
	}
	t.true(entries > kills);
	t.is(figures.epochs, kills);
	t.deepEqual(
		readdirSync(directory).filter(name => name.endsWith('.tmp')),
		[],
	);
	t.log(
		`${kills} kills, ${figures.torn} with a torn line, ${figures.unlisted} with a checkpoint that run.json did not list yet`,
	);
});
