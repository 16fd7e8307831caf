import {spawnSync} from 'node:child_process';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {finish, root} from './old-node.ts';

const lock = 'node_modules/.cache/connectop/build.lock';

/** A build that says something on stdout and makes a program that says so too; each leaves a letter in a file. */
const talkative = `
	import {appendFileSync, writeFileSync} from 'node:fs';
	import {setTimeout} from 'node:timers/promises';
	appendFileSync('builds', 'b');
	await setTimeout(300);
	console.log('talks');
	writeFileSync('dist/cli.js', 'console.log("new");');
`;

/** A checkout built an hour ago from sources of two hours ago, started by the launcher of `npm start`. */
function checkout(t: ExecutionContext, build = talkative) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-checkout-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	for (const name of ['bin', 'scripts']) cpSync(join(root, name), join(folder, name), {recursive: true});
	mkdirSync(join(folder, 'source', 'run'), {recursive: true});
	for (const name of ['cli.tsx', 'source/run/nexus.ts', 'source/index.ts']) writeFileSync(join(folder, name), '');
	writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
	writeFileSync(join(folder, 'build.js'), build);
	const age = (name: string, hours: number) => {
		const time = Date.now() / 1000 - hours * 3600;
		utimesSync(join(folder, name), time, time);
	};
	for (const name of readdirSync(folder, {recursive: true})) age(String(name), 2);
	mkdirSync(join(folder, 'dist'));
	writeFileSync(join(folder, 'dist', 'cli.js'), 'console.log("old");');
	age('dist/cli.js', 1);
	return {
		folder,
		age,
		builds: () => (existsSync(join(folder, 'builds')) ? readFileSync(join(folder, 'builds'), 'utf8') : ''),
		start: () => finish(process.execPath, [join(folder, 'scripts/launch.js'), 'start'], {cwd: folder}),
		leaveLock(id: number, hours: number) {
			mkdirSync(dirname(join(folder, lock)), {recursive: true});
			writeFileSync(join(folder, lock), String(id));
			age(lock, hours);
		},
	};
}

test('a build newer than its sources is left alone', async t => {
	const {start, builds} = checkout(t);
	t.deepEqual(await start(), {code: 0, stdout: 'old\n', stderr: ''});
	t.is(builds(), '');
});

const changes: Readonly<Record<string, (folder: string) => void>> = {
	'a changed source': folder => appendFileSync(join(folder, 'source/run/nexus.ts'), ' '),
	'a changed package.json': folder => appendFileSync(join(folder, 'package.json'), ' '),
	'a changed list of entries': folder => appendFileSync(join(folder, 'scripts/entries.js'), ' '),
	'a changed gathering of licences': folder => appendFileSync(join(folder, 'scripts/third-party.js'), ' '),
	'a new file': folder => writeFileSync(join(folder, 'source/run/new.ts'), ''),
	'a removed file': folder => rmSync(join(folder, 'source/run/nexus.ts')),
	'a removed build': folder => rmSync(join(folder, 'dist/cli.js')),
};
for (const [name, change] of Object.entries(changes)) {
	test(`${name} causes a build that leaves stdout alone`, async t => {
		const {folder, start, builds} = checkout(t);
		change(folder);
		t.deepEqual(await start(), {code: 0, stdout: 'new\n', stderr: 'talks\n'});
		t.is(builds(), 'b');
		t.false(existsSync(join(folder, lock)));
	});
}

test('nothing starts after a build that failed, and what it said is all that is said', async t => {
	const {start, age, folder} = checkout(t, `console.error('error TS1005'); process.exitCode = 1;`);
	age('cli.tsx', 0);
	t.deepEqual(await start(), {code: 1, stdout: '', stderr: 'error TS1005\n'});
	t.false(existsSync(join(folder, lock)));
});

test('a build that ends without a word is told of', async t => {
	const {start, age} = checkout(t, 'process.exitCode = 7;');
	age('cli.tsx', 0);
	t.deepEqual(await start(), {code: 1, stdout: '', stderr: 'build.js ended with 7\n'});
});

test('of several that start at once, one builds and the others wait for it', async t => {
	const {start, age, builds} = checkout(t);
	age('cli.tsx', 0.5);
	const ends = await Promise.all([start(), start(), start()]);
	t.is(builds(), 'b');
	t.deepEqual(ends.map(end => end.stdout).join(''), 'new\nnew\nnew\n');
	t.is(ends.map(end => end.stderr).join(''), 'talks\n');
});

test('a lock that a killed process left holds nobody up', async t => {
	const {start, age, builds, leaveLock} = checkout(t);
	age('cli.tsx', 0);
	leaveLock(spawnSync(process.execPath, ['--eval', '']).pid, 0);
	t.is((await start()).stdout, 'new\n');
	t.is(builds(), 'b');
});

test('nor does an old one whose process id another process has by now', async t => {
	const {start, age, builds, leaveLock} = checkout(t);
	age('cli.tsx', 0);
	leaveLock(process.pid, 1);
	t.is((await start()).stdout, 'new\n');
	t.is(builds(), 'b');
});
