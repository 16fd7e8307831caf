import {appendFileSync, mkdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {followLog} from '../../source/records/follow-log.ts';
import {lastLinesStart} from '../../source/records/follow-start.ts';
import {openLog} from '../../source/records/json-lines.ts';
import {all, fail, failure, scratch} from './scratch.ts';

/** A follower whose lines are gathered, and what it noted. */
function follow(path: string, start?: Awaited<ReturnType<typeof lastLinesStart>>) {
	const notes: string[] = [];
	const follower = followLog(path, {start, note: message => notes.push(message)});
	const read = async () => (await all(follower.read())).flat().map(({text}) => text);
	return {follower, notes, read};
}

test('what is written while it is followed comes once and in order, however it is torn between two reads', async t => {
	const folder = scratch(t);
	let n = 0;
	const line = fc.string({unit: 'grapheme', maxLength: 9}).map(text => text.replaceAll('\n', ''));
	const lines = fc.array(line, {maxLength: 8});
	await fc.assert(
		fc.asyncProperty(lines, fc.array(fc.nat(40), {maxLength: 6}), async (texts, cuts) => {
			const path = join(folder, `${n++}.jsonl`);
			const bytes = Buffer.from(texts.map(text => `${text}\n`).join(''));
			const {read, follower} = follow(path);
			const found = await read();
			const ends = [...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length];
			let from = 0;
			for (const end of ends) {
				appendFileSync(path, bytes.subarray(from, end));
				found.push(...(await read()));
				from = end;
			}
			await follower.close();
			t.deepEqual(found, texts);
		}),
		{numRuns: 40},
	);
});

test('no row is lost and none comes twice when the log is rotated again and again while it is read', async t => {
	const path = join(scratch(t), 'events.jsonl');
	const log = await openLog(path, {onError: fail, rotateBytes: 200});
	const {read, notes, follower} = follow(path);
	const found: string[] = [];
	for (let i = 0; i < 60; i++) {
		log.append({i, text: 'x'.repeat(i % 7)});
		// Several rotations between two reads, and reads while the writer is at work.
		if (i % 3 === 0) await log.flush();
		if (i % 10 === 0) found.push(...(await read()));
	}
	await log.close();
	found.push(...(await read()));
	await follower.close();
	t.deepEqual(
		found.map(text => (JSON.parse(text) as {i: number}).i),
		Array.from({length: 60}, (_, i) => i),
	);
	t.deepEqual(notes, []);
	t.true(statSync(`${path}.5`).size > 0, 'it was rotated');
});

test('reading and rotating at the same time', async t => {
	const path = join(scratch(t), 'events.jsonl');
	const log = await openLog(path, {onError: fail, rotateBytes: 60});
	const {read, follower} = follow(path);
	const found: string[] = [];
	for (let i = 0; i < 40; i++) {
		log.append({i});
		const [, lines] = await Promise.all([log.flush(), read()]);
		found.push(...lines);
	}
	await log.close();
	found.push(...(await read()));
	await follower.close();
	t.deepEqual(
		found,
		Array.from({length: 40}, (_, i) => JSON.stringify({i})),
	);
});

test('a torn line that its writer cuts and replaces is never seen', async t => {
	const path = join(scratch(t), 'events.jsonl');
	writeFileSync(path, '{"a":1}\n{"torn":');
	const {read, notes, follower} = follow(path);
	t.deepEqual(await read(), ['{"a":1}']);
	truncateSync(path, 8);
	appendFileSync(path, '{"b":2}\n{"c":3}\n');
	t.deepEqual(await read(), ['{"b":2}', '{"c":3}']);
	t.deepEqual(notes, []);
	await follower.close();
});

test('a file that is cut short is read from its start, also when it has grown again since', async t => {
	const path = join(scratch(t), 'events.jsonl');
	writeFileSync(path, 'one\ntwo\n');
	const {read, notes, follower} = follow(path);
	t.deepEqual(await read(), ['one', 'two']);
	truncateSync(path, 0);
	appendFileSync(path, 'new\n');
	t.deepEqual(await read(), ['new']);
	writeFileSync(path, 'a longer one\nand more\n');
	t.deepEqual(await read(), ['a longer one', 'and more']);
	t.is(notes.length, 2);
	t.regex(notes[0] ?? '', /events\.jsonl: was cut short; goes on from its start$/);
	await follower.close();
});

test('a file that comes late, one that is replaced, and a folder that vanishes', async t => {
	const folder = join(scratch(t), 'run');
	mkdirSync(folder);
	const path = join(folder, 'events.jsonl');
	const {read, notes, follower} = follow(path);
	t.deepEqual(await read(), []);
	writeFileSync(path, 'one\n');
	t.deepEqual(await read(), ['one']);
	writeFileSync(`${path}.new`, 'other\n');
	renameSync(`${path}.new`, path);
	t.deepEqual(await read(), ['other']);
	t.regex(notes.join(), /was replaced/);
	rmSync(folder, {recursive: true});
	const {kind, code, message} = await failure(t, read);
	t.deepEqual([kind, code], ['failed', 'run-directory-lost']);
	t.regex(message, /run: the run directory is gone$/);
	await follower.close();
});

test('the last lines are found from the end, over rotated parts', async t => {
	const path = join(scratch(t), 'events.jsonl');
	const texts = Array.from({length: 30}, (_, i) => `${i} ${'ä'.repeat((i * 7919) % 50_000)}`);
	for (const [name, from, to] of [
		['.1', 0, 9],
		['.2', 9, 20],
		['', 20, 30],
	] as const)
		writeFileSync(
			`${path}${name}`,
			texts
				.slice(from, to)
				.map(text => `${text}\n`)
				.join(''),
		);
	appendFileSync(path, 'torn');
	const last = async (count: number, wanted?: (text: string) => boolean) => {
		const {read, follower} = follow(path, await lastLinesStart(path, count, wanted));
		const found = await read();
		await follower.close();
		return found;
	};
	for (const count of [0, 1, 9, 10, 11, 21, 22, 30, 31])
		t.deepEqual(await last(count), texts.slice(texts.length - Math.min(count, 30)), `${count}`);
	t.deepEqual(await last(2, text => /^(5|12) /.test(text)), texts.slice(5));
	t.deepEqual(await last(3, text => /^(5|12) /.test(text)), texts);
});

test('the place of a line is told with the name that its file has now', async t => {
	const path = join(scratch(t), 'events.jsonl');
	writeFileSync(path, 'one\ntwo\nthree\n');
	const {follower} = follow(path);
	const [, , three] = (await all(follower.read())).flat();
	if (!three) throw new Error('three lines were written');
	t.is(await follower.placeOf(three), `${path}:3`);
	renameSync(path, `${path}.1`);
	t.is(await follower.placeOf(three), `${path}.1:3`);
	await follower.close();
});
