import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, program as connectop, environment, run as runProgram, scratch} from '../e2e/program.ts';
import {canMount, smallDisk} from '../e2e/small-disk.ts';
import {until} from '../e2e/wait.ts';
import {listen} from '../program.ts';
import {ownPlace, serve} from '../server/served.ts';
import {clients, opening, python, startPython, withNumpy} from './python.ts';

test.before(built);
const place = ownPlace();

/** A run in a process of its own; its folder, its directory and its process. */
async function detached(t: ExecutionContext, ...more: readonly string[]) {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const args = ['--detach', '--run-dir', directory, '--kernel', 'cpu', '--viz-every', '0', ...more];
	const {code, stderr} = await runProgram(t, folder, args);
	t.is(code, 0, stderr);
	const {pid} = JSON.parse(readFileSync(join(directory, 'run.lock'), 'utf8')) as {pid: number};
	return {folder, directory, pid, env: environment(folder)};
}

/** Iterates until it ends, says at its second step that it does, and tells how it ended. */
const iterating = `
def all_of(run, how):
    count = 0
    for frame in (run.frames(fps=30) if how == 'frames' else run.ticks()):
        count += 1
        if count == 2:
            print('iterating', flush=True)
run = connectop.attach(sys.argv[1])
first = told(lambda: all_of(run, sys.argv[2]))
print(json.dumps([first, told(lambda: run.W), told(lambda: run.pause()), told(lambda: connectop.attach(sys.argv[1]))]))
`;

for (const how of ['frames', 'ticks']) {
	withNumpy(`a run that is killed under ${how} is an exception that says what is left to do`, async t => {
		const {folder, directory, pid, env} = await detached(t, '--hz', '50', '--neurons', '40');
		const going = startPython(t, ['-c', opening + iterating, directory, how], {folder, env});
		await until('two frames', () => going.stdout().includes('iterating'), going.stderr);
		process.kill(pid, 'SIGKILL');
		const {code, stdout, stderr} = await going.ended;
		t.is(code, 0, stderr);
		const told = JSON.parse(stdout.split('\n').at(-2) ?? '');
		for (const [kind, , line] of told.slice(0, 3)) {
			t.is(kind, 'ConnectionLost', line);
			t.regex(line, /^run run is gone: process \d+ ended without a last word; connectop --resume run goes on with it$/);
		}
		t.regex(told[3][2], /^run run is dead/);
	});

	withNumpy(`a run that ends ends the iteration over its ${how}, and what comes after is told why`, async t => {
		const {run} = await serve(t, place);
		const program = `${iterating.replace("print('iterating', flush=True)", "print(run.say('bye') and run.command('stop', reason='enough'))")}`;
		const told = await python(t, place, program, [run.facts.directory, how]);
		t.is(told[0], null);
		for (const [kind, , line] of told.slice(1)) {
			t.is(kind, 'RunEnded', line);
			t.regex(line, /has ended at tick \d+: enough; records in /);
		}
	});
}

withNumpy('a run whose process is stopped is listed as silent, and attaching says so', async t => {
	const {folder, directory, pid, env} = await detached(t, '--neurons', '40');
	process.kill(pid, 'SIGSTOP');
	const program = `print(json.dumps([told(lambda: connectop.attach(sys.argv[1])), [each.state for each in connectop.list() if each.directory == sys.argv[1]]]))`;
	const [told, states] = await python(t, folder, program, [directory], env);
	process.kill(pid, 'SIGCONT');
	t.is(told[0], 'NoRun');
	t.regex(told[2], /^run run: process \d+ does not answer at its socket .*: no answer in 2 s$/);
	t.deepEqual(states, ['silent']);
});

withNumpy('a run is stopped and tells how it ended', async t => {
	const {run} = await serve(t, place);
	const line = await python(t, place, `print(json.dumps(connectop.attach(sys.argv[1]).stop('done, thanks')))`, [
		run.facts.directory,
	]);
	t.regex(line, /has ended at tick \d+: done, thanks; records in /);
});

