import {Buffer} from 'node:buffer';
import process from 'node:process';
import test from 'ava';
import fc from 'fast-check';
import {LineQueue} from '../../source/run/line-queue.ts';

/** A queue that was given these pieces and their end. */
function filled(...pieces: readonly (string | Uint8Array)[]): LineQueue {
	const queue = new LineQueue();
	for (const piece of pieces) queue.push(Buffer.from(piece));
	queue.end();
	return queue;
}

const all = (queue: LineQueue) => queue.take(Number.POSITIVE_INFINITY);

test('lines end with LF or CRLF, the last one with nothing; empty ones are no messages', t => {
	const queue = filled('one\ntwo\r\n\n\r\nthree');
	t.deepEqual(all(queue), ['one', 'two', 'three']);
	t.deepEqual(queue.counts, {lines: 5, dropped: 0, cut: 0});
	t.is(filled('').counts.lines, 0);
	t.deepEqual(all(filled('a\rb\n')), ['a\rb'], 'a CR elsewhere is text');
});

test('however the bytes are cut into pieces, the lines are the same', t => {
	const text = fc.string({unit: 'binary', maxLength: 80});
	fc.assert(
		fc.property(text, fc.array(fc.nat(200), {maxLength: 8}), (given, cuts) => {
			const bytes = Buffer.from(`é😀\r\n${given}`);
			const at = [0, ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
			const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
			t.deepEqual(all(filled(...pieces)), all(filled(bytes)));
		}),
	);
});

test('invalid UTF-8 is replaced, and a code point that is cut in two is whole again', t => {
	t.deepEqual(all(filled(Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 10))), ['a��(']);
	const [a, b, c, d] = Buffer.from('😀');
	t.deepEqual(all(filled(Uint8Array.of(a ?? 0, b ?? 0), Uint8Array.of(c ?? 0, d ?? 0, 10))), ['😀']);
	t.deepEqual(all(filled(Uint8Array.of(a ?? 0, b ?? 0))), ['�']);
});

test('lines of more than 64 KiB are cut and counted; the rest of them is not a line', t => {
	const most = 64 * 1024;
	const queue = filled('x'.repeat(most), '\n', 'y'.repeat(most + 1), 'yy', '\nnext\n', 'z'.repeat(5 * most));
	const lines = all(queue);
	t.deepEqual(
		lines.map(line => `${line[0]}${line.length}`),
		[`x${most}`, `y${most}`, 'n4', `z${most}`],
	);
	t.deepEqual(queue.counts, {lines: 4, dropped: 0, cut: 2});
});

test('the newest 1,024 lines are kept, the oldest dropped and counted', t => {
	const queue = filled(Array.from({length: 1030}, (_, i) => `${i}\n`).join(''));
	t.is(queue.size, 1024);
	t.deepEqual(queue.counts, {lines: 1030, dropped: 6, cut: 0});
	t.deepEqual(queue.take(2), ['6', '7']);
	t.is(queue.take(Number.POSITIVE_INFINITY).length, 1022);
	t.deepEqual(queue.take(5), []);
});

test('long lines are kept as far as 4 MiB reach', t => {
	const line = 'x'.repeat(60_000);
	const queue = filled(`${line}\n`.repeat(100));
	t.is(queue.size, Math.floor((4 * 1024 * 1024) / 60_000));
	t.is(queue.counts.dropped, 100 - queue.size);
});

test('200 MB of lines leave no more than the newest behind', t => {
	const chunk = Buffer.from('hello world\n'.repeat(87_400)); // 1 MiB
	const queue = new LineQueue();
	const memory = () => process.memoryUsage().rss;
	for (let i = 0; i < 20; i++) queue.push(chunk);
	const before = memory();
	for (let i = 0; i < 180; i++) queue.push(chunk);
	const grown = (memory() - before) / 1e6;
	t.is(queue.size, 1024);
	t.is(queue.counts.lines, 200 * 87_400);
	t.is(queue.counts.dropped, 200 * 87_400 - 1024);
	t.log(`${grown.toFixed(0)} MB more`);
	t.true(grown < 300, 'had the lines been kept, it would be ten times as much');
});
