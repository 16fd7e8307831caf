import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {built, run, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openScreen, type Terminal} from './terminal.ts';

test.before(built);

const fixture = fileURLToPath(new URL('../run/external/engine.mjs', import.meta.url));
const engine = (...args: readonly string[]) => [process.execPath, fixture, ...args].join(' ');

function open(t: ExecutionContext, folder: string, ...args: readonly string[]): Terminal {
	return openScreen(t, ['run', '--engine', engine(...args), '--hz', '20', '--viz-every', '0'], {folder});
}

const enginePid = (folder: string): number => Number(documentOf(folder)['enginePid']);

/** Ends the run at the screen, whatever has become of its engine. */
async function quit(t: ExecutionContext, screen: Terminal): Promise<void> {
	screen.type('q');
	await screen.see(/Stop/);
	screen.type('\u001B[B');
	screen.type('\u001B[B');
	screen.type('\r');
	t.is(await screen.exited, 0);
}

test('an engine that is stopped is said to be silent, and the screen stays usable', async t => {
	const folder = scratch(t);
	const screen = open(t, folder);
	await screen.see(/● running .*8 nodes/);
	await screen.see(/kernel engine test engine 1/);
	process.kill(-enginePid(folder), 'SIGSTOP');
	await screen.see(/! the engine has been silent for \d+ s/);
	screen.type('4');
	await screen.see(/the engine has not answered for \d/);
	screen.type(' ');
	await screen.see(/pause: the engine has not finished tick \d+/);
	process.kill(-enginePid(folder), 'SIGCONT');
	await screen.see(/the engine has answered after/);
	screen.type(' ');
	await screen.see(/■ paused/);
	await quit(t, screen);
	const {code, stdout, stderr} = await run(t, folder, ['replay', 'latest', '--verify']);
	t.is(code, 0, stderr);
	t.regex(stdout, /0 differ/);
});

test('an engine that is killed pauses the run, and a restored checkpoint starts it again', async t => {
	const folder = scratch(t);
	const screen = open(t, folder);
	await screen.see(/● running/);
	process.kill(-enginePid(folder), 'SIGKILL');
	await screen.see(/■ paused .*! the engine is gone/);
	screen.type(' ');
	await screen.see(/resume: the engine is gone/);
	screen.type('r');
	await screen.see(/Restore a checkpoint/);
	screen.type('\r');
	await screen.see(/Cancel/);
	screen.type('\u001B[B');
	screen.type('\r');
	await screen.see(/restored state_0\.npz/);
	screen.type(' ');
	await screen.see(/● running/);
	await quit(t, screen);
	t.is((await run(t, folder, ['replay', 'latest', '--verify'])).code, 0);
});

test('an engine that floods is ended, told, and the screen stays usable', async t => {
	const folder = scratch(t);
	const screen = open(t, folder, 'flood', '10');
	await screen.see(/■ paused .*! the engine is gone/);
	screen.type('4');
	await screen.see(/it sent more than 5000 events in a second/);
	screen.type('2');
	await screen.see(/╭─ Graph/);
	await quit(t, screen);
});

test('what an engine can not do is dimmed, with its reason', async t => {
	const folder = scratch(t);
	const screen = open(t, folder, 'lacks-stimulus-save-write');
	await screen.see(/● running/);
	screen.type('i');
	await screen.see(/stimulus: the engine takes no stimuli/);
	screen.type(':silence');
	await screen.see(/silence: the engine keeps its own couplings/);
	screen.type('\u001B');
	screen.type('b');
	await screen.see(/branch: the engine can go back to no state/);
	await quit(t, screen);
	t.false(rowsOf(folder, 'journal').some(each => ['stimulus', 'silence'].includes(String(each['id']))));
});

test('a run of an engine is played again at the screen', async t => {
	const folder = scratch(t);
	const {code} = await run(t, folder, ['run', '--no-ui', '--engine', engine(), '--hz', '100', '--steps', '30']);
	t.is(code, 0);
	const screen = openScreen(t, ['replay', 'latest'], {folder});
	await screen.see(/end of the replay: tick 30/);
	screen.type('q');
	await screen.see(/End the replay/);
	screen.type('\u001B[B');
	screen.type('\r');
	t.is(await screen.exited, 0);
});

test('engine check says which rules hold, and exits with 4 when one does not', async t => {
	const folder = scratch(t);
	const good = await run(t, folder, ['engine', 'check', engine()]);
	t.is(good.code, 0, good.stderr);
	t.regex(good.stdout, /^✓ hello: test engine 1, with a graph of 8 nodes of its own; variables x; 1 parameters/);
	t.regex(good.stdout, /every rule holds: connectop run --engine/);
	const bad = await run(t, folder, ['engine', 'check', engine('nan', '3'), '--json']);
	t.is(bad.code, 4);
	const {ok, findings} = JSON.parse(bad.stdout);
	t.false(ok);
	t.deepEqual(findings[1], {
		rule: 'start and step',
		ok: false,
		detail: 'frame 3: x of node 2 is NaN, which is no number that float32 holds',
	});
	const usage = await run(t, folder, ['engine', 'check', 'true', '--neurons', '0']);
	t.is(usage.code, 2);
	t.is(usage.stderr, 'connectop: --neurons: 0 is not allowed; use a number from 2 to 10000000\n');
});
