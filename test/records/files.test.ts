import {createHash} from 'node:crypto';
import {chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {fileFailure, hashFile, readWhole, writeFileAtomic} from '../../source/records/files.ts';
import {failure, scratch} from './scratch.ts';

const pieces = fc.array(fc.uint8Array({maxLength: 50}), {maxLength: 8});

test('pieces are written one after the other, and seen once each, in order', async t => {
	const path = join(scratch(t), 'a');
	await fc.assert(
		fc.asyncProperty(pieces, async parts => {
			const seen: Uint8Array[] = [];
			const whole = Buffer.concat(parts);
			t.is(await writeFileAtomic(path, parts, slice => seen.push(slice.slice())), whole.length);
			t.deepEqual(readFileSync(path), whole);
			t.deepEqual(Buffer.concat(seen), whole);
			t.deepEqual(Buffer.from(await readWhole(path)), whole);
		}),
		{numRuns: 30},
	);
});

test('pieces larger than a call takes arrive whole', async t => {
	const folder = scratch(t);
	const path = join(folder, 'large');
	const large = Uint8Array.from({length: 9_500_000}, (_, i) => (i * 2654435761) >>> 24);
	const parts = [Uint8Array.of(1, 2, 3), large, new Uint8Array(0), large.subarray(5, 4_200_000)];
	const hash = createHash('sha256');
	await writeFileAtomic(path, parts, slice => hash.update(slice));
	const whole = Buffer.concat(parts);
	t.true(whole.equals(await readWhole(path)));
	const digest = createHash('sha256').update(whole).digest('hex');
	t.is(await hashFile(path), digest);
	t.is(hash.digest('hex'), digest);
	t.deepEqual(readdirSync(folder), ['large'], 'no temporary file stays');
});

test('shared memory can be written', async t => {
	const path = join(scratch(t), 'a');
	const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(7);
	await writeFileAtomic(path, [shared]);
	t.deepEqual(readFileSync(path), Buffer.of(7, 7, 7, 7));
});

test('a file that can not be replaced stays as it was, and no temporary file with it', async t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'taken', 'inside'), {recursive: true});
	const {kind, code, message} = await failure(t, () => writeFileAtomic(join(folder, 'taken'), [Buffer.from('x')]));
	t.is(kind, 'failed');
	t.is(code, 'write-failed');
	t.true(message.startsWith(`${join(folder, 'taken')}: can't be written: `));
	t.deepEqual(readdirSync(folder), ['taken']);
});

test('a folder that is gone is told apart', async t => {
	const path = join(scratch(t), 'gone', 'a');
	t.is((await failure(t, () => writeFileAtomic(path, []))).code, 'run-directory-lost');
});

test('a path through a file can not be written', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'file'), '');
	t.is((await failure(t, () => writeFileAtomic(join(folder, 'file', 'a'), []))).code, 'write-failed');
});

test('each error of the system has its code', t => {
	const codeOf = (code: string) => fileFailure(Object.assign(new Error('no'), {code}), 'a').code;
	t.deepEqual(['ENOSPC', 'EDQUOT', 'ENOENT', 'ESTALE', 'EIO', 'EROFS'].map(codeOf), [
		'disk-full',
		'disk-full',
		'run-directory-lost',
		'run-directory-lost',
		'write-failed',
		'write-failed',
	]);
	const known = fileFailure(Object.assign(new Error('no'), {code: 'EIO'}), 'a');
	t.is(fileFailure(known, 'b'), known, 'what was said once stays as it is');
});

// Serial, since root, who may write everywhere, becomes nobody for it.
test.serial('a folder without permission', async t => {
	const folder = scratch(t);
	chmodSync(folder, 0o500);
	const root = process.getuid?.() === 0;
	if (root) process.seteuid?.(65534);
	t.teardown(() => {
		if (root) process.seteuid?.(0);
		chmodSync(folder, 0o700);
	});
	t.is((await failure(t, () => writeFileAtomic(join(folder, 'a'), []))).code, 'write-failed');
});
