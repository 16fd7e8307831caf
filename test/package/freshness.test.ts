import {
	appendFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {finish, root} from './old-node.ts';

const rebuild = `
	import {rebuildWhenStale} from ${JSON.stringify(`${root}/scripts/freshness.js`)};
	rebuildWhenStale(process.cwd());
	console.log('started');
`;

/** A checkout built an hour ago from sources of two hours ago, whose build adds a word to the built program. */
function checkout(build = `appendFileSync('dist/cli.js', 'built '); console.log('talks');`) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-checkout-'));
	mkdirSync(join(folder, 'source', 'run'), {recursive: true});
	mkdirSync(join(folder, 'dist'));
	const files = ['cli.tsx', 'package.json', 'source/run/nexus.ts', 'source/index.ts'];
	for (const name of files) {
		writeFileSync(join(folder, name), '{}');
	}
	writeFileSync(join(folder, 'build.js'), `const {appendFileSync} = require('node:fs'); ${build}`);
	writeFileSync(join(folder, 'dist', 'cli.js'), '');
	const age = (name: string, hours: number) => {
		const time = Date.now() / 1000 - hours * 3600;
		utimesSync(join(folder, name), time, time);
	};
	for (const name of [...files, 'build.js', 'source/run', 'source']) {
		age(name, 2);
	}
	age('dist/cli.js', 1);
	return {
		folder,
		age,
		built: () => readFileSync(join(folder, 'dist', 'cli.js'), 'utf8'),
		start: () => finish(process.execPath, ['--input-type=module', '--eval', rebuild], {cwd: folder}),
		remove: () => rmSync(folder, {recursive: true}),
	};
}

test('a build newer than its sources is left alone', async t => {
	const {start, built, remove} = checkout();
	t.teardown(remove);
	t.deepEqual(await start(), {code: 0, stdout: 'started\n', stderr: ''});
	t.is(built(), '');
});

test('a changed source, a new file and a removed one each cause a build that leaves stdout alone', async t => {
	const changes: readonly ((folder: string) => void)[] = [
		folder => appendFileSync(join(folder, 'source/run/nexus.ts'), ' '),
		folder => appendFileSync(join(folder, 'package.json'), ' '),
		folder => writeFileSync(join(folder, 'source/run/new.ts'), ''),
		folder => rmSync(join(folder, 'source/run/nexus.ts')),
		folder => rmSync(join(folder, 'dist/cli.js')),
	];
	for (const change of changes) {
		const {folder, start, built, remove} = checkout();
		change(folder);
		t.deepEqual(await start(), {code: 0, stdout: 'started\n', stderr: 'talks\n'});
		t.is(built(), 'built ');
		remove();
	}
});

test('nothing starts after a build that failed', async t => {
	const {start, age, folder, remove} = checkout(`console.error('error TS1005'); process.exitCode = 1;`);
	t.teardown(remove);
	age('cli.tsx', 0);
	t.true(existsSync(join(folder, 'dist/cli.js')));
	t.deepEqual(await start(), {code: 1, stdout: '', stderr: 'error TS1005\n'});
});
