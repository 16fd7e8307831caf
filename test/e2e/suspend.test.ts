import {existsSync, readFileSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {built, program, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openScreen, openShell, type Terminal} from './terminal.ts';

test.before(built);

/** The process of the screen, which is the shell's only child. */
const screenOf = (shell: Terminal): number =>
	Number(readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim());

/** Whether a process is stopped. */
const stopped = (pid: number): boolean => /^\d+ \(.*\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

test('Ctrl-Z gives the terminal back, fg draws the screen again', async t => {
	const folder = scratch(t);
	const shell = await openShell(t, {folder});
	shell.type(`${process.execPath} ${program} --neurons 50 --viz-every 0\r`);
	await shell.see(/● running/);
	const pid = screenOf(shell);
	for (const round of ['first', 'second']) {
		shell.type('\u001A');
		await shell.until('the screen to be left', () => !shell.alternate());
		await shell.see(/Stopped[\s\S]*^ready\$ ?$/m);
		t.true(stopped(pid), round);
		t.false(shell.alternate());
		t.true(shell.cursorVisible());
		shell.type(`echo ${round} $(stty -a | grep -c " icanon.* echo ")\r`);
		await shell.see(new RegExp(`^${round} 1\\nready\\$`, 'm'));
		shell.type('fg\r');
		await shell.see(/● running[\s\S]*\? help {2}q quit/);
		t.true(shell.alternate());
		t.false(shell.cursorVisible());
	}
	shell.type(' ');
	await shell.see(/■ paused/);
	shell.type('\u001A');
	await shell.see(/second 1[\s\S]*Stopped[\s\S]*^ready\$ ?$/m);
	t.is(documentOf(folder)['status'], 'running');
	// The shell sends SIGTERM and lets the job go on in the background, where it must not touch the terminal.
	shell.type('kill %1\r');
	await shell.see(/^(ready\$ )?run .*: SIGTERM at tick/m);
	await shell.until('the process to be gone', () => !existsSync(`/proc/${pid}`));
	shell.type('\r');
	await shell.see(/Exit 143/);
	t.false(shell.alternate());
	t.like(documentOf(folder), {status: 'ended', endReason: 'SIGTERM'});
});

test('Ctrl-Z where no shell could bring it back leaves the screen as it is', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '50', '--viz-every', '0'], {folder});
	await screen.see(/● running/);
	screen.type('\u001A');
	await screen.until(
		'a screen that was left and entered again',
		() => screen.received().split('\u001B[?1049h').length === 3,
	);
	screen.type(' ');
	await screen.see(/■ paused/);
	screen.type('\u0003');
	t.is(await screen.exited, 130);
});

test('a run that was stopped from outside goes on without a burst', async t => {
	const folder = scratch(t);
	const [hz, away] = [50, 1500];
	const screen = openScreen(t, ['--neurons', '50', '--viz-every', '0', '--hz', `${hz}`, '--log-every', '1t'], {folder});
	await screen.see(/● running/);
	const pid = Number(documentOf(folder)['pid']);
	const tick = () => rowsOf(folder, 'metrics').at(-1)?.tick ?? 0;
	await screen.until('some ticks', () => tick() > 20);
	process.kill(pid, 'SIGSTOP');
	const since = performance.now();
	await screen.until('the process to be stopped for a while', () => stopped(pid) && performance.now() - since > away);
	process.kill(pid, 'SIGCONT');
	const before = tick();
	await screen.until('more ticks', () => tick() > before + 50);
	screen.type('\u0003');
	t.is(await screen.exited, 130);

	const rows = rowsOf(folder, 'metrics');
	const [first, last] = [rows[0], rows.at(-1)];
	const seconds = (Date.parse(String(last?.['ts'])) - Date.parse(String(first?.['ts']))) / 1000;
	const ticks = (last?.tick ?? 0) - (first?.tick ?? 0);
	const {missed} = documentOf(folder)['counters'] as {missed: number};
	t.true(missed >= (away / 1000) * hz - 2, `${missed} missed`);
	t.true(ticks <= (seconds - away / 1000) * hz + 3, `${ticks} ticks in ${seconds} s, ${away} ms of them stopped`);
	t.deepEqual(
		[...new Set(rows.map(row => row.tick))],
		Array.from(rows.slice(0, -1), (_, i) => i + 1),
		'every tick has its row',
	);
});
