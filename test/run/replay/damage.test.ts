import {cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readCheckpoint, writeCheckpoint} from '../../../source/records/checkpoint.ts';
import {digestBytes} from '../../../source/records/digest-log.ts';
import {chainLine} from '../../../source/records/journal.ts';
import {type RunDocument, readRunDocument} from '../../../source/records/run-document.ts';
import {verifyRun} from '../../../source/run/replay/verify.ts';
import {built, library, scratch} from '../cli.ts';
import {dice} from './random-run.ts';

test.before(built);

const law = `export function deltaReVgsp(w, t, alpha, fRef, phaseSens, useTimeDynamics, domainModulation, noise) {
	const time = useTimeDynamics ? 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t) : 1;
	return (alpha * domainModulation * w * (1 - w) + noise) * time;
}
export function deltaGdsp(w, t, beta, fRef, phaseSens, useTimeDynamics, domainModulation) {
	const time = useTimeDynamics ? 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t) : 1;
	return -beta * domainModulation * w * time;
}
`;

const quick = {kernel: 'cpu', hz: 1000, neurons: 30, k: 4, vizEvery: 'never'} as const;

/** A run of 60 ticks with pulses, equations of the user, and a checkpoint between two commands of tick 20. */
async function recorded(t: ExecutionContext): Promise<string> {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	writeFileSync(join(folder, 'my.mjs'), law);
	const script = [
		{at: 20, id: 'excite', args: {node: 3, hops: 1}},
		{at: 20, id: 'checkpoint', args: {}},
		{at: 20, id: 'quench', args: {node: 5, hops: 2}},
		{at: 40, id: 'restore', args: {file: 'state_20.npz'}},
	];
	writeFileSync(join(folder, 'commands.jsonl'), script.map(each => JSON.stringify(each)).join('\n'));
	const {openRun} = await library();
	const client = await openRun({
		...quick,
		equations: join(folder, 'my.mjs'),
		synthetic: 'pulse',
		runDirectory: directory,
		checkpointEvery: 'never',
		steps: 60,
		script: join(folder, 'commands.jsonl'),
	});
	t.is((await client.ended).error, undefined);
	t.like(await verifyRun(directory), {ticks: 60, epochs: 2, checkpoints: 4});
	return directory;
}

async function refused(t: ExecutionContext, directory: string): Promise<ConnectopError> {
	const error = await t.throwsAsync(() => verifyRun(directory), {instanceOf: ConnectopError});
	t.is(error.kind, 'unverified', error.message);
	t.notRegex(error.message, /\n/);
	return error;
}

function copied(directory: string, name: string): string {
	const copy = `${directory}-${name}`;
	rmSync(copy, {recursive: true, force: true});
	cpSync(directory, copy, {recursive: true});
	return copy;
}

test('a bit that is turned in any file of the record is found, and the file is named', async t => {
	const directory = await recorded(t);
	const roll = dice(5);
	const files = readdirSync(directory).filter(name => /^journal|\.npz$|^digests|\.mjs$/.test(name));
	t.is(files.length, 8);
	for (const file of files) {
		const size = readFileSync(join(directory, file)).length;
		for (const at of [0, size - 1, ...Array.from({length: 6}, () => roll(size))]) {
			const copy = copied(directory, 'bit');
			const bytes = readFileSync(join(copy, file));
			bytes[at] = (bytes[at] ?? 0) ^ (1 << roll(8));
			writeFileSync(join(copy, file), bytes);
			const {message} = await refused(t, copy);
			t.true(message.includes(file), `${file} byte ${at}: ${message}`);
		}
	}
});

test('a line of the journal that was changed, lost, moved or added is named', async t => {
	const directory = await recorded(t);
	const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n').slice(0, -1);
	t.true(lines.length > 6);
	const variants: readonly (readonly [string, readonly string[], number])[] = [
		['lost', lines.toSpliced(3, 1), 4],
		['moved', lines.with(2, lines[3] ?? '').with(3, lines[2] ?? ''), 3],
		['twice', lines.toSpliced(3, 0, lines[3] ?? ''), 5],
		['changed', lines.map((line, i) => (i === 3 ? line.replace('"at":20', '"at":21') : line)), 4],
		['without its first', lines.slice(1), 1],
	];
	for (const [name, changed, line] of variants) {
		const copy = copied(directory, 'line');
		writeFileSync(join(copy, 'journal.jsonl'), `${changed.join('\n')}\n`);
		const {code, message} = await refused(t, copy);
		t.is(code, 'journal-broken', name);
		t.true(message.includes(`journal.jsonl:${line}:`), `${name}: ${message}`);
	}
	const cut = copied(directory, 'cut');
	writeFileSync(join(cut, 'journal.jsonl'), `${lines.slice(0, -1).join('\n')}\n`);
	t.regex((await refused(t, cut)).message, /journal\.jsonl: its last lines are missing/);
});

