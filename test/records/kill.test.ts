import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {appendFileSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {newestCheckpoint, readCheckpoint} from '../../source/records/checkpoint.ts';
import {readDigests} from '../../source/records/digest-log.ts';
import {readJournal} from '../../source/records/journal.ts';
import {readJsonLines} from '../../source/records/json-lines.ts';
import {logFiles} from '../../source/records/json-lines-files.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import {all, scratch} from './scratch.ts';

const program = fileURLToPath(new URL('../../fixtures/programs/kill-writer.ts', import.meta.url));

interface Said {
	readonly opened?: {
		readonly rows: number;
		readonly cut: Readonly<Record<'journal' | 'events' | 'digests', number>>;
		readonly damaged: readonly string[];
		readonly swept: readonly string[];
		readonly tick: number;
	};
	readonly saved?: {readonly tick: number; readonly epoch: number};
}

/** Lets the program write, kills it `ms` after it began to save, and gives the lines it got out. */
async function writeAndKill(directory: string, ms: number): Promise<readonly Said[]> {
	const child = spawn(process.execPath, ['--import=tsx', program, directory], {stdio: ['ignore', 'pipe', 'inherit']});
	const closed = once(child, 'close');
	let text = '';
	child.stdout.on('data', chunk => (text += chunk));
	while (!text.includes('"saved"') && child.exitCode === null) await setTimeout(5);
	await setTimeout(ms);
	child.kill('SIGKILL');
	const [, signal] = (await closed) as [number | null, string | null];
	if (signal !== 'SIGKILL') throw new Error('the program ended by itself');
	return text
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Said);
}

/** Bytes after the last newline. */
const tornBytes = (path: string) => {
	const bytes = readFileSync(path);
	return bytes.length - bytes.lastIndexOf('\n') - 1;
};

/** A kill seldom falls into a write, which is one call: here are the first bytes of one more record in each log. */
function tearMore(directory: string): void {
	appendFileSync(join(directory, 'journal.jsonl'), '{"kind":"command","ti');
	appendFileSync(join(directory, 'events.jsonl'), '{"kind":"event"');
	appendFileSync(join(directory, 'digests.bin'), 'torn');
}

test('kill -9 at any moment tears last lines only; opening cuts and reports them, and the newest checkpoint is whole', async t => {
	const directory = scratch(t);
	const at = (name: string) => join(directory, name);
	let rows = 0;
	let before: {readonly journal: number; readonly events: number; readonly digests: number} | undefined;
	let newestTick = 0;
	for (const [round, ms] of [0, 7, 31, 53, 2, 90, 17].entries()) {
		const said = await writeAndKill(directory, ms);
		const opened = said[0]?.opened;
		t.is(opened?.rows, rows, 'opening kept every whole line');
		t.deepEqual(opened?.cut, before ?? {journal: 0, events: 0, digests: 0}, 'it cut what was torn, and said so');
		t.deepEqual(opened?.damaged, []);
		t.is(opened?.tick, newestTick);

		if (round % 2 === 1) tearMore(directory);
		const journal = await all(readJournal(at('journal.jsonl')));
		rows = journal.length;
		for (const file of await logFiles(at('events.jsonl'))) await t.notThrowsAsync(all(readJsonLines(file)), file);
		const torn = {journal: tornBytes(at('journal.jsonl')), events: tornBytes(at('events.jsonl'))};
		before = {...torn, digests: statSync(at('digests.bin')).size % 16};
		t.log(
			`killed after ${ms} ms: ${rows} rows of the journal, torn bytes ${JSON.stringify(before)}, swept ${opened?.swept.join(', ') || 'none'}`,
		);

		const damaged: string[] = [];
		const {checkpoints} = await readRunDocument(directory);
		const newest = await newestCheckpoint(directory, checkpoints, message => damaged.push(message));
		t.deepEqual(damaged, []);
		const {tick, epoch, variables} = newest.state;
		newestTick = tick;
		const safe = said.findLast(each => each.saved)?.saved;
		t.true(tick >= (safe?.tick ?? Number.NaN), 'what was said to be saved is there');
		t.true(variables['W']?.every(value => value === tick));
		for (const file of readdirSync(directory).filter(name => /^state_.*npz$/.test(name))) {
			t.is((await readCheckpoint(at(file))).state.stimulus.length, 2000, 'every checkpoint can be read');
		}
		t.true(
			journal.some(({row}) => row['tick'] === tick && row['epoch'] === epoch),
			'the journal reaches to the checkpoint',
		);
		t.true((await readDigests(at('digests.bin'))).some(each => each.tick === tick && each.epoch === epoch));
	}
});
