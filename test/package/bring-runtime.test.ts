import {mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {finish, pretend, root} from './old-node.ts';

/** A folder for the memo of the runtime's path, and an npm that answers with a given text and counts its calls in files. */
function checkout(answer: string) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-runtime-'));
	const npm = join(folder, 'npm.js');
	writeFileSync(
		npm,
		`import {writeFileSync} from 'node:fs';
		writeFileSync(${JSON.stringify(folder)} + '/call-' + process.pid, process.argv.slice(2).join(' '));
		${answer}`,
	);
	writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
	const bring = (options: readonly string[]) =>
		finish(
			process.execPath,
			[
				...options,
				'--input-type=module',
				'--eval',
				`import {bringRuntime} from ${JSON.stringify(`${root}/scripts/runtime.js`)}; console.log(bringRuntime(${JSON.stringify(folder)}));`,
			],
			{env: {...process.env, npm_execpath: npm}},
		);
	return {folder, bring, calls: () => readdirSync(folder).filter(name => name.startsWith('call-')).length};
}

test('a runtime is asked of npm once, in one line on stderr, and remembered', async t => {
	const {folder, bring, calls} = checkout('console.log(process.execPath);');
	t.teardown(() => rmSync(folder, {recursive: true}));
	const line = /^connectop: Node\.js 20\.20\.2 is older than 22\.20: running on 24\.\d+\.\d+ from npm\n$/;
	for (const time of ['first', 'second']) {
		const {code, stdout, stderr} = await bring(pretend('20.20.2', 'linux'));
		t.is(code, 0, time);
		t.is(stdout, `${process.execPath}\n`);
		t.regex(stderr, line);
		t.is(calls(), 1, time);
	}
});

test('a remembered runtime that is gone is asked for again', async t => {
	const {folder, bring, calls} = checkout(
		`console.log(${JSON.stringify(join(tmpdir(), `gone-${process.pid}`, 'node'))});`,
	);
	t.teardown(() => rmSync(folder, {recursive: true}));
	await bring(pretend('20.20.2', 'linux'));
	await bring(pretend('20.20.2', 'linux'));
	t.is(calls(), 2);
});

test('where no package holds a runtime, one more line says what to do', async t => {
	const {folder, bring, calls} = checkout('console.log(process.execPath);');
	t.teardown(() => rmSync(folder, {recursive: true}));
	const {code, stdout, stderr} = await bring(pretend('20.20.2', 'aix'));
	t.is(code, 3);
	t.is(stdout, '');
	t.regex(
		stderr,
		/^connectop: install Node\.js 22\.20 or newer and run this again: no package holds one for aix-\w+\n$/,
	);
	t.is(calls(), 0);
});

test("npm's own reason is told when it cannot bring one", async t => {
	const {folder, bring} = checkout(`console.error('npm error code ENOTFOUND'); process.exit(1);`);
	t.teardown(() => rmSync(folder, {recursive: true}));
	const {code, stderr} = await bring(pretend('20.20.2', 'linux'));
	t.is(code, 3);
	t.regex(stderr, /run this again: npm error code ENOTFOUND\n$/);
});

test('the launcher on an old Node.js hands its arguments to the program and ends as it ends', async t => {
	const {folder} = checkout('console.log(process.execPath);');
	t.teardown(() => rmSync(folder, {recursive: true}));
	// The memo is written where the launcher looks for it: a copy of the launcher with this repository's build.
	for (const name of ['bin', 'dist', 'scripts', 'source', 'cli.tsx', 'build.js']) {
		symlinkSync(join(root, name), join(folder, name));
	}
	utimesSync(join(folder, 'package.json'), 0, 0); // older than the build
	const launch = (args: readonly string[]) =>
		finish(
			process.execPath,
			[
				'--preserve-symlinks',
				'--preserve-symlinks-main',
				...pretend('20.20.2', 'linux'),
				join(folder, 'scripts/launch.js'),
				...args,
			],
			{env: {...process.env, npm_execpath: join(folder, 'npm.js')}},
		);
	const version = await launch(['start', '--version']);
	t.is(version.stdout, '0.1.0\n');
	t.is(version.code, 0);
	const wrong = await launch(['start', '--no-such-option']);
	t.is(wrong.code, 2);
	t.is(wrong.stdout, '');
	t.is(wrong.stderr.split('\n').length, 3, 'a line of the launcher and one of the program');
});
