import {appendFileSync, existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {openDigestLog, readDigests} from '../../source/records/digest-log.ts';
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
