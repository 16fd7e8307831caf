import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {basename, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {timeId} from '../../source/records/create-run-directory.ts';
import {
	createRunDirectory,
	findRun,
	holdsRun,
	indexRun,
	type RunDirectory,
	runsCalled,
	sweepRunDirectory,
} from '../../source/records/run-directory.ts';
import {createRunDocument, readRunDocument} from '../../source/records/run-document.ts';
import {runDocument} from './documents.ts';
import {failure, scratch} from './scratch.ts';

const now = new Date(2026, 10, 21, 9, 5, 7);

/** A folder with an index of its own; these tests are serial since the index is found by the environment. */
function place(t: ExecutionContext): string {
	const folder = scratch(t);
	process.env['XDG_STATE_HOME'] = join(folder, 'state');
	mkdirSync(join(folder, 'work'));
	return join(folder, 'work');
}

/** A run that was started at a moment, in the index or not. */
async function makeRun(
	cwd: string,
	at: Date,
	{index = true, name}: {index?: boolean; name?: string} = {},
): Promise<RunDirectory> {
	const directory = await createRunDirectory(at, {name}, cwd);
	await createRunDocument(directory.path, runDocument({id: directory.id, startedAt: at.toISOString()})).update({});
	if (index) await indexRun(directory, at);
	return directory;
}

const minute = (n: number) => new Date(now.getTime() + 60_000 * n);

test('a moment gives an id in local time', t => {
	t.is(timeId(now), '20261121_090507');
});

test('runs of the same second get directories of their own', async t => {
	const cwd = scratch(t);
	const made = await Promise.all(Array.from({length: 8}, () => createRunDirectory(now, {}, cwd)));
	t.deepEqual(made.map(({id}) => id).sort(), [
		'20261121_090507',
		...Array.from({length: 7}, (_, i) => `20261121_090507-${i + 2}`),
	]);
	t.true(made.every(({id, path}) => path === join(cwd, 'runs', id) && existsSync(path)));
});

test.serial('a run is found by its name, after an id and before the start of one', async t => {
	const cwd = place(t);
	const call = ({path}: RunDirectory, name: string) =>
		readRunDocument(path).then(document => createRunDocument(path, document).update({name}));
	const [a, b, c] = [await makeRun(cwd, minute(1)), await makeRun(cwd, minute(2)), await makeRun(cwd, minute(3))];
	await call(a, 'night');
	t.is((await findRun('night', cwd)).path, a.path);
	await call(b, c.id);
	t.is((await findRun(c.id, cwd)).path, c.path, 'an id comes first');
	await call(c, '2026');
	t.is((await findRun('2026', cwd)).path, c.path, 'a name before the start of several ids');
	await call(b, 'night');
	const {message} = await failure(t, () => findRun('night', cwd));
	t.regex(message, /^run "night": fits 2 runs, among them /);
	for (const {path} of [a, b]) t.true(message.includes(path));
	t.deepEqual(await runsCalled('night', cwd), [a.id, b.id]);
	t.deepEqual(await runsCalled('dawn', cwd), []);
	t.is((await findRun('night', cwd, async runs => runs.filter(({id}) => id === a.id))).path, a.path);
	const none = await failure(t, () => findRun('night', cwd, async runs => runs));
	t.is(none.message, message, 'a choice that leaves all is none');
});

test('a name is added to the id, and only a plain one is taken', async t => {
	const cwd = scratch(t);
	t.is((await createRunDirectory(now, {name: 'worm.v2'}, cwd)).id, '20261121_090507-worm.v2');
	for (const name of ['', 'a/b', 'ä', 'x'.repeat(65), 'a b']) {
		const {kind, message} = await failure(t, () => createRunDirectory(now, {name}, cwd));
		t.is(kind, 'usage');
		t.true(message.startsWith('--name '));
	}
});

test('a named directory is new or empty', async t => {
	const cwd = scratch(t);
	mkdirSync(join(cwd, 'empty'));
	mkdirSync(join(cwd, 'full'));
	writeFileSync(join(cwd, 'full', 'run.json'), '{}');
	t.deepEqual(await createRunDirectory(now, {directory: 'a/b/new'}, cwd), {id: 'new', path: join(cwd, 'a/b/new')});
	t.is((await createRunDirectory(now, {directory: join(cwd, 'empty')}, cwd)).id, 'empty');
	const {kind, code, message} = await failure(t, () => createRunDirectory(now, {directory: 'full'}, cwd));
	t.is(kind, 'invalid');
	t.is(code, 'run-directory');
	t.is(
		message,
		'--run-dir full: is not empty; use a new or empty directory, or --resume full to go on with the run in it',
	);
	t.is(readFileSync(join(cwd, 'full', 'run.json'), 'utf8'), '{}');
	const foreign = join(cwd, 'foreign');
	mkdirSync(foreign);
	for (const name of ['b.txt', 'a.csv', 'x'.repeat(80), 'd', 'c']) writeFileSync(join(foreign, name), '');
	t.is(
		(await failure(t, () => createRunDirectory(now, {directory: 'foreign'}, cwd))).message,
		'--run-dir foreign: is not empty; it holds no run, but a.csv, b.txt, c and 2 more; use a new or empty directory',
	);
});

test('a directory that can not be made is one line', async t => {
	const cwd = scratch(t);
	writeFileSync(join(cwd, 'file'), '');
	writeFileSync(join(cwd, 'runs'), '');
	const messages = await Promise.all(
		[{directory: 'file'}, {directory: 'file/run'}, {}].map(async name =>
			(await failure(t, () => createRunDirectory(now, name, cwd))).message.replace(cwd, ''),
		),
	);
	t.deepEqual(messages, [
		"/file: can't make the run directory: there is a file of that name",
		"/file/run: can't make the run directory: a part of the path is no directory",
		"/runs: can't make the run directory: there is a file of that name",
	]);
});

test.serial('the index has a line a start', async t => {
	const cwd = place(t);
	const run = {id: 'a', path: join(cwd, 'a')};
	t.is(await indexRun(run, now), undefined);
	t.is(await indexRun(run, minute(1)), undefined);
	const lines = readFileSync(join(cwd, '../state/connectop/runs.jsonl'), 'utf8').trimEnd().split('\n');
	t.deepEqual(
		lines.map(line => JSON.parse(line) as unknown),
		[now, minute(1)].map(at => ({...run, host: hostname(), at: at.toISOString()})),
	);
});

test.serial('an index that can not be written is a warning', async t => {
	const cwd = place(t);
	writeFileSync(join(cwd, '../state'), '');
	t.regex(
		(await indexRun({id: 'a', path: cwd}, now)) ?? '',
		/^the index of runs can't be written \(.*by its directory only$/,
	);
});

test.serial('a run is found by directory, id, unique start, and latest', async t => {
	const cwd = place(t);
	const [first, second, third] = [
		await makeRun(cwd, now),
		await makeRun(cwd, minute(1)),
		await makeRun(cwd, minute(2), {name: 'x'}),
	];
	t.deepEqual(await findRun(first.path, '/'), first);
	t.deepEqual(await findRun(`runs/${first.id}`, cwd), first);
	t.deepEqual(await findRun(second.id, '/'), second, 'by the index, from anywhere');
	t.deepEqual(await findRun('20261121_0906', '/'), second);
	t.deepEqual(await findRun('latest', '/'), third);
	t.deepEqual(await findRun('.', first.path), first);
	await indexRun(first, minute(5));
	t.deepEqual(await findRun('latest', cwd), first, 'a resumed run is the latest');
	rmSync(first.path, {recursive: true});
	t.deepEqual(await findRun('latest', cwd), third, 'a deleted one is none');
});

test.serial('an exact id wins over runs that only begin with it', async t => {
	const cwd = place(t);
	const [plain] = [await makeRun(cwd, now), await makeRun(cwd, now), await makeRun(cwd, now, {name: 'x'})];
	t.deepEqual(await findRun(plain.id, cwd), plain);
});

test.serial('without an index the runs of this folder are found, in order of their starts', async t => {
	const cwd = place(t);
	await makeRun(cwd, minute(3), {index: false});
	const later = await makeRun(cwd, minute(9), {index: false});
	t.deepEqual(await findRun('latest', cwd), later);
	t.is((await failure(t, () => findRun('latest', '/'))).code, 'run-unknown');
});

test.serial('a run that is not found lists the newest; one that is not unique lists places', async t => {
	const cwd = place(t);
	t.is((await failure(t, () => findRun('x', cwd))).message, 'run "x": not found; there are none yet');
	const runs = [];
	for (let n = 0; n < 7; n++) runs.push(await makeRun(cwd, minute(n)));
	const newest = runs
		.slice(-5)
		.toReversed()
		.map(({id}) => join('runs', id));
	t.is(
		(await failure(t, () => findRun('x', cwd))).message,
		`run "x": not found; newest first, there are ${newest.join(', ')}`,
	);
	t.is((await failure(t, () => findRun('', cwd))).code, 'run-unknown');
	const {message} = await failure(t, () => findRun('2026', cwd));
	t.regex(message, /^run "2026": fits 7 runs, among them /);
	t.true(message.includes(runs[0]!.path));
});

test.serial('strange and torn lines of the index are passed over', async t => {
	const cwd = place(t);
	const run = await makeRun(cwd, now);
	const index = join(cwd, '../state/connectop/runs.jsonl');
	writeFileSync(index, `{"id":"x"}\n{"id":\n\n[]\n${readFileSync(index, 'utf8')}{"id":"torn`);
	t.deepEqual(await findRun(run.id, '/'), run);
});

test.serial('an index that can not be read is said when a run is not found', async t => {
	const cwd = place(t);
	mkdirSync(join(cwd, '../state/connectop/runs.jsonl'), {recursive: true});
	t.regex((await failure(t, () => findRun('x', cwd))).message, /; the index of runs can't be read \(EISDIR/);
});

test('a directory holds a run when it has a run.json', async t => {
	const folder = scratch(t);
	t.false(await holdsRun(folder));
	t.false(await holdsRun(join(folder, 'none')));
	writeFileSync(join(folder, 'run.json'), '{}');
	t.true(await holdsRun(folder));
});

test('unfinished files of a killed run are swept away, and nothing else', async t => {
	const folder = scratch(t);
	for (const name of ['state_5.npz', 'state_9.npz.tmp', 'run.json', 'run.json.tmp', 'dashboard.png.tmp']) {
		writeFileSync(join(folder, name), '');
	}
	const swept = await sweepRunDirectory(folder);
	t.deepEqual(swept.toSorted(), ['dashboard.png.tmp', 'run.json.tmp', 'state_9.npz.tmp']);
	t.deepEqual(
		readdirSync(folder)
			.map(name => basename(name))
			.toSorted(),
		['run.json', 'state_5.npz'],
	);
	t.is((await failure(t, () => sweepRunDirectory(join(folder, 'none')))).code, 'run-directory-lost');
});
