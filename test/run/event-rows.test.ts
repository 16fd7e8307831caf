import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {nextEvents} from '../../source/run/next-events.ts';
import {scratch} from '../program.ts';

test('events after any of them are found in a log of any length, without those before', async t => {
	const folder = scratch(t);
	const row = (size: number, at: number) =>
		`${JSON.stringify({v: 1, ts: '', seq: 2 * (at + 1), message: 'x'.repeat(size)})}\n`;
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({min: 0, max: 3000}), {minLength: 1, maxLength: 400}),
			fc.integer({min: -1, max: 900}),
			fc.integer({min: 1, max: 30}),
			async (sizes, after, limit) => {
				writeFileSync(join(folder, 'events.jsonl'), sizes.map(row).join(''));
				const wanted = sizes.map((_, at) => 2 * (at + 1)).filter(each => each > after);
				const found = await nextEvents(folder, after, limit);
				t.deepEqual(
					found.map(each => each.seq),
					wanted.slice(0, limit),
				);
			},
		),
		{numRuns: 60},
	);
});
