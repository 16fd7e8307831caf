import {spawn} from 'node:child_process';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {listen} from '../program.ts';
import {built, program, root, run, scratch} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openScreen, openShell, type Terminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

const plain = ['--neurons', '50', '--viz-every', '0', '--hz', '20'];

/** Starts a run that nobody looks at; its id. */
async function detached(t: ExecutionContext, folder: string, ...more: readonly string[]): Promise<string> {
	const {code, stdout, stderr} = await run(t, folder, ['--detach', ...plain, ...more]);
	t.is(code, 0, stderr);
	t.regex(
		stderr,
		/^run \S+ goes on in process \d+; connectop attach \S+ shows it, connectop stop \S+ ends it; records in /,
	);
	return stdout.trim();
}

const pidOf = (folder: string): number => Number(documentOf(folder)['pid']);
const tickOn = (screen: Terminal) =>
	Number(/tick ([\d,]+) /.exec(screen.rows().join('\n'))?.[1]?.replaceAll(',', '') ?? Number.NaN);

test('a run that was detached is attached to, steered, left and attached to again', async t => {
	const folder = scratch(t);
	const id = await detached(t, folder);
	const screen = openScreen(t, ['attach'], {folder});
	await screen.see(new RegExp(`● running  ${id}`));
	screen.type('+');
	await screen.see(/25\.0 Hz/);
	screen.type('d');
	t.is(await screen.exited, 0);
	t.regex(screen.rows().join(' '), new RegExp(`run ${id} goes on; connectop attach ${id} shows it again`));
	const again = openScreen(t, ['attach', id.slice(0, 12)], {folder});
	await again.see(/● running/);
	await again.see(/25\.0 Hz/);
	const {code, stdout} = await run(t, folder, ['stop']);
	t.is(code, 0);
	t.regex(stdout, new RegExp(`^run ${id}: stopped at tick \\d+`));
	t.is(await again.exited, 0);
	t.like(documentOf(folder), {status: 'ended', endReason: 'stopped'});
});

test('several people look at one run, and one that only looks changes nothing', async t => {
	const folder = scratch(t);
	await detached(t, folder);
	const [one, two, three] = [
		openScreen(t, ['attach'], {folder}),
		openScreen(t, ['attach'], {folder, columns: 80, rows: 24}),
		openScreen(t, ['attach', '--read-only'], {folder}),
	];
	for (const screen of [one, two, three]) await screen.see(/● running|read-only/);
	three.type(' ');
	await three.see(/this screen only looks/);
	one.type(' ');
	for (const screen of [one, two]) await screen.see(/■ paused/);
	two.type(' ');
	await one.see(/● running/);
	three.type('\u0003');
	t.is(await three.exited, 130, 'Ctrl-C leaves a run that was attached to');
	t.is(documentOf(folder)['status'], 'running');
});

test('d leaves the run that was started here, and the shell is back', async t => {
	const folder = scratch(t);
	const shell = await openShell(t, {folder});
	shell.type(`${process.execPath} ${program} ${plain.join(' ')}; echo code=$?\r`);
	await shell.see(/● running/);
	shell.type('d');
	await shell.see(/^code=0$/m);
	t.false(shell.alternate());
	const before = documentOf(folder);
	t.is(before['status'], 'running');
	shell.type(`${process.execPath} ${program} attach\r`);
	await shell.see(/● running/);
	t.is(pidOf(folder), Number(before['pid']));
});

test('a terminal that goes away leaves the run alone', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, [...plain, '--log-every', '1t'], {folder});
	await screen.see(/● running/);
	const pid = pidOf(folder);
	screen.hangUp();
	await screen.exited;
	const {tick = 0} = rowsOf(folder, 'metrics').at(-1) ?? {};
	await until(
		'ticks without a terminal',
		() => (rowsOf(folder, 'metrics').at(-1)?.tick ?? 0) > tick + 10,
		() => 'none',
	);
	t.like(documentOf(folder), {status: 'running', pid});
	t.is((documentOf(folder)['counters'] as {missed?: number}).missed ?? 0, 0);
});

test('the screen says that the run was killed, and goes on when somebody resumes it', async t => {
	const folder = scratch(t);
	const id = await detached(t, folder);
	const screen = openScreen(t, ['attach'], {folder, columns: 160});
	await screen.see(/● running/);
	const first = pidOf(folder);
	process.kill(first, 'SIGKILL');
	await screen.see(
		new RegExp(`process ${first} is gone without a last word; connectop --resume ${id} goes on with the run`),
	);
	await detached(t, folder, '--resume', id);
	await screen.see(/● running/);
	await screen.see(new RegExp(`the run's process ${first} was gone; the run goes on in process ${pidOf(folder)}`));
	const tick = tickOn(screen);
	await screen.until('more ticks', () => tickOn(screen) > tick + 5);
	t.pass();
});

