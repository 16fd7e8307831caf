import {chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {finish, root} from './old-node.ts';

/** Runs .ci/run where every package is installed and `npm test` says and ends as given. Gives its exit code and last line. */
async function ci(t: ExecutionContext, said: string, code: number) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-ci-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	for (const name of ['.ci', 'bin']) mkdirSync(join(folder, name));
	cpSync(join(root, '.ci', 'run'), join(folder, '.ci', 'run'));
	const commands = {
		'dpkg-query': 'echo installed',
		python3: 'exit 0',
		npm: `[ "$1" = ci ] && exit 0\nprintf '${said}'\nexit ${code}`,
	};
	for (const [name, body] of Object.entries(commands)) {
		writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`);
		chmodSync(join(folder, 'bin', name), 0o755);
	}
	const env = {...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`};
	const {code: ended, stdout} = await finish('bash', [join(folder, '.ci', 'run')], {cwd: folder, env});
	return [ended, stdout.trimEnd().split('\n').at(-1)];
}

test('the run ends with the counts of npm test, and as it does', async t => {
	t.deepEqual(await ci(t, '12 passed, 0 failed\n', 0), [0, '12 passed, 0 failed']);
	t.deepEqual(await ci(t, '11 passed, 1 failed\n', 1), [1, '11 passed, 1 failed']);
});

test('a skipped test fails the run', async t => {
	t.deepEqual(await ci(t, '11 passed, 0 failed, 1 skipped\n', 0), [1, '11 passed, 0 failed, 1 skipped']);
});

test('an npm test without its closing line fails the run, whatever its exit code', async t => {
	t.deepEqual(await ci(t, 'all is well\n', 0), [1, '0 passed, 1 failed']);
	t.deepEqual(await ci(t, '', 7), [7, '0 passed, 1 failed']);
});