withNumpy('the closed loop holds mean W within 1 %, with a correction a tick', async t => {
	// Without noise the mean stays where it is once it is there, however late corrections come on a busy machine.
	const {folder, directory, env} = await detached(t, '--hz', '50', '--neurons', '300', '--noise', 'none');
	const loop = [join(clients, 'closed_loop.py'), directory, '--seconds', '3', '--settle', '5', '--target', '0.5'];
	const {code, stdout, stderr} = await startPython(t, loop, {folder, env}).ended;
	t.log(stdout.trim().split('\n').at(-1));
	t.is(code, 0, stdout + stderr);
	const [, corrections, without, worst] =
		/(\d+) corrections at \S+ a second, (\d+) ticks without one; worst error after 5 s: ([\d.]+)%/.exec(stdout) ?? [];
	t.true(Number(worst) <= 1, worst);
	t.true(Number(corrections) + Number(without) >= 400);
	const sets = readFileSync(join(directory, 'journal.jsonl'), 'utf8').match(/"name":"alpha"/g) ?? [];
	t.true(sets.length > 0);
});

withNumpy('the closed loop says in one line what can’t be', async t => {
	const {folder, directory, env} = await detached(t, '--neurons', '40');
	for (const [args, code, says] of [
		[
			[directory, '--parameter', 'noise'],
			2,
			/error: noise is no number that can be moved; use one of dt, (?!.*\bnoise,)(?!.*\bhz\b)(?!.*timeDynamics)/,
		],
		[['nobody'], 1, /^closed_loop: run "nobody": not found; live: .+\n$/],
		[[directory, '--hz', '0'], 1, /^closed_loop: .*0\.001 to 1000.*\n$/],
		[[directory, '--seconds', 'x'], 2, /invalid number value/],
		[[directory, '--target', 'nan'], 2, /nan is not finite/],
		[[directory, '--target', '0'], 2, /use another number/],
	] as const) {
		const ended = await startPython(t, [join(clients, 'closed_loop.py'), ...args], {folder, env}).ended;
		t.is(ended.code, code, ended.stderr);
		t.regex(ended.stderr, says);
		t.false(ended.stderr.includes('Traceback'));
	}
});

withNumpy('the closed loop gives up a target that is out of reach, and puts the parameter back', async t => {
	const {folder, directory, env} = await detached(t, '--hz', '50', '--neurons', '100', '--noise', 'none');
	const loop = [join(clients, 'closed_loop.py'), directory];
	for (const [args, says] of [
		[
			['--target', '5'],
			/with alpha at 1\.\d+, as far as it goes, mean W is 0\.\d+; more is refused: [^\n]+; alpha is 0\.25 again$/,
		],
		[
			['--target', '1', '--parameter', 'beta', '--kp', '-0.3', '--ki', '-0.3'],
			/with beta at 0\.00000, as far as it goes, mean W is [\d.]+; beta is 0\.1 again$/,
		],
	] as const) {
		const {code, stderr} = await startPython(t, [...loop, ...args], {folder, env}).ended;
		t.is(code, 1, stderr);
		t.regex(stderr.trimEnd(), new RegExp(`^closed_loop: target ${args[1]} is out of reach: ${says.source}`));
	}
	const at = `print(json.dumps([connectop.attach(sys.argv[1]).get(each) for each in ('alpha', 'beta')]))`;
	t.deepEqual(await python(t, folder, at, [directory], env), [0.25, 0.1]);
});

const onDisk = canMount ? withNumpy : test.skip;

onDisk('a checkpoint on a full disk is refused at once, and saved when there is space again', async t => {
	const folder = scratch(t);
	const disk = await smallDisk(t, folder);
	const place = ['--run-dir', join(disk.inside, 'r'), '--checkpoint-every', '0', '--hz', '20', '--neurons', '60'];
	const [enter, ...how] = disk.enter;
	const line = [...how, process.execPath, connectop, '--no-ui', '--kernel', 'cpu', '--viz-every', '0', ...place];
	const env = environment(folder);
	const run = listen(spawn(enter, line, {cwd: folder, env}));
	t.teardown(() => void run.child.kill('SIGKILL'));
	await until('a tick', () => run.stdout().includes('"kind":"metrics"'), run.stderr);
	disk.fill();
	const {socket} = JSON.parse(readFileSync(join(disk.path, 'r', 'run.json'), 'utf8')) as {socket: string};
	const program = `
with connectop.attach(sys.argv[1]) as run:
    began = time.monotonic()
    refused = told(lambda: run.checkpoint(timeout=60))
    took = time.monotonic() - began
    os.remove(sys.argv[2])
    while told(lambda: run.checkpoint()):
        time.sleep(0.1)
    print(json.dumps([refused, took]))
`;
	const [refused, took] = await python(t, folder, program, [socket, join(disk.path, 'ballast')], env);
	t.log(refused, took);
	t.deepEqual(refused.slice(0, 2), ['Refused', 'disk-full']);
	t.regex(refused[2], /no space left to write|disk full/);
	t.true(took < 30, `${took} s`);
});
