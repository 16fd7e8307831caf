import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, program, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openShell, type Terminal} from './terminal.ts';

test.before(built);

/** A shell in which `c` runs connectop, then tells its exit code and how the terminal is set. */
async function shellWith(t: ExecutionContext, folder: string): Promise<Terminal> {
	const shell = await openShell(t, {folder});
	shell.type(`c() { ${process.execPath} ${program} "$@"; echo "code=$?"; stty -a; echo told; }\r`);
	return shell;
}

/** The program has gone with that code, and the shell has a terminal as it should be. */
async function leftSane(t: ExecutionContext, shell: Terminal, code: number): Promise<void> {
	await shell.see(/^code=\d+$[\s\S]*^told$\n^ready\$/m);
	const shown = shell.rows().join('\n');
	t.is(/^code=(\d+)$/m.exec(shown)?.[1], String(code), shown);
	for (const setting of ['isig', 'icanon', 'iexten', 'echo', 'icrnl', 'opost', 'onlcr'])
		t.regex(shown, new RegExp(`(^|[ ;])${setting}([ ;]|$)`, 'm'), `${setting} is on`);
	t.false(shell.alternate());
	t.true(shell.cursorVisible());
	shell.type('echo $((6 * 7)) is typed\r');
	await shell.see(/^ready\$ echo \$\(\(6 \* 7\)\) is typed\n42 is typed$/m);
}

const pidOf = (folder: string): number => Number(documentOf(folder)['pid']);

/** The process of the screen, which is the shell's only child. */
const screenOf = (shell: Terminal): number =>
	Number(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim());

const plain = ['--neurons', '50', '--viz-every', '0'].join(' ');

async function running(t: ExecutionContext): Promise<{folder: string; shell: Terminal}> {
	const folder = scratch(t);
	const shell = await shellWith(t, folder);
	shell.type(`c ${plain}\r`);
	await shell.see(/● running/);
	t.true(shell.alternate());
	t.false(shell.cursorVisible());
	return {folder, shell};
}

test('q offers Cancel first; stopping gives the terminal back', async t => {
	const {folder, shell} = await running(t);
	shell.type('q');
	await shell.see(/▸ Cancel/);
	shell.type('\r');
	await shell.see(/\? help {2}q quit/);
	shell.type('q');
	await shell.see(/▸ Cancel/);
	shell.type('\u001B[A\r');
	await leftSane(t, shell, 0);
	t.like(documentOf(folder), {status: 'ended', endReason: 'quit'});
});

test('Ctrl-C saves and exits with 130', async t => {
	const {folder, shell} = await running(t);
	shell.type('\u0003');
	await leftSane(t, shell, 130);
	const {endReason, lastTick, checkpoints} = documentOf(folder);
	t.is(endReason, 'SIGINT');
	t.like((checkpoints as Record<string, unknown>[]).at(-1), {tick: lastTick});
});

test('a second Ctrl-C exits at once and still gives the terminal back', async t => {
	const {shell} = await running(t);
	shell.type('\u0003\u0003');
	await leftSane(t, shell, 130);
});

for (const [signal, code] of [
	['SIGTERM', 143],
	['SIGINT', 130],
] as const) {
	test(`${signal} to the run saves, and the screen exits with ${code}`, async t => {
		const {folder, shell} = await running(t);
		process.kill(pidOf(folder), signal);
		await leftSane(t, shell, code);
		t.like(documentOf(folder), {status: 'ended', endReason: signal});
	});

	test(`${signal} to the screen ends its run, saved, and exits with ${code}`, async t => {
		const {folder, shell} = await running(t);
		process.kill(screenOf(shell), signal);
		await leftSane(t, shell, code);
		t.like(documentOf(folder), {status: 'ended', endReason: signal});
	});
}

test('SIGHUP leaves the run: to the screen it exits with 129, to the run nothing happens', async t => {
	const {folder, shell} = await running(t);
	process.kill(pidOf(folder), 'SIGHUP');
	process.kill(screenOf(shell), 'SIGHUP');
	await leftSane(t, shell, 129);
	t.is(documentOf(folder)['status'], 'running');
	const pid = pidOf(folder);
	process.kill(pid, 'SIGTERM');
	await shell.until('the end of the run', () => documentOf(folder)['status'] === 'ended');
	t.is(documentOf(folder)['endReason'], 'SIGTERM');
});

test('equations that throw end the run with one line', async t => {
	const folder = scratch(t);
	writeFileSync(
		join(folder, 'breaking.mjs'),
		`export function deltaReVgsp(w, t) {
	if (t > 1) throw new Error('broken on purpose');
	return 0;
}
export const deltaGdsp = () => 0;
`,
	);
	const shell = await shellWith(t, folder);
	shell.type(`c ${plain} --equations breaking.mjs\r`);
	await leftSane(t, shell, 3);
	const message = 'breaking.mjs:2: threw: broken on purpose';
	t.regex(shell.rows().join('\n'), new RegExp(`^connectop: ${message}\ncode=3$`, 'm'));
	t.like(documentOf(folder), {status: 'failed'});
	t.like(rowsOf(folder, 'events').at(-1), {kind: 'end', level: 'error', message});
});
