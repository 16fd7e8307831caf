import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {openExportTarget} from '../../source/records/export-target.ts';
import {failure, scratch} from './scratch.ts';

test('a file has its name when it is whole, and nothing else is left', async t => {
	const folder = scratch(t);
	const path = join(folder, 'a.csv');
	const target = await openExportTarget(path, false);
	await target.write('a,b\n');
	t.false(readdirSync(folder).includes('a.csv'));
	await target.write(Buffer.from('ä\n'));
	t.is(await target.finish(), 7);
	target.abandon();
	t.is(readFileSync(path, 'utf8'), 'a,b\nä\n');
	t.deepEqual(readdirSync(folder), ['a.csv']);
});

test('what is given up leaves nothing, and the old file as it was', async t => {
	const folder = scratch(t);
	const path = join(folder, 'a.csv');
	writeFileSync(path, 'old');
	const target = await openExportTarget(path, true);
	await target.write('new');
	target.abandon();
	target.abandon();
	t.deepEqual(readdirSync(folder), ['a.csv']);
	t.is(readFileSync(path, 'utf8'), 'old');
});

test('a file that exists is replaced with force alone, also one that came meanwhile; a link stays a link', async t => {
	const folder = scratch(t);
	const path = join(folder, 'a.csv');
	const early = await openExportTarget(path, false);
	writeFileSync(path, 'old');
	const {kind, message} = await failure(t, () => openExportTarget(path, false));
	t.is(kind, 'usage');
	t.regex(message, /a\.csv: exists; give another name, or --force to replace it$/);
	t.is((await failure(t, () => early.finish())).kind, 'usage');
	early.abandon();
	const link = join(folder, 'link');
	symlinkSync(path, link);
	const forced = await openExportTarget(link, true);
	await forced.write('new');
	await forced.finish();
	t.is(readFileSync(path, 'utf8'), 'new');
	t.deepEqual(readdirSync(folder), ['a.csv', 'link']);
});

test('where nothing can be written it is said before anything is', async t => {
	const folder = scratch(t);
	const missing = await failure(t, () => openExportTarget(join(folder, 'none', 'a'), false));
	t.deepEqual([missing.kind, missing.code], ['invalid', 'output']);
	t.regex(missing.message, /there is no such directory$/);
	t.is((await failure(t, () => openExportTarget(folder, true))).kind, 'usage');
	const closed = join(folder, 'closed');
	mkdirSync(closed);
	chmodSync(closed, 0o500);
	if (process.getuid?.() !== 0)
		t.regex((await failure(t, () => openExportTarget(join(closed, 'a'), false))).message, /can't be written there$/);
});

test('a full device is one line, and stays a device', async t => {
	const target = await openExportTarget('/dev/full', false);
	const {code} = await failure(t, () => target.write('text'));
	t.is(code, 'disk-full');
	target.abandon();
	t.true(statSync('/dev/full').isCharacterDevice());
});

test('a file that is a program may be executed, as far as the umask allows it, also in place of another', async t => {
	const path = join(scratch(t), 'again.sh');
	for (const force of [false, true]) {
		const target = await openExportTarget(path, force, 0o777);
		await target.write('#!/bin/sh\n');
		await target.finish();
		t.is(statSync(path).mode & 0o777, 0o777 & ~process.umask());
		chmodSync(path, 0o600);
	}
});
