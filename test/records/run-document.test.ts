import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {createRunDocument, readRunDocument} from '../../source/records/run-document.ts';
import {runDocument} from './documents.ts';
import {failure, scratch} from './scratch.ts';

const entry = {file: 'state_0.npz', tick: 0, epoch: 0, bytes: 10, sha256: 'ab', at: '2026-11-21T09:05:07.000Z'};

test('what was written is read back', async t => {
	const folder = scratch(t);
	const document = createRunDocument(folder, runDocument());
	t.deepEqual(readdirSync(folder), [], 'nothing is written before the first update');
	await document.update({checkpoints: [entry], lastTick: 7});
	const {bootId: _, jobId: __, ...rest} = document.data;
	t.deepEqual(await readRunDocument(folder), rest as typeof document.data);
	t.is(document.data.lastTick, 7);
	t.deepEqual(readdirSync(folder), ['run.json']);
});

test('updates at the same time do not overtake each other', async t => {
	const folder = scratch(t);
	const document = createRunDocument(folder, runDocument());
	await Promise.all(Array.from({length: 20}, (_, i) => document.update({lastTick: i})));
	t.is((await readRunDocument(folder)).lastTick, 19);
});

test('a document that can not be written is told to whoever asked, and the next one is tried', async t => {
	const folder = join(scratch(t), 'run');
	const document = createRunDocument(folder, runDocument());
	t.is((await failure(t, () => document.update({lastTick: 1}))).code, 'run-directory-lost');
	mkdirSync(folder);
	await document.update({lastTick: 2});
	t.is((await readRunDocument(folder)).lastTick, 2);
	rmSync(folder, {recursive: true});
	t.is((await failure(t, () => document.update({lastTick: 3}))).code, 'run-directory-lost');
});

test('what is missing or damaged is said in one line', async t => {
	const folder = scratch(t);
	const path = join(folder, 'run.json');
	const wrong = runDocument({checkpoints: [{...entry, file: '../../etc/passwd'}]});
	for (const [text, message] of [
		[undefined, 'no such file; a run has one'],
		['', "can't be read: Unexpected end of JSON input"],
		['null', 'no such file'],
		['{"v":2}', 'is damaged: v: is no run of this version'],
		[JSON.stringify(wrong), 'is damaged: checkpoints.0.file: Invalid'],
		[JSON.stringify(runDocument({pid: 0.5})), 'is damaged: pid: Invalid input'],
	] as const) {
		if (text !== undefined) writeFileSync(path, text);
		const {kind, code, message: found} = await failure(t, () => readRunDocument(folder));
		t.is(kind, 'invalid');
		t.is(code, 'run-document');
		t.true(found.startsWith(`${path}: ${message}`), found);
	}
});

test('members that this version does not know are passed on', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'run.json'), JSON.stringify({...runDocument(), later: [1]}));
	t.deepEqual(((await readRunDocument(folder)) as unknown as {later: unknown}).later, [1]);
	t.true(readFileSync(join(folder, 'run.json'), 'utf8').includes('later'));
});
