import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {openTwo} from './two-terminals.ts';

const [columns, rows, most] = [20, 8, 40];
const [begin, end] = ['\u001B[?2026h', '\u001B[?2026l'];
const enter = '\u001B[?1049h\u001B[?25l';
/** A frame as Ink writes it: between marks, and the cursor hidden again after it. */
const frameOf = (lines: readonly string[]) => `${begin}\u001B[H${lines.join('\u001B[K\n')}\u001B[K${end}\u001B[?25l`;
const blank = Array.from({length: rows}, () => '');
const full = (character: string) => Array.from({length: rows}, () => character.repeat(columns - 1));

const line = fc
	.array(fc.constantFrom('a', 'b', ' ', '\u001B[1mc\u001B[m', '⣿'), {maxLength: columns - 1})
	.map(parts => parts.join(''));
const frame = fc.array(line, {minLength: rows, maxLength: rows}).map(frameOf);

test('a picture that comes in parts is in the end the picture', async t => {
	await fc.assert(
		fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
			using two = openTwo(columns, rows, most);
			await two.write(enter + frameOf(blank));
			for (const each of frames) await two.write(each);
			for (let part = 0; two.writer.unfinished(); part++) {
				assert.ok(part < rows, 'every part is a row at least');
				await two.goOn();
			}
			assert.deepEqual(two.thrifty.cells(), two.plain.cells());
		}),
		{numRuns: 60},
	);
	t.pass();
});

test('a part is no more than was allowed and the row that it ends with', async t => {
	using two = openTwo(columns, rows, most);
	await two.write(enter + frameOf(blank));
	const row = columns + '\u001B[8;1H'.length;
	const sent = await two.write(frameOf(full('x')));
	t.true(sent.length > most, 'more than one row');
	const marks = begin.length + end.length + '\u001B[?25l'.length + 2 * row;
	t.true(sent.length <= most + marks, `${sent.length}`);
	t.true(two.writer.unfinished());
	// The next picture goes on where this one ended: no row waits for ever.
	for (const character of 'yzyzyz') await two.write(frameOf(full(character)));
	t.false(two.thrifty.text().includes(''));
});

test('who waits for a picture gets all of it, and so does who sees the first one', async t => {
	using two = openTwo(columns, rows, most);
	await two.write(enter + frameOf(full('a')));
	t.false(two.writer.unfinished());
	two.writer.hurry();
	await two.write(frameOf(full('b')));
	t.false(two.writer.unfinished());
	t.deepEqual(two.thrifty.cells(), two.plain.cells());
	await two.write(frameOf(full('c')));
	t.true(two.writer.unfinished());
	await two.write('\u001B[?1049l');
	t.false(two.writer.unfinished());
	t.deepEqual(two.thrifty.cells(), two.plain.cells());
});
