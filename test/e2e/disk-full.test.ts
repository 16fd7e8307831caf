import {spawn} from 'node:child_process';
import {readdirSync, readFileSync, statSync, truncateSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {type ExecutionContext, type TestFn, default as test} from 'ava';
import {digestBytes} from '../../source/records/digest-log.ts';
import {listen} from '../program.ts';
import {npyRows, ticksOf} from '../records/recording/npy-rows.ts';
import {built, environment, type Going, program, scratch} from './program.ts';
import {type Row, readRows} from './records.ts';
import {canMount, type SmallDisk, smallDisk} from './small-disk.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

/** Needs unshare, nsenter and the right to mount. */
const withMount: TestFn | typeof test.skip = canMount ? test : test.skip;

interface Started {
	readonly run: Going;
	readonly folder: string;
	readonly disk: SmallDisk;
	rows(log: 'journal' | 'events' | 'metrics'): Row[];
}

const plain = [
	'--neurons',
	'60',
	'--hz',
	'20',
	'--seed',
	'4',
	'--viz-every',
	'0',
	'--log-every',
	'0.25',
	'--checkpoint-every',
	'1',
];

/** A run on a disk of its own. */
async function started(t: ExecutionContext, ...args: readonly string[]): Promise<Started> {
	const folder = scratch(t);
	const disk = await smallDisk(t, folder);
	return {
		folder,
		disk,
		run: startOn(t, disk, folder, args),
		rows: log => readRows(join(disk.path, 'r', `${log}.jsonl`)),
	};
}

function startOn(t: ExecutionContext, disk: SmallDisk, folder: string, args: readonly string[]): Going {
	const [enter, ...how] = disk.enter;
	const line = [process.execPath, program, '--no-ui', '--run-dir', join(disk.inside, 'r'), ...plain, ...args];
	const child = spawn(enter, [...how, ...line], {
		cwd: folder,
		env: environment(folder),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	t.teardown(() => void child.kill('SIGKILL'));
	return listen(child);
}

/** Runs the program on the disk to its end. */
async function onDisk(t: ExecutionContext, {disk, folder}: Started, ...args: readonly string[]) {
	const [enter, ...how] = disk.enter;
	const child = spawn(enter, [...how, process.execPath, program, ...args], {cwd: folder, env: environment(folder)});
	t.teardown(() => void child.kill('SIGKILL'));
	return listen(child).ended;
}

/** What the run has printed of a kind. */
const printed = ({run}: Started, kind: string): Row[] =>
	run
		.stdout()
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Row)
		.filter(row => row.kind === kind);

const tickOf = (one: Started): number => printed(one, 'metrics').at(-1)?.tick ?? -1;
const waitFor = (one: Started, what: string, holds: () => boolean) =>
	until(what, holds, () => `${one.run.stdout().slice(-2000)}\n${one.run.stderr()}`);

/** What became of a command that was sent to the run's socket. */
async function send({disk}: Started, id: string, args: object = {}): Promise<Readonly<Record<string, unknown>>> {
	const {socket, id: run} = JSON.parse(readFileSync(join(disk.path, 'r', 'run.json'), 'utf8')) as Record<
		string,
		string
	>;
	const body = JSON.stringify({id, args});
	const headers = {host: 'localhost', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body)};
	return new Promise((resolve, reject) => {
		const asked = request({socketPath: socket, path: `/v1/runs/${run}/commands`, method: 'POST', headers}, answer => {
			let text = '';
			answer.setEncoding('utf8').on('data', part => (text += part));
			answer.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
		});
		asked.on('error', reject).end(body);
	});
}

withMount(
	'a disk that is full in mid run: the run goes on, says so, refuses what it could not record, and loses nothing',
	async t => {
		const one = await started(t, '--synthetic', 'pulse');
		const {disk, run} = one;
		await waitFor(one, 'a checkpoint', () => printed(one, 'checkpoint').length > 1);
		const acknowledged: Record<string, unknown>[] = [];
		for (const node of [1, 2, 3]) acknowledged.push(await send(one, 'excite', {node}));
		disk.fill();
		await waitFor(one, 'the message', () => printed(one, 'disk').length > 0);
		const [said] = printed(one, 'disk');
		t.like(said, {level: 'error', data: {state: 'held'}});
		t.regex(run.stderr(), /^connectop: disk full \([\w.-]+\): the run goes on, its records wait in memory/m);
		const from = tickOf(one);
		await waitFor(one, 'ticks', () => tickOf(one) > from + 20);
		let refused: Readonly<Record<string, unknown>> = {ok: true};
		await waitFor(one, 'a log that can not be written', () => {
			return readRows(join(disk.path, 'r', 'metrics.jsonl')).at(-1)?.tick !== tickOf(one);
		});
		for (let node = 4; refused['ok'] === true || /carried out at/.test(String(refused['detail'])); node++) {
			refused = await send(one, 'excite', {node});
			if (refused['ok'] === true) acknowledged.push(refused);
		}
		t.like(refused, {ok: false, error: 'disk-full'});
		t.regex(
			String(refused['detail']),
			/^excite: not carried out, because it can't be journalled: disk full: \d+ kB wait; stop, pause, /,
		);
		t.like(await send(one, 'pause'), {ok: true});
		t.like(await send(one, 'resume'), {ok: true});

		disk.free();
		await waitFor(one, 'the end of it', () => printed(one, 'disk').length > 1);
		t.is(printed(one, 'disk').length, 2, 'said once, and once that it is over');
		const over = printed(one, 'disk')[1];
		t.like(over, {level: 'info', data: {state: 'written', dropped: {}}});
		t.regex(
			run.stderr(),
			/^connectop: the disk takes records again after \d+\.\d s: \d+ rows \(\d+ kB\) had waited and are written/m,
		);
		acknowledged.push(await send(one, 'excite', {node: 5}));
		const tick = tickOf(one);
		await waitFor(one, 'a checkpoint after it', () => Number(printed(one, 'checkpoint').at(-1)?.tick) > tick);
		const events = printed(one, 'disk').map(({seq}) => seq);
		await waitFor(
			one,
			'its line',
			() => one.rows('events').filter(row => row.kind === 'disk').length === events.length,
		);
		// Rows are in their file within a quarter of a second, unless the machine is busy.
		await waitFor(one, 'its rows', () => (one.rows('metrics').at(-1)?.tick ?? -1) >= tick);
		const seen = printed(one, 'metrics')
			.filter(row => row.tick <= tick)
			.map(row => row.tick);
		run.child.kill('SIGKILL');
		await run.ended;

		const commands = one
			.rows('journal')
			.filter(row => row.kind === 'command' && row['by'] === 'http' && row['id'] === 'excite');
		t.deepEqual(
			commands.map(row => row['at']).slice(0, acknowledged.length),
			acknowledged.map(outcome => outcome['tick']),
		);
		t.deepEqual(
			one
				.rows('events')
				.filter(row => row.kind === 'disk')
				.map(({seq}) => seq),
			events,
		);
		t.deepEqual(
			one
				.rows('metrics')
				.map(row => row.tick)
				.slice(0, seen.length),
			seen,
			'each row that was printed was written in the end',
		);
		t.deepEqual(
			readdirSync(join(disk.path, 'r')).filter(name => name.endsWith('.tmp')),
			[],
		);
		const {code, stdout, stderr} = await onDisk(t, one, 'replay', join(disk.inside, 'r'), '--verify');
		t.is(code, 0, stderr);
		t.regex(stdout, /0 differ/);
	},
);

withMount('a recorder on a full disk keeps its rows until there is space, and loses none', async t => {
	const one = await started(t, '--record', 'nodes=all force=yes', '--record', 'nodes=0,1 to=csv name=pair force=yes');
	await waitFor(one, 'a checkpoint', () => printed(one, 'checkpoint').length > 1);
	const {disk, run} = one;
	disk.fill();
	const waiting = () =>
		printed(one, 'recorder').filter(row => String(row['message']).endsWith('its rows wait in memory'));
	await waitFor(one, 'rows that wait', () => waiting().length > 0);
	const from = tickOf(one);
	await waitFor(one, 'ticks', () => tickOf(one) > from + 20);
	disk.free();
	const again = () => printed(one, 'recorder').filter(row => /takes its rows again/.test(String(row['message'])));
	await waitFor(one, 'the end of it', () => again().length === waiting().length);
	run.child.kill('SIGTERM');
	t.is((await run.ended).code, 143);
	const records = join(disk.path, 'r', 'records');
	const {lastTick} = JSON.parse(readFileSync(join(disk.path, 'r', 'run.json'), 'utf8')) as {lastTick: number};
	const all = Array.from({length: lastTick}, (_, i) => i + 1);
	t.deepEqual(ticksOf(npyRows(join(records, 'W.npy'), [{name: 'W', type: '<f4', count: 60}])), all);
	const lines = readFileSync(join(records, 'pair.csv'), 'utf8').trimEnd().split('\n').slice(1);
	t.deepEqual(lines.map(Number.parseFloat), all);
});

withMount('killed while the disk is full: what was acknowledged is there, and the run can be gone on with', async t => {
	const one = await started(t);
	await waitFor(one, 'a checkpoint', () => printed(one, 'checkpoint').length > 1);
	const acknowledged: Record<string, unknown>[] = [];
	one.disk.fill();
	// Where the file's last page has room commands are still taken and recorded; the first that is not is no success.
	for (let node = 0; node < 60; node++) {
		const outcome = await send(one, 'excite', {node});
		if (outcome['ok'] !== true) break;
		acknowledged.push(outcome);
	}
	t.true(acknowledged.length < 60);
	await delay(500);
	one.run.child.kill('SIGKILL');
	await one.run.ended;
	const commands = one.rows('journal').filter(row => row.kind === 'command');
	t.deepEqual(
		commands.map(row => row['at']),
		acknowledged.map(outcome => outcome['tick']),
	);
	const full = await onDisk(t, one, 'replay', join(one.disk.inside, 'r'), '--verify');
	t.is(full.code, 0, full.stderr);
	one.disk.free();
	const resumed = await onDisk(t, one, '--no-ui', '--resume', join(one.disk.inside, 'r'), '--steps', '10');
	t.is(resumed.code, 0, resumed.stderr);
	const {code, stderr} = await onDisk(t, one, 'replay', join(one.disk.inside, 'r'), '--verify');
	t.is(code, 0, stderr);
});

withMount('a run that ends on a full disk says in one line what is not written, and exits with 1', async t => {
	const one = await started(t);
	await waitFor(one, 'a checkpoint', () => printed(one, 'checkpoint').length > 1);
	one.disk.fill();
	await waitFor(one, 'the message', () => printed(one, 'disk').length > 0);
	one.run.child.kill('SIGTERM');
	const {code, stderr} = await one.run.ended;
	t.is(code, 1);
	t.regex(
		stderr.trim().split('\n').at(-1) ?? '',
		/^connectop: .*\/r: the disk stayed full to the end: state_\d+\.npz: not saved; .*\w+\.(jsonl|bin): \d+ rows \(\d+ kB\) could not be written.*$/,
	);
	one.disk.free();
	const {code: verified, stderr: why} = await onDisk(t, one, 'replay', join(one.disk.inside, 'r'), '--verify');
	t.is(verified, 0, why);
});

withMount('a run that ends on a full disk tells in its journal how far its digests go', async t => {
	const one = await started(t);
	const digests = () => statSync(join(one.disk.path, 'r', 'digests.bin'), {throwIfNoEntry: false})?.size ?? 0;
	await waitFor(one, 'digests', () => digests() > 0);
	t.like(await send(one, 'set', {name: 'hz', value: 200}), {ok: true});
	// The journal's last page has room for its last lines, which the digests have not for long.
	one.disk.fill();
	await waitFor(one, 'the message', () => printed(one, 'disk').length > 0);
	const asked = await send(one, 'checkpoint');
	t.like(asked, {ok: false, error: 'disk-full'});
	t.regex(String(asked['detail']), /^checkpoint: of tick \d+, not saved: .*no space left to write$/);
	await waitFor(one, 'digests that wait', () => tickOf(one) > digests() / digestBytes + 60);
	one.run.child.kill('SIGTERM');
	t.is((await one.run.ended).code, 1);
	const records = digests() / digestBytes;
	const end = one.rows('journal').at(-1);
	t.like(end, {kind: 'end', reason: 'SIGTERM', digests: records});
	t.regex(String(end?.['lost']), /state_\d+\.npz: not saved,.*digests\.bin: \d+ rows \(\d+ kB\) could not be written/);
	one.disk.free();
	const verify = () => onDisk(t, one, 'replay', join(one.disk.inside, 'r'), '--verify');
	const told = new RegExp(
		`0 differ; ticks ${records + 1} to ${end?.tick} of epoch 0 have no digests: they were not recorded \\(disk full\\)\n$`,
	);
	const first = await verify();
	t.is(first.code, 0, first.stderr);
	t.regex(first.stdout.replaceAll(',', ''), told);
	const resumed = await onDisk(t, one, '--no-ui', '--resume', join(one.disk.inside, 'r'), '--steps', '10');
	t.is(resumed.code, 0, resumed.stderr);
	const again = await verify();
	t.is(again.code, 0, again.stderr);
	t.regex(again.stdout.replaceAll(',', ''), told);
	truncateSync(join(one.disk.path, 'r', 'digests.bin'), (records + 9) * digestBytes);
	const cut = await verify();
	t.is(cut.code, 4);
	t.regex(cut.stderr, new RegExp(`record ${records + 10} is missing.*there were ${records + 10} then`));
});

withMount('a run that ends while there is space again has everything', async t => {
	const one = await started(t);
	await waitFor(one, 'a checkpoint', () => printed(one, 'checkpoint').length > 1);
	one.disk.fill();
	await waitFor(one, 'the message', () => printed(one, 'disk').length > 0);
	one.run.child.kill('SIGTERM');
	one.disk.free();
	t.is((await one.run.ended).code, 143);
	t.true(one.rows('events').some(({kind}) => kind === 'end'));
	t.like(one.rows('journal').at(-1), {kind: 'end', reason: 'SIGTERM'});
	t.like(JSON.parse(readFileSync(join(one.disk.path, 'r', 'run.json'), 'utf8')), {
		status: 'ended',
		endReason: 'SIGTERM',
	});
	const {code, stderr} = await onDisk(t, one, 'replay', join(one.disk.inside, 'r'), '--verify');
	t.is(code, 0, stderr);
});

withMount('a disk that is full at the start: one line, no tick', async t => {
	const folder = scratch(t);
	const disk = await smallDisk(t, folder);
	for (const [left, expected] of [
		[0, /^connectop: .*ENOSPC|no space left/],
		[8192, /^connectop: .*no space left to write$/m],
	] as const) {
		disk.fill(left);
		const {code, stdout, stderr} = await startOn(t, disk, folder, ['--steps', '5']).ended;
		t.true(code === 1 || code === 3, stderr);
		t.regex(stderr.trim(), expected);
		t.is(stderr.trim().split('\n').length, 1, stderr);
		t.notRegex(stdout, /"kind":"metrics"/);
		disk.free();
	}
});

withMount('the screen shows a full disk until there is space again', async t => {
	const folder = scratch(t);
	const disk = await smallDisk(t, folder);
	const line = [...disk.enter, process.execPath, program, '--run-dir', join(disk.inside, 'r'), ...plain];
	const screen = openTerminal(t, line as [string, ...string[]], {folder});
	t.teardown(() => {
		const {pid} = JSON.parse(readFileSync(join(disk.path, 'r', 'run.json'), 'utf8')) as {pid: number};
		try {
			process.kill(pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	});
	await screen.see(/● running/);
	disk.fill();
	const filled = performance.now();
	await screen.see(/! disk full: \d+ kB wait/);
	const shown = performance.now();
	disk.free();
	const freed = performance.now();
	await screen.until('no more of it', () => !/! disk full/.test(screen.rows().slice(0, 2).join('\n')));
	t.log(
		`shown after ${(shown - filled).toFixed(0)} ms, gone ${(performance.now() - freed).toFixed(0)} ms after there was space`,
	);
	await screen.see(/the disk takes records again after/);
	t.regex(screen.rows().join('\n'), /● running/);
});
