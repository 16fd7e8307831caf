import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {verifyRun} from '../../source/run/replay/verify.ts';
import {ask} from '../server/served.ts';
import {built, run, scratch} from './program.ts';
import {until} from './wait.ts';

test.before(built);

const usual = ['--no-ui', '--neurons', '40', '--k', '4', '--hz', '1000', '--kernel', 'cpu', '--viz-every', '0'];

/** Two runs in a folder, a and b; b has one command more, before the step to tick 41. */
async function pair(t: ExecutionContext): Promise<string> {
	const folder = scratch(t);
	writeFileSync(join(folder, 's.jsonl'), '{"at":40,"id":"set","args":{"name":"diffusion","value":0.4}}\n');
	const made = async (name: string, ...more: readonly string[]) => {
		const {code, stderr} = await run(t, folder, [
			...usual,
			'--steps',
			'80',
			'--log-every',
			'4t',
			'--run-dir',
			name,
			...more,
		]);
		t.is(code, 0, stderr);
	};
	await made('a');
	await made('b', '--script', 's.jsonl');
	return folder;
}

test('for people: the verdict first, in words, without colours where there is no terminal', async t => {
	const folder = await pair(t);
	const {code, stdout, stderr} = await run(t, folder, ['compare', 'a', 'b', '--nodes', '3']);
	t.is(code, 0, stderr);
	t.is(
		stdout.split('\n', 1)[0],
		'equal until tick 40, first different at tick 41: set diffusion 0.4 before tick 41 in B alone',
	);
	t.regex(stdout, /\n {2}81 ticks compared by their digests: 41 equal, 40 different\n/);
	t.regex(stdout, /\n {2}tick 40 {2}B alone: set diffusion 0\.4 \(script\)\n/);
	t.regex(stdout, /\nNode by node at tick 80, from checkpoints\n {2}W: 40 of 40 nodes differ; largest 0\.\d+/);
	t.notRegex(stdout, /\u001B/);
	const narrow = await run(t, folder, ['compare', 'a', 'b', '--glyphs', 'ascii', '--metric', 'mean_w,sparsity']);
	t.regex(narrow.stdout, /\n {2}sparsity: /);
	t.notRegex(narrow.stdout, /[^\n -~]/);
	const equal = await run(t, folder, ['compare', 'a', 'a', '--check']);
	t.is(equal.code, 0);
	t.regex(equal.stdout, /^equal: all 81 ticks, 0 to 80\n/);
});

test('for programs: one JSON object of a version, and an exit code on demand', async t => {
	const folder = await pair(t);
	const {code, stdout} = await run(t, folder, ['compare', 'a', 'b', '--json', '--check']);
	t.is(code, 4);
	t.is(stdout.trim().split('\n').length, 1);
	const found = JSON.parse(stdout);
	t.deepEqual(Object.keys(found), [
		'v',
		'verdict',
		'a',
		'b',
		'facts',
		'settings',
		'commands',
		'states',
		'metrics',
		'end',
		'notes',
	]);
	t.like(found, {v: 1, verdict: 'different', states: {firstDiffering: 41, lastEqual: 40, exact: true}});
	t.is((await run(t, folder, ['compare', 'a', 'a', '--json', '--check'])).code, 0);
});

test('the curves as a PNG picture, which replaces nothing unasked', async t => {
	const folder = await pair(t);
	const draw = (...more: readonly string[]) => run(t, folder, ['compare', 'a', 'b', '-o', 'both.png', ...more]);
	const {code, stderr} = await draw();
	t.is(code, 0, stderr);
	t.regex(stderr, /^connectop: wrote both\.png: the curves of both runs, \d+ kB\n$/);
	const png = readFileSync(join(folder, 'both.png'));
	t.is(png.subarray(1, 4).toString(), 'PNG');
	t.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1600, 1000]);
	t.is((await draw()).code, 2);
	const own = await run(t, folder, ['compare', 'a', 'b', '-o', 'b/metrics.jsonl', '--force']);
	t.is(own.code, 2);
	t.regex(own.stderr, /is a file of the run's own/);
	t.is((await draw('--force', '--metric', 'entropy')).code, 0);
	t.is(readFileSync(join(folder, 'both.png')).readUInt32BE(20), 575);
	t.deepEqual(
		readdirSync(folder).filter(name => name.endsWith('.tmp')),
		[],
	);
});

