import {spawn} from 'node:child_process';
import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {listen} from '../program.ts';
import {otherNodes} from './other-nodes.ts';
import {built, environment, program, run, scratch} from './program.ts';
import {openScreen} from './terminal.ts';

test.before(built);

const pace = ['--no-ui', '--kernel', 'cpu', '--neurons', '60', '--hz', '1000', '--viz-every', '0', '--input', 'none'];
const script = [
	{at: 5, id: 'set', args: {name: 'domain', value: 'higgs'}},
	{at: 10, id: 'stimulus', args: {texts: ['hello wörld 😀']}},
	{at: 20, id: 'set', args: {name: 'dt', value: 0.3}},
	{at: 30, id: 'checkpoint', args: {}},
	{at: 40, id: 'restore', args: {file: 'state_30.npz'}},
];

async function recorded(t: ExecutionContext, folder: string, node = process.execPath): Promise<void> {
	writeFileSync(join(folder, 'commands.jsonl'), script.map(each => JSON.stringify(each)).join('\n'));
	const args = [
		program,
		...pace,
		'--synthetic',
		'pulse',
		'--steps',
		'120',
		'--script',
		'commands.jsonl',
		'--run-dir',
		'run',
	];
	const end = await listen(spawn(node, args, {cwd: folder, env: environment(folder)})).ended;
	t.is(end.code, 0, end.stderr);
}

test('--verify says in one line that all is equal, or what is not, and exits with 4', async t => {
	const folder = scratch(t);
	await recorded(t, folder);
	const good = await run(t, folder, ['replay', 'run', '--verify']);
	t.is(good.code, 0, good.stderr);
	t.is(good.stderr, '');
	t.regex(good.stdout, /^verified: 120 ticks in 2 epochs, 4 checkpoints, \d+ commands; 0 differ\n$/);
	const {stdout} = await run(t, folder, ['replay', 'latest', '--verify', '--json']);
	t.like(JSON.parse(stdout), {
		id: 'run',
		verified: true,
		ticks: 120,
		epochs: 2,
		checkpoints: 4,
		exact: true,
		ended: true,
	});

	const path = join(folder, 'run/journal.jsonl');
	const bytes = readFileSync(path);
	const at = bytes.indexOf('higgs');
	bytes[at] = (bytes[at] ?? 0) ^ 2;
	writeFileSync(path, bytes);
	const bad = await run(t, folder, ['replay', 'run', '--verify']);
	t.is(bad.code, 4);
	t.is(bad.stdout, '');
	t.regex(bad.stderr, /^connectop: .*journal\.jsonl:2: the line does not fit the chain[^\n]*\n$/);
	const told = await run(t, folder, ['replay', 'run', '--verify', '--json']);
	t.is(told.code, 4);
	t.like(JSON.parse(told.stdout), {id: 'run', verified: false, code: 'journal-broken'});
});

test('the script of a run is a program that says what it misses', async t => {
	const folder = scratch(t);
	await recorded(t, folder);
	const exported = await run(t, folder, ['export', 'run', 'script', '-o', 'again.sh']);
	t.is(exported.code, 0, exported.stderr);
	const path = join(folder, 'again.sh');
	t.is(statSync(path).mode & 0o777, 0o777 & ~process.umask());
	const env = {...environment(folder), CONNECTOP: join(folder, 'nowhere')};
	const end = await listen(spawn(path, {cwd: folder, env})).ended;
	t.is(end.code, 127);
	t.regex(
		end.stderr,
		/^connectop: [^\n]*nowhere: not found; put connectop on PATH, or set CONNECTOP to where it is\n$/,
	);
});

test('what can not be replayed is said in one line, with the right exit code', async t => {
	const folder = scratch(t);
	await recorded(t, folder);
	const refused = async (args: readonly string[], code: number, message: RegExp) => {
		const end = await run(t, folder, ['replay', ...args]);
		t.is(end.code, code, end.stderr);
		t.regex(end.stderr, /^connectop: [^\n]+\n$/);
		t.regex(end.stderr, message);
	};
	await refused(['none', '--verify'], 3, /run "none": not found/);
	await refused(['run'], 2, /shown on a terminal; connectop replay run --verify needs none/);
	await refused(['run', '--json'], 2, /--json/);
	await refused(['run', '--verify', '--verfy'], 2, /--verfy: there is no such option; did you mean --verify\?/);
});

test('a replay is shown like a run, from the tick that is asked for, and Ctrl-C leaves it', async t => {
	const folder = scratch(t);
	await recorded(t, folder);
	const before = readFileSync(join(folder, 'run/run.json'), 'utf8');
	const screen = openScreen(t, ['replay', 'run', '--at', '100', '--speed', '0.001'], {folder});
	await screen.see(/● running {2}replay|■ paused {2}replay/);
	await screen.see(/tick 10[0-3]\b/);
	await screen.see(/domain higgs/);
	screen.type('\u0003');
	t.is(await screen.exited, 130);
	t.regex(screen.received(), /replay of run: left at tick 10\d of epoch 1; nothing was changed/);
	t.is(readFileSync(join(folder, 'run/run.json'), 'utf8'), before);
});

const others = otherNodes();
const name = 'a run that another version of Node.js recorded is verified, and the other way round';

(others.length === 0 ? test.skip : test)(others.length === 0 ? `${name} (there is no other here)` : name, async t => {
	for (const {path, version} of others) {
		const folder = scratch(t);
		await recorded(t, folder, path);
		const here = await run(t, folder, ['replay', 'run', '--verify']);
		t.is(here.code, 0, `recorded by ${version}: ${here.stderr}`);
		const own = scratch(t);
		await recorded(t, own);
		const args = [program, 'replay', 'run', '--verify'];
		const there = await listen(spawn(path, args, {cwd: own, env: environment(own)})).ended;
		t.is(there.code, 0, `verified by ${version}: ${there.stderr}`);
		t.log(`recorded and verified by Node.js ${version} and ${process.versions.node}`);
	}
});
