import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {setImmediate as soon} from 'node:timers/promises';
import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {fileFeed, liveFeed} from '../../source/run/feed.ts';
import {scratch} from './cli.ts';

/** Lines whose content says which they are. */
const numbered = (count: number, length = 1) => Array.from({length: count}, (_, i) => `${i} ${'x'.repeat(length)}`);

test('a file is given whole and in order, never more at a time than was asked for, nothing dropped', async t => {
	for (const [count, length] of [
		[5000, 1],
		[300, 60_000], // 18 MB: more than a queue keeps
	] as const) {
		const path = join(scratch(t), 'input.txt');
		const lines = numbered(count, length);
		writeFileSync(path, lines.join('\r\n'));
		const taken: string[] = [];
		const feed = fileFeed(path, 7, texts => {
			t.true(texts.length >= 1 && texts.length <= 7);
			taken.push(...texts);
			feed.want(7);
		});
		t.is(feed.rate, 7);
		feed.want(7);
		await feed.done;
		t.deepEqual(taken, lines);
		t.deepEqual(feed.counts, {lines: count, dropped: 0, cut: 0});
	}
});

test('a file waits as long as nobody asks, and one answer is given to one question', async t => {
	const path = join(scratch(t), 'input.txt');
	writeFileSync(path, numbered(3000).join('\n'));
	const given: (readonly string[])[] = [];
	const feed = fileFeed(path, 10, texts => given.push(texts));
	while (feed.counts.lines < 500) await soon();
	for (let i = 0; i < 20; i++) await soon();
	t.deepEqual(given, []);
	t.true(feed.counts.lines < 1024, 'the file is read no further than the queue keeps');
	feed.want(3);
	for (let i = 0; i < 20; i++) await soon();
	t.deepEqual(
		given.map(texts => texts.length),
		[3],
	);
	feed.close();
	await feed.done;
});

test('closing early is no failure', async t => {
	const path = join(scratch(t), 'input.txt');
	writeFileSync(path, numbered(100_000).join('\n'));
	const file = fileFeed(path, 1, () => undefined);
	file.close();
	const live = liveFeed(new PassThrough(), () => undefined);
	live.close();
	await t.notThrowsAsync(Promise.all([file.done, live.done]));
});

test('an empty file ends at once', async t => {
	const path = join(scratch(t), 'empty');
	writeFileSync(path, '');
	const feed = fileFeed(path, 1, () => t.fail());
	feed.want(1);
	await feed.done;
	t.is(feed.counts.lines, 0);
});

test('a file that is not there or is none is refused before anything starts', t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'sub'));
	const line = (path: string) => t.throws(() => fileFeed(path, 1, () => undefined), {instanceOf: ConnectopError});
	t.is(line(join(folder, 'none')).message, `--input ${join(folder, 'none')}: no such file`);
	t.is(
		line(join(folder, 'sub')).message,
		`--input ${join(folder, 'sub')}: is no file; use a file, - for stdin, or none`,
	);
	t.is(line(join(folder, 'sub')).kind, 'invalid');
});

test('a live feed gives what it has when it is asked, and else when it comes', async t => {
	const stream = new PassThrough();
	const given: (readonly string[])[] = [];
	const feed = liveFeed(stream, texts => given.push(texts));
	t.is(feed.rate, 'live');
	stream.write('one\ntwo\nthr');
	while (feed.counts.lines < 2) await soon();
	feed.want(Number.POSITIVE_INFINITY);
	t.deepEqual(given, [['one', 'two']]);
	feed.want(1);
	stream.end('ee\nfour');
	await feed.done;
	t.deepEqual(given, [['one', 'two'], ['three']]);
	feed.want(5);
	t.deepEqual(given.at(-1), ['four']);
});

test('a live feed drops the oldest lines and counts them', async t => {
	const stream = new PassThrough();
	const feed = liveFeed(stream, () => t.fail());
	stream.end(`${numbered(2000).join('\n')}\n`);
	await feed.done;
	t.deepEqual(feed.counts, {lines: 2000, dropped: 976, cut: 0});
});

test('a source that fails is reported', async t => {
	const stream = new PassThrough();
	const feed = liveFeed(stream, () => undefined);
	stream.destroy(new Error('the cable is out'));
	const error = await t.throwsAsync(feed.done, {instanceOf: ConnectopError});
	t.is(error.message, "input: can't be read: the cable is out");
});