test('a command that was never given is found at the first tick that it would have changed', async t => {
	const directory = await recorded(t);
	const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n').slice(0, -1);
	const rows = lines.map(line => JSON.parse(line.replace(/,"crc":"[\da-f]{8}"\}$/, '}')) as Record<string, unknown>);
	const index = rows.findIndex(row => row['id'] === 'quench');
	let crc = 0;
	const forged = rows
		.filter((_, i) => i !== index)
		.map(row => {
			const line = chainLine(row, crc);
			crc = line.crc;
			return line.text;
		});
	writeFileSync(join(directory, 'journal.jsonl'), `${forged.join('\n')}\n`);
	const {code, message} = await refused(t, directory);
	t.is(code, 'tick-differs');
	t.regex(message, /first tick that differs is tick 21 of epoch 0/);
});

test('records of digests.bin that are damaged, lost or too many are named by their number', async t => {
	const directory = await recorded(t);
	const bytes = readFileSync(join(directory, 'digests.bin'));
	t.is(bytes.length, 60 * digestBytes);
	t.is(journalRows(directory).at(-1)?.['digests'], 60);
	const part = (from: number, to: number) => bytes.subarray(from * digestBytes, to * digestBytes);
	const variants: readonly (readonly [Buffer, RegExp])[] = [
		[Buffer.concat([part(0, 30), part(31, 60)]), /record 31 is of epoch 0, tick 32, where epoch 0, tick 31 is due/],
		[part(0, 59), /record 60 is missing, where epoch 1, tick 40 is due/],
		[Buffer.concat([bytes, part(59, 60)]), /record 61 is of epoch 1, tick 40, to which the journal does not lead/],
	];
	for (const [changed, message] of variants) {
		writeFileSync(join(directory, 'digests.bin'), changed);
		t.regex((await refused(t, directory)).message, message);
	}
	const turned = Buffer.from(bytes);
	turned[10 * digestBytes + 8] = (turned[10 * digestBytes + 8] ?? 0) ^ 1;
	writeFileSync(join(directory, 'digests.bin'), turned);
	t.regex(
		(await refused(t, directory)).message,
		/record 11 is damaged: epoch 0, tick 11 is as it was replayed after it/,
	);
	rmSync(join(directory, 'digests.bin'));
	t.regex((await refused(t, directory)).message, /digests\.bin: no such file/);
});

/** The journal's lines, without what chains them. */
const journalRows = (directory: string): Record<string, unknown>[] =>
	readFileSync(join(directory, 'journal.jsonl'), 'utf8')
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line.replace(/,"crc":"[\da-f]{8}"\}$/, '}')) as Record<string, unknown>);

function writeJournal(directory: string, rows: readonly object[]): void {
	let crc = 0;
	const lines = rows.map(row => {
		const line = chainLine(row, crc);
		crc = line.crc;
		return `${line.text}\n`;
	});
	writeFileSync(join(directory, 'journal.jsonl'), lines.join(''));
}

test('digests that a full disk did not take are told where the journal knows of them; fewer than those are damage', async t => {
	const directory = await recorded(t);
	const rows = journalRows(directory);
	const endsWith = (count: number | undefined) =>
		writeJournal(directory, rows.with(-1, {...rows.at(-1), digests: count}));
	const cut = (count: number) => truncateSync(join(directory, 'digests.bin'), count * digestBytes);
	cut(50);
	t.regex((await refused(t, directory)).message, /record 51 is missing.*there were 60 then, as the journal says/);
	endsWith(undefined);
	t.regex((await refused(t, directory)).message, /record 51 is missing.*the journal does not say that it was lost/);
	endsWith(50);
	const some = await verifyRun(directory);
	t.like(some, {ticks: 50, replayed: 60, epochs: 2, ended: true});
	t.deepEqual(some.lost, [{epoch: 1, from: 31, to: 40}]);
	cut(30);
	endsWith(30);
	t.deepEqual((await verifyRun(directory)).lost, [
		{epoch: 0, from: 31, to: 40},
		{epoch: 1, from: 21, to: 40},
	]);
	cut(29);
	t.regex((await refused(t, directory)).message, /record 30 is missing.*there were 30 then/);
});

