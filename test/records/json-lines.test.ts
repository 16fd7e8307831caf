import {appendFileSync, existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import {openJsonLines, openLog, readJsonLines} from '../../source/records/json-lines.ts';
import {lastRow, logFiles} from '../../source/records/json-lines-files.ts';
import {all, fail, failure, scratch} from './scratch.ts';

const rowsOf = async (path: string) => (await all(readJsonLines(path))).map(({row}) => row);
const row = fc.dictionary(fc.string({maxLength: 5}), fc.jsonValue({maxDepth: 1}), {maxKeys: 3, noNullPrototype: true});
const rows = fc.array(row, {maxLength: 12});
const asRead = (values: readonly object[]) => JSON.parse(JSON.stringify(values)) as object[];

test('rows are appended and read, in order, over several openings', async t => {
	const folder = scratch(t);
	let n = 0;
	await fc.assert(
		fc.asyncProperty(rows, rows, async (first, second) => {
			const path = join(folder, `${n++}.jsonl`);
			for (const part of [first, second]) {
				const log = await openLog(path, {onError: fail});
				t.is(log.cut, 0);
				for (const each of part) log.append(each);
				await log.close();
			}
			t.deepEqual(await rowsOf(path), asRead([...first, ...second]));
		}),
		{numRuns: 20},
	);
});

test('wherever a file is torn, readers see the whole lines, and opening cuts the rest and says how much', async t => {
	const path = join(scratch(t), 'a.jsonl');
	await fc.assert(
		fc.asyncProperty(rows, fc.nat(), async (values, place) => {
			const text = Buffer.from(values.map(each => `${JSON.stringify(each)}\n`).join(''));
			const torn = text.subarray(0, place % (text.length + 1));
			writeFileSync(path, torn);
			const whole = torn.subarray(0, torn.lastIndexOf('\n') + 1);
			const expected = asRead(values).slice(0, whole.filter(byte => byte === 10).length);
			t.deepEqual(await rowsOf(path), expected);
			t.is(statSync(path).size, torn.length, 'readers change nothing');
			t.deepEqual(await lastRow(path), expected.at(-1) as never);
			const log = await openLog(path, {onError: fail});
			t.is(log.cut, torn.length - whole.length);
			log.append({next: true});
			await log.close();
			t.deepEqual(await rowsOf(path), [...expected, {next: true}]);
		}),
		{numRuns: 60},
	);
});

test('lines longer than a block, with letters of several bytes, are read and cut', async t => {
	const path = join(scratch(t), 'a.jsonl');
	const long = {text: 'ä😀'.repeat(70_000)};
	writeFileSync(path, `${JSON.stringify({n: 1})}\n${JSON.stringify(long)}\n${JSON.stringify(long)}`);
	t.deepEqual(await rowsOf(path), [{n: 1}, long]);
	t.deepEqual(await lastRow(path), long);
	const log = await openLog(path, {onError: fail});
	t.is(log.cut, Buffer.byteLength(JSON.stringify(long)));
	await log.close();
	t.deepEqual(await rowsOf(path), [{n: 1}, long]);
});

test('a whole line that is no JSON is an error that names it, the last one too', async t => {
	const path = join(scratch(t), 'a.jsonl');
	for (const [text, line] of [
		['{"n":1}\n{"n":\n{"n":3}\n', 2],
		['{"n":1}\n\0\0\0\0\n', 2],
		['\n{"n":1}\n', 1],
	] as const) {
		writeFileSync(path, text);
		const {kind, code, message} = await failure(t, () => rowsOf(path));
		t.is(kind, 'unverified');
		t.is(code, 'log-damaged');
		t.is(message, `${path}:${line}: the line is damaged`);
	}
});

test('a log that is not there is said', async t => {
	const path = join(scratch(t), 'none.jsonl');
	const {code, message} = await failure(t, () => rowsOf(path));
	t.is(code, 'log-missing');
	t.is(message, `${path}: no such file`);
	t.is(await lastRow(path), undefined);
});

test('what was appended gets into the file by itself', async t => {
	const path = join(scratch(t), 'a.jsonl');
	const log = await openLog(path, {onError: fail});
	log.append({n: 1});
	while (statSync(path).size === 0) await setTimeout(10);
	t.deepEqual(await rowsOf(path), [{n: 1}]);
	await log.close();
});

test('flush resolves when all that was appended before is in the file', async t => {
	const path = join(scratch(t), 'a.jsonl');
	const log = await openLog(path, {onError: fail});
	for (let n = 0; n < 1000; n++) log.append({n});
	await log.flush();
	t.is((await rowsOf(path)).length, 1000);
	await log.flush();
	await log.close();
});

test('a large backlog is written before its time', async t => {
	const path = join(scratch(t), 'a.jsonl');
	const log = await openLog(path, {onError: fail});
	const text = 'x'.repeat(1000);
	for (let n = 0; n < 3000; n++) log.append({n, text});
	await log.close();
	t.is((await rowsOf(path)).length, 3000);
});

test('rows that come after the end are dropped, and closing twice is closing once', async t => {
	const path = join(scratch(t), 'a.jsonl');
	const log = await openLog(path, {onError: fail});
	log.append({n: 1});
	await Promise.all([log.close(), log.close()]);
	log.append({n: 2});
	await log.close();
	t.deepEqual(await rowsOf(path), [{n: 1}]);
});

test('a log moves its file when it is large enough, over several openings, and loses nothing', async t => {
	const path = join(scratch(t), 'a.jsonl');
	for (let opening = 0; opening < 3; opening++) {
		const log = await openLog(path, {onError: fail, rotateBytes: 60});
		for (let n = 0; n < 10; n++) {
			log.append({opening, n, text: 'ten bytes '});
			await log.flush();
		}
		await log.close();
	}
	const files = await logFiles(path);
	t.deepEqual(files, [...Array.from({length: files.length - 1}, (_, i) => `${path}.${i + 1}`), path]);
	t.true(files.length > 9, 'the numbers go beyond one digit');
	const found = (await Promise.all(files.map(rowsOf))).flat();
	t.deepEqual(
		found.map(({opening, n}) => 10 * Number(opening) + Number(n)),
		Array.from({length: 30}, (_, i) => i),
	);
	t.deepEqual(await lastRow(path), found.at(-1) as never);
});

test('the last row of a log that was just moved is in the moved file', async t => {
	const path = join(scratch(t), 'a.jsonl');
	writeFileSync(`${path}.9`, '{"n":9}\n');
	writeFileSync(`${path}.10`, '{"n":10}\n');
	writeFileSync(path, '{"n":');
	t.deepEqual(await lastRow(path), {n: 10});
});

test('the adapter keeps no rows in memory and takes none back', async t => {
	const path = join(scratch(t), 'a.jsonl');
	appendFileSync(path, '{"n":1}\n');
	const adapter = await openJsonLines(path);
	t.deepEqual(await adapter.read(), []);
	await adapter.write([]);
	await adapter.write(['{"n":2}', '{"n":3}']);
	t.is(adapter.size, 24);
	await adapter.close();
	t.is(readFileSync(path, 'utf8'), '{"n":1}\n{"n":2}\n{"n":3}\n');
});

const withFull = existsSync('/dev/full') ? test : test.skip;

withFull('a disk that is full is told once, and who waits for the disk hears of it (needs /dev/full)', async t => {
	const errors: Error[] = [];
	const log = await openLog('/dev/full', {onError: error => errors.push(error)});
	log.append({n: 1});
	t.is((await failure(t, () => log.flush())).code, 'disk-full');
	log.append({n: 2});
	t.is((await failure(t, () => log.flush())).code, 'disk-full');
	await log.close();
	t.deepEqual(
		errors.map(error => error.message),
		['/dev/full: no space left to write'],
	);
});

test('a folder that is gone is told at the opening', async t => {
	const path = join(scratch(t), 'gone', 'a.jsonl');
	t.is((await failure(t, () => openLog(path, {onError: fail}))).code, 'run-directory-lost');
});