test('a screen whose own run is killed ends with one line', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, plain, {folder});
	await screen.see(/● running/);
	process.kill(pidOf(folder), 'SIGKILL');
	t.is(await screen.exited, 1);
	await screen.until('the line', () =>
		/process \d+ is gone without a last word; connectop --resume \S+ goes on with the run/.test(screen.rows().join('')),
	);
});

test('what can’t be attached to is said in one line, with what is live', async t => {
	const folder = scratch(t);
	const ended = await run(t, folder, [...plain, '--no-ui', '--steps', '2', '--run-dir', 'over']);
	t.is(ended.code, 0);
	const id = await detached(t, folder);
	for (const [args, message] of [
		[['attach'], /the screen needs a terminal; from another machine: ssh -t \S+ connectop attach \S+$/],
		[['attach', 'nobody'], new RegExp(`run "nobody": not found; live: ${id}$`)],
		[
			['stop', 'over'],
			/run over: steps at tick 2; records in .*; connectop replay over shows it again, --resume over goes on with it$/,
		],
	] as const) {
		const {code, stderr, stdout} = await run(t, folder, args);
		t.regex(stderr.trim(), message);
		t.is(stdout, '');
		t.true(code === 2 || code === 3, String(code));
	}
	process.kill(pidOf(folder), 'SIGKILL');
	const dead = await run(t, folder, ['stop', id]);
	t.regex(
		dead.stderr,
		new RegExp(`run ${id} is dead: process \\d+ is gone without a last word; connectop --resume ${id} goes on with it`),
	);
	t.regex((await run(t, folder, ['attach'])).stderr, /no run is live; connectop starts one/);
	t.regex((await run(t, folder, ['runs'])).stdout, new RegExp(`^RUN .*\n(.*\n)*${id} +dead `, 'm'));
});

test('a run of another machine is shown as there, never as dead', async t => {
	const folder = scratch(t);
	const {code} = await run(t, folder, [...plain, '--no-ui', '--steps', '2', '--run-dir', 'far']);
	t.is(code, 0);
	const path = join(folder, 'far', 'run.json');
	const document = JSON.parse(readFileSync(path, 'utf8'));
	writeFileSync(path, JSON.stringify({...document, status: 'running', host: 'node17'}));
	writeFileSync(join(folder, 'far', 'run.lock'), JSON.stringify({host: 'node17', pid: 1, bootId: 'x', started: 1}));
	t.regex(
		(await run(t, folder, ['runs'])).stdout,
		/^far +elsewhere .* on node17, last seen \d{4}-\d\d-\d\d \d\d:\d\d UTC$/m,
	);
	t.regex(
		(await run(t, folder, ['stop', 'far'])).stderr,
		/run far is on node17, last seen .*; try: ssh node17 connectop stop far/,
	);
	const refused = await run(t, folder, [...plain, '--no-ui', '--resume', 'far', '--steps', '1']);
	t.is(refused.code, 3);
	t.regex(refused.stderr, /run far is going on on node17/);
	writeFileSync(
		join(folder, 'far', 'run.lock'),
		JSON.stringify({host: 'node17', pid: 2 ** 22 + 1, bootId: 'x', started: 1}),
	); // nobody's, for the test's end
});

test('a run directory of 200 bytes has a socket all the same', async t => {
	const folder = scratch(t);
	const deep = join(folder, 'x'.repeat(90), 'y'.repeat(200 - folder.length - 92));
	t.is(deep.length, 200);
	const {code, stdout, stderr} = await run(t, folder, ['--detach', ...plain, '--run-dir', deep]);
	t.is(code, 0, stderr);
	const screen = openScreen(t, ['attach', deep], {folder});
	await screen.see(/● running/);
	screen.type('d');
	t.is(await screen.exited, 0);
	t.is((await run(t, folder, ['stop', stdout.trim()])).code, 0);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a run of another user is closed, which one line says (skipped unless the tests run as root)', async t => {
	const folder = scratch(t);
	chmodSync(folder, 0o755);
	const id = await detached(t, folder);
	const fixture = join(root, 'fixtures', 'programs', 'other-user.ts');
	const child = spawn(process.execPath, ['--import=tsx', fixture, id, join(folder, 'runs', id)], {cwd: root});
	const {stdout, stderr} = await listen(child).ended;
	t.regex(stdout, new RegExp(`^run ${id} belongs to another user: its socket \\S+ is closed to you$`, 'm'), stderr);
	t.is(documentOf(folder)['status'], 'running');
});

test('a run that is over before its screen is there tells how it ended', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '20', '--viz-every', '0', '--hz', '1000', '--steps', '1'], {folder});
	t.is(await screen.exited, 0);
	await screen.see(/all steps taken at tick 1|steps at tick 1/);
	t.false(screen.alternate());
	t.like(documentOf(folder), {status: 'ended', lastTick: 1});
});
