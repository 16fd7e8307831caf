import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {openScene} from '../../source/bench/children.ts';
import {lockName} from '../../source/run/run-lock.ts';

test('a scene ends its children and the runs in its folder, and may be cleared again', async t => {
	const scene = openScene();
	const child = scene.spawn('sleep', ['1000']);
	const run = spawn('sleep', ['1000']);
	t.teardown(() => run.kill('SIGKILL'));
	const folder = join(scene.folder, 'attached', 'runs', 'one');
	mkdirSync(folder, {recursive: true});
	writeFileSync(join(folder, lockName), JSON.stringify({host: hostname(), pid: run.pid}));
	const ended = Promise.all([once(child, 'exit'), once(run, 'exit')]);
	scene.clear();
	for (const [, signal] of await ended) t.is(signal, 'SIGKILL');
	t.false(existsSync(scene.folder));
	t.notThrows(() => scene.clear());
});
