import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {openDigestLog, readDigests} from '../../source/records/digest-log.ts';
import type {HoldListener} from '../../source/records/holding.ts';
import {openJournal, readJournal} from '../../source/records/journal.ts';
import {openLog} from '../../source/records/json-lines.ts';
import {all, fail, failure, scratch} from './scratch.ts';
import {smallFile} from './small-file.ts';

/** What a listener was told, in order. */
function listening() {
	const told: string[] = [];
	const holding: HoldListener = {
		held: (path, {code}) => void told.push(`${path} ${code}`),
		released: (path, {rows, dropped}) => void told.push(`${path} ${rows} rows, ${dropped} dropped`),
	};
	return {told, holding};
}

for (const [code, known] of [
	['ENOSPC', 'disk-full'],
	['EDQUOT', 'disk-full'],
	['ESTALE', 'disk-stale'],
] as const) {
	test(`${code}: a journal goes on where it stopped, and its chain holds`, async t => {
		const path = join(scratch(t), 'journal.jsonl');
		writeFileSync(path, '');
		const file = smallFile();
		const {told, holding} = listening();
		const journal = await openJournal(path, {onError: fail, holding, open: file.open});
		journal.append({n: 1});
		await journal.flush();
		if (code === 'ESTALE') file.goStale();
		else file.writes.push({code, taken: 50}, {code}, {code, taken: 10});
		for (let n = 2; n < 9; n++) journal.append({n});
		t.is((await failure(t, () => journal.written())).code, known);
		t.true(journal.held > 0);
		journal.append({n: 9});
		while (told.length < 2) await setTimeout(20);
		t.is(journal.held, 0);
		t.is(told[0], `${path} ${known}`);
		t.is(told[1], `${path} ${code === 'ESTALE' ? 8 : 6} rows, 0 dropped`);
		await journal.close();
		writeFileSync(path, file.bytes());
		const rows = (await all(readJournal(path))).map(({row}) => row['n']);
		t.deepEqual(rows, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});
}

test('digests that wait for the journal are held as well, and none is left out', async t => {
	const path = join(scratch(t), 'digests.bin');
	const file = smallFile();
	const {told, holding} = listening();
	let full = true;
	const first = () => (full ? Promise.reject(Object.assign(new Error('no'), {code: 'ENOSPC'})) : Promise.resolve());
	const log = await openDigestLog(path, fail, first, {holding, open: file.open});
	for (let tick = 1; tick <= 5; tick++) log.append(0, tick, tick, 0);
	t.is((await failure(t, () => log.flush())).code, 'disk-full');
	t.is(log.held, 80);
	t.is(file.bytes().length, 0);
	full = false;
	log.append(0, 6, 6, 0);
	await log.flush();
	t.deepEqual(told, [`${path} disk-full`, `${path} 6 rows, 0 dropped`]);
	await log.close();
	writeFileSync(path, file.bytes());
	t.deepEqual(
		(await readDigests(path)).map(({tick}) => tick),
		[1, 2, 3, 4, 5, 6],
	);
});

test('what waits at the end is told with its number of rows; a log of lines without a listener fails as before', async t => {
	const file = smallFile();
	const errors: string[] = [];
	const onError = (error: Error) => void errors.push(error.message);
	const log = await openLog('a', {onError, holding: listening().holding, open: file.open});
	file.writes.push(...Array.from({length: 100}, () => ({code: 'ENOSPC'})));
	for (let n = 0; n < 3; n++) log.append({n});
	await log.close();
	t.deepEqual(errors, ['a: 3 rows (1 kB) could not be written']);

	const plain = await openLog('b', {onError, open: file.open});
	plain.append({n: 1});
	await failure(t, () => plain.flush());
	t.is(errors.at(-1), 'b: no space left to write');
	await plain.close();
});
