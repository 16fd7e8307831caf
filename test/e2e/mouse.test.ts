import process from 'node:process';
import test from 'ava';
import {mouseOff, mouseOn} from '../../source/ui/mouse-input.ts';
import {built, program, scratch} from './program.ts';
import {documentOf} from './records.ts';
import {openScreen, openShell, type Terminal} from './terminal.ts';
import {hasTmux, openTmux} from './tmux.ts';

test.before(built);

const options = ['--neurons', '50', '--viz-every', '0', '--noise', 'none', '--hz', '1'];
const click = (column: number, row: number) => `\u001B[<0;${column};${row}M\u001B[<0;${column};${row}m`;

/** Whether the terminal is asked for its mouse: what was said of it last. */
const isOn = ({received}: Terminal): boolean => received().lastIndexOf(mouseOn) > received().lastIndexOf(mouseOff);

test('a click gives a panel the focus, two zoom it, the wheel goes through the events', async t => {
	const screen = openScreen(t, options, {folder: scratch(t)});
	await screen.see(/● running/);
	t.true(isOn(screen));
	screen.type(click(110, 5));
	await screen.see(/▸ Field and graph/);
	screen.type(click(110, 5) + click(110, 5));
	await screen.until('the panel alone', () => !/Connectome/.test(screen.rows().join('\n')));
	screen.type(`${click(3, 5)}${click(3, 5)}`);
	await screen.see(/Connectome/);
	screen.type('4');
	await screen.see(/following/);
	screen.type('\u001B[<64;20;10M');
	await screen.see(/\d+ of \d+, End follows/);
	// A prompt gets none of it, however it comes.
	screen.type('2i');
	await screen.see(/text into the run:/);
	for (const part of ['ab\u001B', '[<0;2', '0;10M', '\u001B[<35;20;10M', 'c\u001B[<64;1;1', 'M']) screen.type(part);
	await screen.see(/text into the run: abc▏/);
	screen.type('\u001B');
	await screen.until('the prompt to be gone', () => !/text into the run/.test(screen.rows().join('\n')));
	screen.type('\u0003');
	t.is(await screen.exited, 130);
	t.false(isOn(screen));
});

test('o leaves the mouse to the terminal and takes it again, and nothing is sent for a mouse that does nothing', async t => {
	const screen = openScreen(t, options, {folder: scratch(t)});
	await screen.see(/● running/);
	screen.type('o');
	await screen.see(/the mouse is off/);
	t.false(isOn(screen));
	screen.type('o');
	await screen.see(/the mouse is on; Shift and a drag select text/);
	t.true(isOn(screen));
	screen.type('  f');
	await screen.see(/display frozen/);
	await screen.still();
	const before = screen.received().length;
	screen.type('\u001B[<64;100;5M\u001B[<2;5;5M\u001B[<2;5;5m\u001B[<35;9;9M'.repeat(50));
	await screen.still();
	t.is(screen.received().length, before);
	screen.type('\u0003');
	await screen.exited;
});

test('--no-mouse and CONNECTOP_MOUSE ask the terminal for nothing', async t => {
	for (const [args, environment] of [
		[['--no-mouse'], {}],
		[[], {CONNECTOP_MOUSE: 'off'}],
	] as const) {
		const screen = openScreen(t, [...options, ...args], {folder: scratch(t), environment});
		await screen.see(/● running/);
		screen.type('?');
		await screen.see(/mouse on or off/);
		screen.type('\u001B');
		screen.type('\u0003');
		await screen.exited;
		t.false(/\u001B\[\?100\d/.test(screen.received()));
	}
});

test('the mouse is given back when the screen is suspended, and taken again with it', async t => {
	const shell = await openShell(t, {folder: scratch(t)});
	shell.type(`${process.execPath} ${program} ${options.join(' ')}\r`);
	await shell.see(/● running/);
	t.true(isOn(shell));
	shell.type('\u001A');
	await shell.see(/Stopped[\s\S]*^ready\$ ?$/m);
	t.false(isOn(shell));
	shell.type('fg\r');
	await shell.see(/● running/);
	t.true(isOn(shell));
	shell.type('\u0003');
	await shell.see(/^ready\$ ?$/m);
	t.false(isOn(shell));
});

test('the mouse is given back however the screen ends', async t => {
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		const screen = openScreen(t, options, {folder: scratch(t)});
		await screen.see(/● running/);
		process.kill(screen.pid, signal);
		await screen.exited;
		t.false(isOn(screen), signal);
	}
	const folder = scratch(t);
	const screen = openScreen(t, options, {folder});
	await screen.see(/● running/);
	process.kill(Number(documentOf(folder)['pid']), 'SIGKILL');
	await screen.exited;
	t.false(isOn(screen), 'the run is gone');
});

(hasTmux ? test : test.skip)('over tmux with its own mouse on, a click gives the focus', async t => {
	const tmux = await openTmux(t, scratch(t));
	tmux.connectop(options.join(' '));
	await tmux.see(/● running/);
	await tmux.until('the mouse to be asked for', () => tmux.figure('mouse_button_flag') === '1');
	t.is(tmux.figure('mouse_sgr_flag'), '1');
	tmux.type(click(110, 5));
	await tmux.see(/▸ Field and graph/);
	tmux.press('C-c');
	await tmux.see(/^ready\$ ?$/m);
	t.is(tmux.figure('mouse_any_flag'), '0');
});