test('a resumption says how many digests it found: what is removed after it is missed, also of a run that was killed', async t => {
	const directory = await recorded(t);
	const path = join(directory, 'digests.bin');
	// As a run that was killed leaves its records.
	writeJournal(directory, journalRows(directory).slice(0, -1));
	truncateSync(path, 55 * digestBytes);
	const {openRun} = await library();
	const on = await openRun({resume: directory, steps: 10, vizEvery: 'never'});
	t.is((await on.ended).error, undefined);
	t.like(
		journalRows(directory).find(({kind}) => kind === 'resume'),
		{digests: 55},
	);
	t.like(await verifyRun(directory), {ticks: 65, epochs: 3, lost: [], ended: true});
	const bytes = readFileSync(path);
	const without = (from: number, to: number) =>
		writeFileSync(path, Buffer.concat([bytes.subarray(0, from * digestBytes), bytes.subarray(to * digestBytes)]));
	without(52, 55);
	t.regex((await refused(t, directory)).message, /record 53 is .*there were 55 then/);
	without(62, 65);
	t.regex((await refused(t, directory)).message, /record 63 is missing.*there were 65 then/);
});

test('a file that is missing is named', async t => {
	const directory = await recorded(t);
	for (const file of readdirSync(directory).filter(name => /^state|^graph|^equations|^journal/.test(name))) {
		const copy = copied(directory, 'missing');
		rmSync(join(copy, file));
		t.true((await refused(t, copy)).message.includes(file));
	}
});

test('a torn tail, as a kill leaves it, is no failure', async t => {
	const directory = await recorded(t);
	const document = await readRunDocument(directory);
	const {status: _ended, ...rest} = document;
	writeFileSync(join(directory, 'run.json'), JSON.stringify({...rest, status: 'running'}));
	truncateSync(join(directory, 'digests.bin'), 60 * digestBytes - 5);
	const journal = readFileSync(join(directory, 'journal.jsonl'));
	truncateSync(join(directory, 'journal.jsonl'), journal.length - 9);
	t.like(await verifyRun(directory), {ticks: 59, epochs: 2, checkpoints: 4, ended: false});
});

/** Writes a checkpoint anew as `change` makes it, and lists it. */
async function rewritten(
	directory: string,
	file: string,
	change: (values: Float32Array) => unknown,
	withSeq: boolean,
): Promise<void> {
	const {
		state,
		path: _path,
		sha256: _sha,
		edges: _edges,
		seq,
		...context
	} = await readCheckpoint(join(directory, file));
	for (const values of Object.values(state.variables)) change(values);
	const saved = withSeq && seq !== undefined ? {...context, seq} : context;
	const entry = await writeCheckpoint(directory, state, saved, new Date(0));
	const document = await readRunDocument(directory);
	const checkpoints = document.checkpoints.map(each => (each.file === file ? entry : each));
	writeFileSync(join(directory, 'run.json'), JSON.stringify({...document, checkpoints} satisfies RunDocument));
}

test('a checkpoint that is whole and of another state is named, with its node', async t => {
	const directory = await recorded(t);
	await rewritten(directory, 'state_40.1.npz', values => values.fill((values[7] ?? 0) + 1e-7, 7, 8), true);
	const {code, message} = await refused(t, directory);
	t.is(code, 'checkpoint-differs');
	t.regex(message, /state_40\.1\.npz: epoch 1, tick 40: W of node 7 is /);
});

test('a checkpoint that does not say its place among the commands of its tick is compared at each of them', async t => {
	const directory = await recorded(t);
	const nothing = () => undefined;
	await rewritten(directory, 'state_20.1.npz', nothing, false);
	await rewritten(directory, 'state_40.1.npz', nothing, false);
	const found = await verifyRun(directory);
	t.like(found, {ticks: 60, checkpoints: 4});
	await rewritten(directory, 'state_20.1.npz', values => values.fill(0.5, 0, 1), false);
	t.is((await refused(t, directory)).code, 'checkpoint-differs');
});

test('a run of a kernel without digests is verified by its checkpoints, within 1e-5', async t => {
	const directory = await recorded(t);
	const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').split('\n').slice(0, -1);
	let crc = 0;
	const other = lines.map(text => {
		const row = JSON.parse(text.replace(/,"crc":"[\da-f]{8}"\}$/, '}')) as Record<string, unknown>;
		const kernel = {id: 'gpu', title: 'gpu', reason: 'test'};
		const line = chainLine(row['kind'] === 'header' ? {...row, kernel} : row, crc);
		crc = line.crc;
		return line.text;
	});
	writeFileSync(join(directory, 'journal.jsonl'), `${other.join('\n')}\n`);
	writeFileSync(join(directory, 'digests.bin'), '');
	const off = (amount: number) => (values: Float32Array) => values.set(values.map(value => value + amount));
	await rewritten(directory, 'state_40.1.npz', off(5e-6), true);
	t.like(await verifyRun(directory), {exact: false, ticks: 0, replayed: 60, checkpoints: 4});
	await rewritten(directory, 'state_40.1.npz', off(1e-4), true);
	t.is((await refused(t, directory)).code, 'checkpoint-differs');
});
