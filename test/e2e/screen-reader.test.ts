import process from 'node:process';
import test from 'ava';
import {built, program, run, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openScreen, openShell, openTerminal, type Terminal} from './terminal.ts';

test.before(built);

const plain = ['--neurons', '200', '--viz-every', '0', '--seed', '3', '--screen-reader'];

/** What was said so far, without the mode that pastes need. */
const said = (terminal: Terminal) =>
	terminal
		.received()
		.replaceAll(/\u001B\[\?2004[hl]/g, '')
		.replaceAll('\r\n', '\n');
const hear = (terminal: Terminal, pattern: RegExp) =>
	terminal.until(String(pattern), () => pattern.test(said(terminal)));

test('a run is read out, steered and ended with plain lines, from the first to the last', async t => {
	const folder = scratch(t);
	const terminal = openScreen(t, [...plain, '--summary-every', '1'], {folder, rows: 200});
	await hear(terminal, /^connectop, run \d{8}_\d{6}: void field, domain biology_consciousness\.$/m);
	await hear(terminal, /^Graph .*: 200 nodes, [\d,]+ edges\. Kernel .+\.$/m);
	await hear(terminal, /^checkpoint at tick 0: state_0\.npz verified, .*\.$/m);
	await hear(terminal, /(^Running at tick [\d,]+, .* Mean W .* active edges.* entropy .*\.$[\s\S]*){2}/m);

	terminal.type(' ');
	await hear(terminal, /^pause at tick \d+: paused/m);
	terminal.type('\r');
	await hear(terminal, /^Paused at tick \d+, .* Mean W /m);
	terminal.type(' ');
	await hear(terminal, /^resume at tick/m);
	terminal.type('+');
	await hear(terminal, /^set at tick \d+: hz 10 to 12\.5 Hz\.$/m);

	terminal.type('p');
	await hear(terminal, /^Set which parameter\? Type its name and a value; .*\nset: $/m);
	terminal.type('alp\t7\r');
	await hear(terminal, /^alpha: 7 is not allowed; use a number from 0 to 2\nset: alpha 7$/m);
	terminal.type('\u007F0.3\r');
	await hear(terminal, /^set at tick \d+: alpha 0\.25 to 0\.3 1\/tick\.$/m);
	terminal.type('i');
	await hear(terminal, /^text: $/m);
	terminal.type('\u001B[200~hello\u001B[201~\r');
	await hear(terminal, /^stimulus at tick \d+: "hello" to \d+ nodes\.$/m);

	terminal.type('?');
	await hear(terminal, /^Keys\.\nEnter: say how things stand\n[\s\S]*^q: quit: /m);
	terminal.type('f');
	await hear(terminal, /^f is for the screen; question mark says the keys\.$/m);
	terminal.type('/');
	await hear(terminal, /^filter: $/m);
	terminal.type('checkpoint\r');
	await hear(terminal, /^All events that fit checkpoint are read out\.$/m);
	terminal.type('s');
	await hear(terminal, /^checkpoint at tick [1-9]\d*: state_\d+\.npz verified/m);
	terminal.type('r');
	await hear(terminal, /^Restore which checkpoint\? 1: state_\d+\.npz, .* Chosen: 1, state_/m);
	terminal.type('2\r');
	await hear(
		terminal,
		/^Restore state_0\.npz\? (?:\d+ ticks? (?:is|are) not saved and would be|Nothing is) lost\. 1: Cancel\. 2: Restore\./m,
	);
	terminal.type('2\r');
	await hear(terminal, /^restore at tick 0: /m);

	terminal.type('/');
	await hear(terminal, /(^filter: [\s\S]*){2}/m);
	terminal.type('\u001B');
	await hear(terminal, /^All events are read out\.$/m);
	terminal.type('q');
	await hear(terminal, /^End this run\? 1: Cancel\. 2: Detach, .* 3: Stop and checkpoint\./m);
	terminal.type('3\r');
	t.is(await terminal.exited, 0);
	t.regex(
		said(terminal),
		/\nend at tick \d+: stopped with q at tick \d+\.\nrun \S+: stopped with q at tick \d+; .*\n$/,
	);
	t.like(documentOf(folder), {status: 'ended', endReason: 'quit', epoch: 1});
	t.false(terminal.received().includes('\u001B[?1049h'), 'no full-screen picture');
	t.notRegex(said(terminal), /\u001B/, 'no sequence at all');
	t.false(terminal.bracketedPaste());
});

test('a person who only looks, and one on a terminal of old', async t => {
	const folder = scratch(t);
	const {code} = await run(t, folder, ['--detach', '--neurons', '50', '--viz-every', '0', '--synthetic', 'pulse']);
	t.is(code, 0);
	const old = ['env', 'TERM=dumb', 'LC_ALL=C', 'ACCESSIBLE=1'] as const;
	const dumb = openTerminal(t, [...old, process.execPath, program, 'attach', '--read-only'], {folder});
	await hear(dumb, /^read-only: this screen looks and does not steer\.$/m);
	dumb.type(' ');
	await hear(dumb, /^this screen only looks/m);
	t.notRegex(dumb.received(), /[^ -~\r\n]/, 'printable ASCII alone');
	dumb.type('d');
	t.is(await dumb.exited, 0);
	t.like(documentOf(folder), {status: 'running'});
});

test('what comes again and again is said once and counted', async t => {
	const folder = scratch(t);
	const terminal = openScreen(
		t,
		[...plain, '--synthetic', 'pulse', '--hz', '100', '--steps', '600', '--summary-every', '0'],
		{folder, rows: 200},
	);
	await terminal.exited;
	const pulses = rowsOf(folder, 'journal').filter(row => row['by'] === 'synthetic');
	t.true(pulses.length > 2, `${pulses.length} pulses`);
	t.is(said(terminal).match(/^pulse at tick \d+: excited/gm)?.length, 1);
	t.notRegex(said(terminal), /Mean W/, 'summaries on demand alone');
});

test('Ctrl-Z gives the terminal to the shell, fg goes on reading', async t => {
	const folder = scratch(t);
	const shell = await openShell(t, {folder, rows: 200, environment: {PROMPT_COMMAND: ''}});
	shell.type(`${process.execPath} ${program} ${plain.join(' ')}\r`);
	await hear(shell, /^checkpoint at tick 0/m);
	shell.type('\u001A');
	await hear(shell, /Stopped/);
	shell.type('fg\r');
	await hear(shell, /^Here again\.$/m);
	shell.type('\u0003');
	await hear(shell, /records in .*\n/);
	t.pass();
});

test('seconds between summaries that are none are refused', async t => {
	const terminal = openTerminal(t, [process.execPath, program, ...plain, '--summary-every', 'often'], {
		folder: scratch(t),
	});
	t.is(await terminal.exited, 2);
	t.regex(said(terminal), /--summary-every often: use 0 to 86400 seconds/);
});
