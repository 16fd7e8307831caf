import {open} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {lineNumber, linesBackwards, linesFrom} from '../../source/records/follow-lines.ts';
import {all, scratch} from './scratch.ts';

/** Lines of every length around the size of the blocks that are read. */
const lengths = [0, 1, 262_143, 0, 262_144, 262_145, 5, 600_000, 0, 0, 3];

test('lines are the same forwards and backwards, whatever their length, and their places are right', async t => {
	const file = await open(join(scratch(t), 'a.jsonl'), 'w+');
	t.teardown(() => file.close());
	const texts = lengths.map((length, i) => String(i % 10).repeat(length));
	const whole = texts.map(text => `${text}\n`).join('');
	await file.writeFile(`${whole}torn`);
	const batches = await all(linesFrom(file, 0));
	const forwards = batches.flatMap(({lines}) => lines);
	t.deepEqual(
		forwards.map(({text}) => text),
		texts,
	);
	t.is(batches.at(-1)?.end, whole.length);
	t.deepEqual((await all(linesBackwards(file, whole.length))).flat().toReversed(), forwards);
	for (const [i, {at}] of forwards.entries()) t.is(await lineNumber(file, at), i + 1);
	t.deepEqual(
		(await all(linesFrom(file, forwards[4]?.at ?? 0))).flatMap(({lines}) => lines),
		forwards.slice(4),
	);
});

test('a line of no end is left out as an empty one, and what follows is read', async t => {
	const file = await open(join(scratch(t), 'a.jsonl'), 'w+');
	t.teardown(() => file.close());
	const zeros = 65 * 1024 * 1024;
	await file.truncate(zeros); // a hole: takes no room on the disk
	t.deepEqual(await all(linesFrom(file, 0)), []);
	await file.write('\nnext\n', zeros);
	const expected = [
		{text: '', at: 0},
		{text: 'next', at: zeros + 1},
	];
	t.deepEqual(
		(await all(linesFrom(file, 0))).flatMap(({lines}) => lines),
		expected,
	);
	t.deepEqual((await all(linesBackwards(file, zeros + 6))).flat().toReversed(), expected);
});
