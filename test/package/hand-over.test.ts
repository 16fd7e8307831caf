import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {createInterface} from 'node:readline';
import test from 'ava';
import {root} from './old-node.ts';

/** A launcher that has handed over to a program, and the lines that the program prints. */
function launch(program: string) {
	const launcher = spawn(process.execPath, [`${root}/fixtures/programs/hand-over.js`, program], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const exit = once(launcher, 'exit');
	const lines = createInterface({input: launcher.stdout})[Symbol.asyncIterator]();
	const line = async () => String((await lines.next()).value);
	return {launcher, exit, line};
}

/** Tells which signals come, in lines, until it is told on stdin to leave with exit code 7. */
const listener = `
	for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => console.log(signal));
	process.stdin.on('data', () => process.exit(7));
	console.log(process.ppid);
`;

test('the exit code is that of the program, and its stdin and stdout are the launcher’s own', async t => {
	const {launcher, exit, line} = launch(
		`process.stdin.on('data', data => {console.log('got ' + data); process.exit(42);})`,
	);
	launcher.stdin.end('text');
	t.is(await line(), 'got text');
	t.deepEqual(await exit, [42, null]);
});

test('a program that a signal ended ends the launcher by the same signal', async t => {
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL']) {
		const {exit} = launch(`process.kill(process.pid, '${signal}'); setInterval(() => undefined, 1000)`);
		t.deepEqual(await exit, [null, signal]);
	}
});

test('SIGTERM is passed on; SIGINT and SIGHUP are left to the terminal and do not end the launcher', async t => {
	const {launcher, exit, line} = launch(listener);
	t.is(await line(), String(launcher.pid));
	// Signals to one process arrive in no fixed order, but each of the first two would have been passed on before the third.
	launcher.kill('SIGINT');
	launcher.kill('SIGHUP');
	launcher.kill('SIGTERM');
	t.is(await line(), 'SIGTERM');
	launcher.kill('SIGTERM');
	t.is(await line(), 'SIGTERM');
	launcher.stdin.write('leave');
	t.deepEqual(await exit, [7, null]);
});
