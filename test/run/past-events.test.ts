import {appendFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {pastEvents} from '../../source/run/past-events.ts';
import {failure, scratch} from '../records/scratch.ts';
import {rows, writeLog} from './past-log.ts';

const name = 'events.jsonl';
/** Events 0, 2, 4, …: others have the odd numbers. */
const events = (from: number, to: number) => rows(from, to, () => ({kind: 'stimulus', message: 'm'.repeat(200)}));
const seqs = async (folder: string, limit: number, before?: number) =>
	(await pastEvents(folder, limit, before)).map(each => each.seq);

test('the newest events, oldest first, and page by page those before', async t => {
	const folder = scratch(t);
	writeLog(folder, name, events(0, 2000));
	t.deepEqual(await seqs(folder, 3), [3994, 3996, 3998]);
	t.deepEqual(await seqs(folder, 3, 3994), [3988, 3990, 3992]);
	t.deepEqual(await seqs(folder, 3, 1001), [996, 998, 1000]);
	t.deepEqual(await seqs(folder, 3, 3), [0, 2]);
	t.deepEqual(await seqs(folder, 3, 0), []);
	t.deepEqual(await seqs(folder, 0), []);
	t.is((await seqs(folder, 5000)).length, 2000);
});

test('pages put together are the log, across rotated parts', async t => {
	const folder = scratch(t);
	writeLog(folder, `${name}.1`, events(0, 700));
	writeLog(folder, `${name}.2`, events(700, 1401));
	writeLog(folder, name, events(1401, 2000));
	const found: number[] = [];
	for (let before: number | undefined; ; ) {
		const page = await seqs(folder, 77, before);
		if (page.length === 0) break;
		found.unshift(...page);
		before = page[0];
	}
	t.deepEqual(
		found,
		Array.from({length: 2000}, (_, at) => 2 * at),
	);
});

test('a damaged line and a torn last one are left out', async t => {
	const folder = scratch(t);
	writeLog(folder, name, [...events(0, 2), '{"seq":', '7', ...events(2, 3)]);
	appendFileSync(join(folder, name), '{"seq":6,"kind":"st');
	t.deepEqual(await seqs(folder, 10), [0, 2, 4]);
});

test('an empty log has no events, a missing one is an error', async t => {
	const folder = scratch(t);
	writeLog(folder, name, []);
	t.deepEqual(await seqs(folder, 10), []);
	const error = await failure(t, () => pastEvents(join(folder, 'nowhere'), 10));
	t.is(error.code, 'log-missing');
});
