import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {listen} from '../program.ts';
import {inGroup, noControlGroups} from './control-groups.ts';
import {built, environment, program, root, run, scratch, start} from './program.ts';
import {documentOf, rowsOf} from './records.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

const small = ['--neurons', '50', '--viz-every', '0', '--input', 'none'];
const why = noControlGroups();
const inGroups = why === undefined ? test.serial : test.serial.skip;
const named = (title: string) => (why === undefined ? title : `${title} (skipped: ${why})`);

/** Runs the program with words before it, to its end. */
function under(
	t: ExecutionContext,
	folder: string,
	[file, ...words]: readonly [string, ...string[]],
	args: readonly string[],
) {
	const child = spawn(file, [...words, process.execPath, program, ...args], {
		cwd: folder,
		env: environment(folder),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	t.teardown(() => void child.kill('SIGKILL'));
	return listen(child).ended;
}

inGroups(named('a quota of one core in an outer control group means one thread'), async t => {
	const folder = scratch(t);
	const {code, stdout, stderr} = await under(t, folder, inGroup(t, {processors: 1}), ['info']);
	t.is(code, 0, stderr);
	t.regex(stdout, /\b1 cores? to use/);
});

inGroups(named('a memory limit of an outer control group refuses what does not fit, and is named'), async t => {
	const folder = scratch(t);
	const bytes = 600 * 2 ** 20;
	const {code, stderr} = await under(t, folder, inGroup(t, {bytes}), ['--no-ui', '--neurons', '2000000']);
	t.is(code, 3);
	t.regex(
		stderr,
		/^connectop: --neurons 2000000: .* need .* of memory .*; .* may be used \(of the 629 MB that this container or job has\), enough for .*\n$/,
	);
	t.false(existsSync(join(folder, 'runs')));
});

test.serial(
	'SIGUSR1 while the program is loaded opens no debugger, ends nothing, and saves when the run can',
	async t => {
		const folder = scratch(t);
		// Sends the signal when somebody listens for it for the first time: nothing of the program is loaded yet.
		const eager = join(folder, 'eager.mjs');
		writeFileSync(
			eager,
			`let first = true;
		process.on('newListener', name => {
			if (name !== 'SIGUSR1') return;
			process.stderr.write('somebody listens\\n');
			if (first) setImmediate(() => process.kill(process.pid, 'SIGUSR1'));
			first = false;
		});`,
		);
		const command = [
			'--import',
			eager,
			join(root, 'bin', 'connectop.js'),
			'--no-ui',
			...small,
			'--checkpoint-every',
			'0',
		];
		const child = spawn(process.execPath, command, {
			cwd: folder,
			env: environment(folder),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		t.teardown(() => void child.kill('SIGKILL'));
		const going = listen(child);
		await until(
			'a checkpoint that was asked for',
			() => /"kind":"checkpoint".*"why":"asked"/.test(going.stdout()),
			() => going.stdout() + going.stderr(),
		);
		child.kill('SIGTERM');
		const {code, stderr} = await going.ended;
		t.is(code, 143);
		t.notRegex(stderr, /Debugger/);
		t.is(stderr.split('somebody listens').length, 3, 'the signal came before the program listened');
	},
);

test.serial('a debugger that a signal has opened before the first line of the program is closed', async t => {
	const folder = scratch(t);
	const early = join(folder, 'early.mjs');
	writeFileSync(
		early,
		`import inspector from 'node:inspector';
		import {isMainThread} from 'node:worker_threads';
		if (isMainThread) {
			process.kill(process.pid, 'SIGUSR1');
			while (inspector.url() === undefined) await new Promise(resolve => setTimeout(resolve, 1));
			process.once('exit', () => process.stderr.write(\`debugger at \${inspector.url()}\\n\`));
		}`,
	);
	const command = ['--import', early, join(root, 'bin', 'connectop.js'), '--no-ui', ...small, '--steps', '20'];
	const child = spawn(process.execPath, command, {
		cwd: folder,
		env: environment(folder),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	t.teardown(() => void child.kill('SIGKILL'));
	const {code, stdout, stderr} = await listen(child).ended;
	t.is(code, 0);
	t.regex(stderr, /debugger at undefined/);
	t.regex(stdout, /"kind":"checkpoint".*"why":"asked"/);
});

test.serial('SIGUSR1 for a detached run, and for the screen of one, saves', async t => {
	const folder = scratch(t);
	const {code, stderr} = await run(t, folder, ['--detach', ...small, '--checkpoint-every', '0', '--hz', '50']);
	t.is(code, 0, stderr);
	const saves = () => rowsOf(folder, 'events').filter(({kind}) => kind === 'checkpoint').length;
	const saved = (times: number) =>
		until(
			`${times} checkpoints`,
			() => saves() >= times,
			() => JSON.stringify(rowsOf(folder, 'events')),
		);
	process.kill(Number(documentOf(folder)['pid']), 'SIGUSR1');
	await saved(1);
	const screen = openTerminal(t, [process.execPath, program, 'attach'], {folder});
	await screen.see(/● running/);
	process.kill(screen.pid, 'SIGUSR1');
	await saved(2);
	screen.type('d');
	t.is(await screen.exited, 0);
	t.is((await run(t, folder, ['stop'])).code, 0);
});

test.serial('a job script is told that Slurm ends a detached run with it; run.json has the job', async t => {
	const folder = scratch(t);
	const env = {...environment(folder), SLURM_JOB_ID: '812', SLURM_ARRAY_JOB_ID: '810', SLURM_ARRAY_TASK_ID: '2'};
	const child = spawn(process.execPath, [program, '--detach', ...small, '--name', 'night'], {
		cwd: folder,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const {code, stderr} = await listen(child).ended;
	t.is(code, 0);
	t.regex(
		stderr,
		/^connectop: Slurm ends the run with job 812 \(810_2\), which ends with its script: use --no-ui instead of --detach there, or wait with connectop tail -f \S+$/m,
	);
	t.like(documentOf(folder), {jobId: '812', job: {id: '812', array: '810_2', nodes: 1, restarts: 0}});
	t.regex((await run(t, folder, ['runs'])).stdout, /process \d+, job 812 \(810_2\)/);
	t.is((await run(t, folder, ['stop'])).code, 0);
});

test.serial('a run in a job on another host: where it is, and the line that reaches it', async t => {
	const folder = scratch(t);
	t.is((await run(t, folder, ['--no-ui', ...small, '--steps', '2', '--run-dir', 'far'])).code, 0);
	const path = join(folder, 'far', 'run.json');
	const document = JSON.parse(readFileSync(path, 'utf8'));
	const job = {id: '812', nodes: 2, node: 'n17', restarts: 0};
	writeFileSync(path, JSON.stringify({...document, status: 'running', host: 'node17', jobId: '812', job}));
	const lock = {host: 'node17', pid: 2 ** 22 + 1, bootId: 'x', started: 1};
	writeFileSync(join(folder, 'far', 'run.lock'), JSON.stringify(lock));
	t.regex((await run(t, folder, ['runs'])).stdout, /^far +elsewhere .* on node17, job 812, last seen /m);
	const step = 'srun --jobid=812 --overlap --nodelist=n17 --nodes=1 --ntasks=1';
	const stop = await run(t, folder, ['stop']);
	t.is(stop.code, 1);
	t.true(stop.stderr.includes(`run far is on node17 in Slurm job 812, last seen`), stop.stderr);
	t.true(stop.stderr.endsWith(`; try: ${step} connectop stop far\n`), stop.stderr);
	const tail = await run(t, folder, ['tail', 'far', '-n', '1']);
	t.is(tail.code, 0, tail.stderr);
	const without = openTerminal(t, [process.execPath, program, 'attach', 'far'], {folder, columns: 200});
	t.is(await without.exited, 1);
	t.true(without.received().includes(`; try: ${step} --pty connectop attach far`), without.received());

	// What stands in for srun here says what it was asked; a real one is asked in the tests of Slurm.
	mkdirSync(join(folder, 'bin'));
	writeFileSync(join(folder, 'bin', 'srun'), '#!/bin/sh\necho "$*"\nexit 7\n', {mode: 0o755});
	const command = [process.execPath, program, 'attach', 'far', '--read-only', '--srun'] as const;
	const path2 = `${join(folder, 'bin')}:${process.env['PATH']}`;
	const by = openTerminal(t, command, {folder, columns: 300, environment: {PATH: path2, SLURM_JOB_ID: '5'}});
	t.is(await by.exited, 7);
	const asked = by.received().trim();
	t.true(asked.includes(`${step.slice('srun '.length)} --pty ${process.execPath}`), asked);
	t.true(asked.endsWith(` attach ${join(folder, 'far')} --read-only`), asked);
});

test.serial('attach --srun without srun, and to a run that is in no job, is one line', async t => {
	const folder = scratch(t);
	t.is((await run(t, folder, ['--no-ui', ...small, '--steps', '2', '--run-dir', 'far'])).code, 0);
	const path = join(folder, 'far', 'run.json');
	const document = JSON.parse(readFileSync(path, 'utf8'));
	const put = (job: object) =>
		writeFileSync(path, JSON.stringify({...document, status: 'running', host: 'node17', ...job}));
	const lock = {host: 'node17', pid: 2 ** 22 + 1, bootId: 'x', started: 1};
	writeFileSync(join(folder, 'far', 'run.lock'), JSON.stringify(lock));
	const attach = async () => {
		const screen = openTerminal(t, [process.execPath, program, 'attach', 'far', '--srun'], {
			folder,
			columns: 200,
			environment: {PATH: folder},
		});
		t.is(await screen.exited, 1);
		return screen.received().trim();
	};
	put({});
	t.regex(await attach(), /^connectop: run far is on node17, last seen \S+; try: ssh -t node17 connectop attach far$/);
	put({jobId: '812', job: {id: '812', nodes: 1, restarts: 0}});
	t.regex(await attach(), /^connectop: srun can't be started: /);
});

test.serial('--resume auto on the command line: begins, goes on, and is done', async t => {
	const folder = scratch(t);
	const args = ['--no-ui', ...small, '--run-dir', 'run', '--resume', 'auto', '--steps', '400', '--hz', '100'];
	const first = start(t, folder, args);
	await until(
		'a state to go on from',
		() => first.stdout().includes('"kind":"checkpoint"'),
		() => first.stderr(),
	);
	first.child.kill('SIGKILL');
	await once(first.child, 'close');
	t.notRegex(first.stderr(), /goes on/);
	const second = await run(t, folder, args);
	t.is(second.code, 0, second.stderr);
	t.regex(second.stdout, /started again: the run goes on from its newest checkpoint; its process on \S+ was killed/);
	t.regex(
		second.stderr,
		/^connectop: the run goes on from state_\d+\.npz, tick \d+: started again; its process on \S+ was killed$/m,
	);
	t.regex(second.stderr, /all steps taken at tick 400/);
	const third = await run(t, folder, args);
	t.is(third.code, 0);
	t.is(third.stdout, '');
	t.regex(third.stderr, /^run run: all 400 steps were taken before; records in /);
	const without = await run(t, folder, ['--no-ui', '--resume', 'auto']);
	t.is(without.code, 2);
	t.regex(without.stderr, /^connectop: --resume auto: needs a directory .* --run-dir\n$/);
});
