import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {fileFailure} from '../../source/records/files.ts';
import {createDiskWatch} from '../../source/run/disk-watch.ts';
import type {News} from '../../source/run/protocol.ts';

const failureOf = (code: string) => fileFailure(Object.assign(new Error(code), {code}), '/r/metrics.jsonl');

function watching(bytes = 0, besides = 0) {
	const said: News[] = [];
	const calls: {brimful: boolean[]} = {brimful: []};
	const watch = createDiskWatch({
		say: news => void said.push(news),
		waiting: () => bytes,
		besides: () => besides,
		brimful: full => void calls.brimful.push(full),
	});
	return {said, watch, calls};
}

const until = async (reached: () => boolean) => {
	while (!reached()) await setTimeout(10);
};

test('a full disk is said once, whatever else fails, and once that it is over, with all that had waited', async t => {
	const {said, watch} = watching(12_345);
	t.is(watch.trouble, undefined);
	t.true(watch.unsaved(), 'a checkpoint alone that does not fit is told each time');
	watch.held('/r/metrics.jsonl', failureOf('ENOSPC'));
	watch.held('/r/journal.jsonl', failureOf('ENOSPC'));
	t.is(watch.trouble, 'disk full: 13 kB wait');
	watch.refused();
	t.true(watch.unsaved());
	t.false(watch.unsaved());
	watch.released('/r/journal.jsonl', {rows: 2, bytes: 300, dropped: 0});
	watch.released('/r/metrics.jsonl', {rows: 20, bytes: 4000, dropped: 4});
	watch.held('/r/events.jsonl', failureOf('ENOSPC')); // it was not over yet
	watch.released('/r/events.jsonl', {rows: 1, bytes: 100, dropped: 0});
	t.not(watch.trouble, undefined);
	await until(() => said.length === 2);
	t.is(watch.trouble, undefined);
	t.is(
		said[0]?.message,
		'disk full (metrics.jsonl): the run goes on, its records wait in memory; commands that steer it are refused while they do',
	);
	t.regex(
		said[1]?.message ?? '',
		/^the disk takes records again after \d+\.\d s: 19 rows \(5 kB\) had waited and are written; left out for want of memory: 4 of metrics\.jsonl; 2 checkpoints were not saved; 1 command was refused$/,
	);
	t.like(said[1], {
		level: 'warn',
		kind: 'disk',
		data: {rows: 19, dropped: {'metrics.jsonl': 4}, unsaved: 2, refused: 1},
	});
	watch.close();
});

test('quota and stale handles are named', t => {
	const troubles = ['EDQUOT', 'ESTALE'].map(code => {
		const {watch} = watching();
		watch.held('/r/metrics.jsonl', failureOf(code));
		const {trouble} = watch;
		watch.close();
		return trouble;
	});
	t.deepEqual(troubles, ['disk quota used up: 0 kB wait', 'file server has lost the files: 0 kB wait']);
});

test('too much that waits is told once, and that it is over', async t => {
	const {watch, calls} = watching(65 * 1024 * 1024);
	t.false(watch.full);
	watch.held('/r/events.jsonl', failureOf('ENOSPC'));
	await until(() => calls.brimful.length === 1);
	t.true(watch.full);
	await setTimeout(1200);
	t.deepEqual(calls.brimful, [true]);
	watch.released('/r/events.jsonl', {rows: 1, bytes: 100, dropped: 0});
	watch.close();
	t.deepEqual(calls.brimful, [true, false]);
	t.false(watch.full);
});

test('what recorders hold is told with what logs do, and fills no memory of theirs', async t => {
	const {watch, calls} = watching(1000, 1e9);
	watch.held('/r/metrics.jsonl', failureOf('ENOSPC'));
	t.is(watch.trouble, 'disk full: 1000001 kB wait');
	await setTimeout(1200);
	t.deepEqual(calls.brimful, []);
	watch.close();
});
