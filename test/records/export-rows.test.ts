import {renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {logRows} from '../../source/records/export-rows.ts';
import {all, failure, scratch} from './scratch.ts';

test('rows of all parts in order, whole ones alone, also when the log is rotated meanwhile', async t => {
	const path = join(scratch(t), 'metrics.jsonl');
	writeFileSync(`${path}.2`, '{"n":2}\n');
	writeFileSync(`${path}.1`, '{"n":1}\n');
	writeFileSync(path, '{"n":3}\n');
	const found: unknown[] = [];
	for await (const rows of logRows(path)) {
		found.push(...rows.map(({row}) => row['n']));
		if (found.length !== 1) continue;
		renameSync(path, `${path}.3`);
		writeFileSync(path, '{"n":4}\n{"n":5');
	}
	t.deepEqual(found, [1, 2, 3, 4]);
});

test('a line that is no row is named', async t => {
	const path = join(scratch(t), 'metrics.jsonl');
	for (const damaged of ['{"n":', '', 'null', '[1]', '7']) {
		writeFileSync(`${path}.1`, `{"n":1}\n${damaged}\n{"n":3}\n`);
		const {kind, code, message} = await failure(t, () => all(logRows(path)));
		t.deepEqual([kind, code], ['unverified', 'log-damaged']);
		t.is(message, `${path}.1:2: the line is damaged`);
	}
});