test('a branch is compared with its origin, from where it began, while both go on', async t => {
	const folder = scratch(t);
	const {stdout, code} = await run(t, folder, [
		'--detach',
		...usual.slice(1, 5),
		'--hz',
		'200',
		'--viz-every',
		'0',
		'--kernel',
		'cpu',
	]);
	t.is(code, 0);
	const id = stdout.trim();
	const directoryOf = (name: string) => join(folder, 'runs', name);
	const documentIn = (directory: string) => JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
	const {socket} = documentIn(directoryOf(id));
	const send = (to: string, run: string, command: string, args: object) =>
		ask(to, 'POST', `/v1/runs/${run}/commands`, {body: {id: command, args}});
	await send(socket, id, 'set', {name: 'alpha', value: 0.3});
	const branch = await send(socket, id, 'branch', {name: 'warm'});
	t.is(branch.status, 200, JSON.stringify(branch.json));
	const {id: branched, directory} = branch.json.data;
	const began = branch.json.tick;
	const changed = await send(documentIn(directory).socket, branched, 'set', {name: 'diffusion', value: 0.4});
	t.is(changed.status, 200, JSON.stringify(changed.json));
	const at = changed.json.tick;
	const found = async (...args: readonly string[]) => {
		const {stdout: text, stderr, code: ended} = await run(t, folder, ['compare', ...args, '--json']);
		t.is(ended, 0, stderr);
		return JSON.parse(text);
	};
	let comparison = await found(branched);
	while (comparison.states.to <= at + 5) comparison = await found(branched);
	t.like(comparison, {
		verdict: 'different',
		a: {id, state: 'live'},
		b: {id: branched, state: 'live', firstTick: began},
	});
	t.like(comparison.states, {from: began, firstDiffering: at + 1, exact: true});
	t.deepEqual(comparison.settings.start, []);
	t.like(comparison.commands, {differing: 1, first: [{in: 'b', tick: at}]});
	t.true(comparison.end.tick <= comparison.states.to);

	t.is((await run(t, folder, ['stop', branched])).code, 0);
	await until(
		'its end',
		() => documentIn(directory).status === 'ended',
		() => documentIn(directory).status,
	);
	t.like(await found(id, branched), {a: {state: 'live'}, b: {state: 'ended'}, states: {firstDiffering: at + 1}});
	const none = await run(t, folder, ['compare', id]);
	t.is(none.code, 2);
	t.regex(none.stderr, /the run is no branch, so it has no origin; give the other run as well\n$/);
	t.true((await verifyRun(directory)).ended);
});

test('what does not fit is refused in one line', async t => {
	const folder = scratch(t);
	const refused = async (args: readonly string[], code: number, message: RegExp) => {
		const ended = await run(t, folder, ['compare', ...args]);
		t.is(ended.code, code, ended.stderr);
		t.regex(ended.stderr, message);
		t.is(ended.stderr.trim().split('\n').length, 1);
		t.is(ended.stdout, '');
	};
	await refused([], 2, /compare: give two runs/);
	await refused(['nowhere', 'latest'], 3, /run "nowhere": not found/);
	await refused(['a', 'b', '--nodes', '-1'], 2, /--nodes -1: use a whole number from 0 to 1000/);
	await refused(['a', 'b', '--at', 'x'], 2, /--at x: use a whole number from 0/);
	await refused(['a', 'b', '--metrics-only', '--check'], 2, /--check: is about states/);
	await refused(['a', 'b', '--no-output'], 2, /--no-output: there is no such option/);
	const help = await run(t, folder, ['compare', '--help']);
	t.regex(help.stdout, /connectop compare latest +the newest run, a branch/);
	t.regex(help.stdout, /--check +exit 4 unless/);
});
