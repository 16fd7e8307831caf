import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {changesIn} from '../../source/records/follow-changes.ts';
import {scratch} from './scratch.ts';

test('a change wakes long before the poll, also one that came before it was waited for', async t => {
	const folder = scratch(t);
	const changes = changesIn(folder, 3_600_000); // a poll would outlast the test
	const waiting = changes.next();
	writeFileSync(join(folder, 'a'), '');
	await waiting;
	writeFileSync(join(folder, 'b'), '');
	await changes.next();
	changes.close();
	t.pass();
});

test('where nothing can be watched the poll wakes', async t => {
	const folder = join(scratch(t), 'none');
	const changes = changesIn(folder, 1);
	await changes.next();
	mkdirSync(folder);
	await changes.next();
	rmSync(folder, {recursive: true});
	changes.close();
	t.pass();
});
