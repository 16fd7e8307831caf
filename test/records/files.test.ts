import {createHash} from 'node:crypto';
import {chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import {passFile} from '../../source/records/file-passage.ts';
import {fileFailure, hashFile, isPassing, writeFileAtomic} from '../../source/records/files.ts';
import {writeVerified} from '../../source/records/write-verified.ts';
import {failure, scratch} from './scratch.ts';

const pieces = fc.array(fc.uint8Array({maxLength: 50}), {maxLength: 8});

test('pieces are written one after the other', async t => {
	const folder = scratch(t);
	const path = join(folder, 'a');
	await fc.assert(
		fc.asyncProperty(pieces, async parts => {
			const whole = Buffer.concat(parts);
			await writeFileAtomic(path, parts);
			t.deepEqual(readFileSync(path), whole);
			const sha256 = createHash('sha256').update(whole).digest('hex');
			t.deepEqual(await writeVerified(path, parts), {path, bytes: whole.length, sha256});
			t.deepEqual(readFileSync(path), whole);
			t.is(await hashFile(path), sha256);
		}),
		{numRuns: 30},
	);
	t.deepEqual(readdirSync(folder), ['a'], 'no temporary file stays');
});

/** More than is written or read at once. */
const large = Uint8Array.from({length: 9_500_000}, (_, i) => (i * 2654435761) >>> 24);

test('pieces larger than a call takes arrive whole, and a file may be named by what it holds', async t => {
	const folder = scratch(t);
	const parts = [Uint8Array.of(1, 2, 3), large, new Uint8Array(0), large.subarray(5, 4_200_000)];
	const whole = Buffer.concat(parts);
	const digest = createHash('sha256').update(whole).digest('hex');
	const done: number[] = [];
	const written = await writeVerified(join(folder, 'large'), parts, {
		nameOf: sha256 => `${sha256.slice(0, 4)}.bin`,
		told: (bytes, total) => done.push(bytes, total),
	});
	const path = join(folder, `${digest.slice(0, 4)}.bin`);
	t.deepEqual(written, {path, bytes: whole.length, sha256: digest});
	t.true(whole.equals(readFileSync(path)));
	t.is(await hashFile(path), digest);
	t.deepEqual(done.slice(-2), [whole.length, whole.length]);

	t.deepEqual(readdirSync(folder), [`${digest.slice(0, 4)}.bin`], 'no temporary file stays');
});

test('a file that changes before it is read back never gets its name', async t => {
	const folder = scratch(t);
	const path = join(folder, 'a');
	writeFileSync(path, 'before');
	// The name is asked for when all was written and nothing read back.
	const spoil = () => {
		writeFileSync(`${path}.tmp`, 'spoilt');
		return 'a';
	};
	const {kind, code, message} = await failure(t, () => writeVerified(path, [new Uint8Array(1000)], {nameOf: spoil}));
	t.is(kind, 'failed');
	t.is(code, 'checkpoint-unverified');
	t.is(message, `${path}: what was read back is not what was written`);
	t.is(readFileSync(path, 'utf8'), 'before');
	t.deepEqual(readdirSync(folder), ['a']);
});

test('a passage sees each byte of a file once, in order, wherever it goes to', async t => {
	const path = join(scratch(t), 'a');
	writeFileSync(path, large);
	const passed: Uint8Array[] = [];
	const seen = (slice: Uint8Array) => void passed.push(slice.slice());
	const target = new Float32Array(new SharedArrayBuffer(4 * 1_100_000));
	const sha256 = await passFile(path, async passage => {
		t.is(passage.size, large.length);
		t.deepEqual(await passage.peek(large.length - 3, 10), large.subarray(-3));
		passed.push(await passage.take(17));
		await passage.passTo(4_300_000, seen);
		await passage.fill(new Uint8Array(target.buffer), seen);
		t.is(passage.at, 8_700_000);
		await passage.passTo(8_700_000, seen);
		await passage.passTo(passage.size, seen);
		return passage.sha256();
	});
	t.true(Buffer.concat(passed).equals(large));
	t.true(Buffer.from(target.buffer).equals(large.subarray(4_300_000, 8_700_000)));
	t.is(sha256, createHash('sha256').update(large).digest('hex'));
});

test('a file that ends before it should is an error', async t => {
	const path = join(scratch(t), 'a');
	writeFileSync(path, 'short');
	await t.throwsAsync(
		passFile(path, passage => passage.take(6)),
		{message: 'it is cut'},
	);
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
		'disk-stale',
		'write-failed',
		'write-failed',
	]);
	const passing = ['ENOSPC', 'EDQUOT', 'ESTALE', 'EIO', 'ENOENT'].map(code =>
		isPassing(fileFailure(Object.assign(new Error('no'), {code}), 'a')),
	);
	t.deepEqual(passing, [true, true, true, false, false]);
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
