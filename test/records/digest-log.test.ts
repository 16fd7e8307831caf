import {appendFileSync, existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {openDigestCursor, openDigestLog, readDigests} from '../../source/records/digest-log.ts';
import {fail, failure, scratch} from './scratch.ts';

const record = (i: number) => ({epoch: i % 3, tick: i, lo: (i * 2654435761) >>> 0, hi: 0xffffffff - i});

test('records are 16 bytes, little endian, and read back over several openings', async t => {
	const path = join(scratch(t), 'digests.bin');
	const all = Array.from({length: 5000}, (_, i) => record(i));
	for (const part of [all.slice(0, 3000), all.slice(3000)]) {
		const log = await openDigestLog(path, fail);
		t.is(log.cut, 0);
		for (const {epoch, tick, lo, hi} of part) log.append(epoch, tick, lo, hi);
		await log.close();
	}
	t.is(statSync(path).size, 16 * 5000);
	t.deepEqual(await readDigests(path), all);
	t.deepEqual([...readFileSync(path).subarray(16, 24)], [1, 0, 0, 0, 1, 0, 0, 0]);
});

test('a torn last record is left out by readers and cut by the owner', async t => {
	const path = join(scratch(t), 'digests.bin');
	const log = await openDigestLog(path, fail);
	log.append(0, 1, 2, 3);
	await log.close();
	for (let bytes = 1; bytes < 16; bytes++) {
		appendFileSync(path, Buffer.alloc(bytes, 0xff));
		t.is((await readDigests(path)).length, bytes);
		const again = await openDigestLog(path, fail);
		t.is(again.cut, bytes);
		again.append(0, 1 + bytes, 2, 3);
		await again.close();
	}
	t.deepEqual(
		(await readDigests(path)).map(({tick}) => tick),
		Array.from({length: 16}, (_, i) => i + 1),
	);
});

test('records get into the file by themselves, and at a flush', async t => {
	const path = join(scratch(t), 'digests.bin');
	const log = await openDigestLog(path, fail);
	log.append(0, 1, 2, 3);
	while (statSync(path).size === 0) await setTimeout(10);
	log.append(0, 2, 2, 3);
	await log.flush();
	t.is(statSync(path).size, 32);
	await log.close();
});

test('records wait for what has to be on disk before them, and take along what came later only the next time', async t => {
	const path = join(scratch(t), 'digests.bin');
	const asked: (() => void)[] = [];
	const log = await openDigestLog(path, fail, () => new Promise(resolve => void asked.push(resolve)));
	log.append(0, 1, 2, 3);
	const flushed = log.flush();
	while (asked.length === 0) await setTimeout(5);
	log.append(0, 2, 2, 3); // what it stands on may not be there yet when the first wait is over
	t.is(statSync(path).size, 0);
	asked[0]?.();
	await flushed;
	t.is(statSync(path).size, 16);
	const closed = log.close();
	while (asked.length === 1) await setTimeout(5);
	t.is(statSync(path).size, 16);
	asked[1]?.();
	await closed;
	t.is(statSync(path).size, 32);
});

test('records are not written when that fails', async t => {
	const path = join(scratch(t), 'digests.bin');
	const errors: Error[] = [];
	const log = await openDigestLog(
		path,
		error => errors.push(error),
		() => Promise.reject(new Error('no journal')),
	);
	log.append(0, 1, 2, 3);
	await t.throwsAsync(() => log.flush(), {message: /no journal/});
	t.is(errors.length, 1);
	await log.close();
	t.is(statSync(path).size, 0);
});

test('a cursor goes through the whole records, and no further than the file went when it was opened', async t => {
	const path = join(scratch(t), 'digests.bin');
	const log = await openDigestLog(path, fail);
	const all = Array.from({length: 3000}, (_, i) => record(i));
	for (const {epoch, tick, lo, hi} of all) log.append(epoch, tick, lo, hi);
	await log.close();
	appendFileSync(path, Buffer.alloc(9));
	const cursor = openDigestCursor(path);
	appendFileSync(path, Buffer.alloc(7 + 16));
	const seen: unknown[] = [];
	for (; cursor.current; cursor.advance()) seen.push(cursor.current);
	t.deepEqual(seen, all);
	t.is(cursor.passed, 3000);
	cursor.advance();
	t.is(cursor.passed, 3000);
	cursor.close();
	t.throws(() => openDigestCursor(`${path}.none`), {code: 'log-missing'});
});

test('a log that is not there is said', async t => {
	const path = join(scratch(t), 'none.bin');
	t.is((await failure(t, () => readDigests(path))).code, 'log-missing');
});

const withFull = existsSync('/dev/full') ? test : test.skip;

withFull('a full disk is told once (needs /dev/full)', async t => {
	const errors: Error[] = [];
	const log = await openDigestLog('/dev/full', error => errors.push(error));
	log.append(0, 1, 2, 3);
	t.is((await failure(t, () => log.flush())).code, 'disk-full');
	log.append(0, 2, 2, 3);
	await log.close();
	t.is(errors.length, 1);
});
