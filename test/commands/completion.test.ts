import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import type {CommandModule} from 'yargs';
import {verbOf} from '../../source/commands/completion-verbs.ts';
import {completeWords} from '../../source/commands/completion-words.ts';
import {runOptionTable} from '../../source/commands/run-option-table.ts';
import {runOptions} from '../../source/commands/run-options.ts';
import {openTerminal} from '../e2e/terminal.ts';
import {built, program, scratch} from '../program.ts';

test.before(built);

const noHandler = () => undefined;
const commands: readonly CommandModule[] = [
	{command: ['run', '$0'], describe: 'start a run', builder: runOptions, handler: noHandler},
	{
		command: 'export <run> [format]',
		describe: 'write a run out',
		builder: yargs =>
			yargs
				.positional('run', {type: 'string'})
				.positional('format', {choices: ['csv', 'png']})
				.option('output', {alias: 'o', type: 'string', describe: 'the file'})
				.option('quiet', {type: 'boolean'}),
		handler: noHandler,
	},
	{command: 'runs', describe: false, handler: noHandler},
];
const verbs = commands.map(verbOf);
const complete = (line: string) => completeWords(line.split(' '), verbs, async () => ['20261121_101502', 'night']);
const values = async (line: string) => (await complete(line)).candidates.map(each => each.value);

test('the first word is a verb or an option of a run', async t => {
	t.deepEqual(await values(''), ['run', 'export', 'runs']);
	t.deepEqual(await values('e'), ['export']);
	t.deepEqual((await complete('e')).candidates[0]?.describe, 'write a run out');
	t.deepEqual(await values('--topo'), ['--topology']);
	t.deepEqual(await values('nonsense '), []);
});

test('every option of a run is offered until it is given, a switch as what it is not by itself', async t => {
	const offered = await values('run -');
	for (const {name} of runOptionTable.filter(each => each.name.length > 1))
		t.true(offered.includes(`--${name}`) || offered.includes(`--no-${name}`), name);
	t.true(offered.includes('--no-ui'));
	t.true(offered.includes('--no-auto-equations'));
	t.false(offered.includes('--no-exact'));
	t.deepEqual(await values('run --hz 20 --h'), ['--help']);
	t.deepEqual(await values('run --param alpha=1 --para'), ['--param'], 'which may be given again');
	t.deepEqual(await values('export night --q'), ['--quiet']);
});

test('values: choices, names of the models, runs and files', async t => {
	t.deepEqual(await values('run --topology '), ['knn', 'ring']);
	t.deepEqual(await values('--noise s'), ['shared']);
	t.deepEqual(await values('run --topology=r'), ['--topology=ring']);
	t.deepEqual(await values('run --topology = r'), ['--topology=ring'], 'as bash splits it');
	t.deepEqual(await values('run --topology ='), ['--topology=knn', '--topology=ring']);
	t.deepEqual(await values('--domain hi'), ['higgs']);
	t.deepEqual(await values('--model l'), ['linear-rate']);
	t.deepEqual(await values('--param al'), ['alpha=']);
	t.deepEqual(await complete('--resume n'), {candidates: [{value: 'night', describe: ''}], files: true});
	t.deepEqual(await complete('--graph '), {candidates: [], files: true});
	t.deepEqual(await complete('export night --output '), {candidates: [], files: true});
	t.deepEqual(await complete('--hz '), {candidates: [], files: false}, 'a number is not to be guessed');
	t.deepEqual(await values('--no-ui -'), await values('--ui -'), 'a switch takes no value');
});

test('what follows a verb', async t => {
	t.deepEqual(await values('export '), ['latest', '20261121_101502', 'night']);
	t.deepEqual(await values('export ni'), ['night']);
	t.deepEqual(await values('export night '), ['csv', 'png']);
	t.deepEqual(await values('export --output x night p'), ['png']);
	t.deepEqual(await values('export night csv '), []);
	t.deepEqual(await values('export -o x night p'), ['png']);
	t.true((await complete('export night -o ')).files);
	t.deepEqual(await values('runs '), []);
});

/** A folder with the program on the PATH, a run and a file. */
function surroundings(t: ExecutionContext) {
	const folder = scratch(t);
	const bin = join(folder, 'bin');
	mkdirSync(bin);
	writeFileSync(join(bin, 'connectop'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {mode: 0o755});
	mkdirSync(join(folder, 'runs', '20261121_101502'), {recursive: true});
	writeFileSync(join(folder, 'runs', '20261121_101502', 'run.json'), '{}');
	writeFileSync(join(folder, 'worm.csv'), '');
	const path = `${bin}:${process.env['PATH'] ?? ''}`;
	return {folder, env: {PATH: path, XDG_STATE_HOME: join(folder, 'state'), HOME: folder}};
}

const there = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

/** A test that needs a shell is skipped by name where there is none. */
function withShell(
	shell: string,
	title: string,
	body: (t: ExecutionContext, shell: string) => void | Promise<void>,
): void {
	const run = (t: ExecutionContext) => body(t, shell);
	if (there(shell)) test(`${shell}: ${title}`, run);
	else test.skip(`${shell}: ${title} (not installed)`, run);
}

withShell('bash', 'the script completes verbs, options, values, runs and files', t => {
	const {folder, env} = surroundings(t);
	const script = `source <(connectop completion bash)
while IFS= read -r line; do
	IFS=' ' read -r -a COMP_WORDS <<<"$line"
	[[ $line == *' ' ]] && COMP_WORDS+=('')
	COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
	_connectop
	echo "\${COMPREPLY[*]}"
done`;
	const cases = {
		'connectop compl': 'completion',
		'connectop completion z': 'zsh',
		'connectop run --topolo': '--topology',
		'connectop run --topology ': 'knn ring',
		'connectop run --topology = r': 'ring',
		'connectop run --topology =': 'knn ring',
		'connectop --resume 2': '20261121_101502',
		'connectop --graph w': 'worm.csv',
		'connectop --graph = w': 'worm.csv',
		'connectop --param alph': 'alpha=',
		'connectop run --hz ': '',
	};
	const input = `${Object.keys(cases).join('\n')}\n`;
	const {stdout, stderr} = spawnSync('bash', ['--norc', '--noprofile', '-c', script], {
		cwd: folder,
		env: {...process.env, ...env},
		input,
		encoding: 'utf8',
	});
	t.is(stderr, '');
	t.deepEqual(stdout.split('\n').slice(0, -1), Object.values(cases));
});

withShell('zsh', 'tab completes options, values and runs', async t => {
	const {folder, env} = surroundings(t);
	const setup = "PS1='> '\nautoload -Uz compinit\ncompinit -u -D\nsource <(connectop completion zsh)\n";
	writeFileSync(join(folder, '.zshrc'), setup);
	const terminal = openTerminal(t, ['zsh', '-i'], {folder, environment: {...env, ZDOTDIR: folder}});
	await terminal.see(/^> /m);
	terminal.type('connectop run --topolo\tr\t--resume=20\t--graph w\t');
	await terminal.see(/connectop run --topology ring --resume=20261121_101502 --graph worm\.csv/);
	t.pass();
});

withShell('fish', 'tab completes options, values and runs', (t, shell) => {
	const {folder, env} = surroundings(t);
	const ask = (line: string) => {
		const script = `connectop completion fish | source; complete -C '${line}'`;
		const {stdout} = spawnSync(shell, ['--no-config', '-c', script], {
			cwd: folder,
			env: {...process.env, ...env},
			encoding: 'utf8',
		});
		return stdout.split('\n').flatMap(each => (each === '' ? [] : [each.split('\t')[0]]));
	};
	t.deepEqual(ask('connectop run --topolo'), ['--topology']);
	t.deepEqual(ask('connectop run --topology '), ['knn', 'ring']);
	t.deepEqual(ask('connectop run --topology=r'), ['--topology=ring']);
	t.deepEqual(ask('connectop --resume 20'), ['20261121_101502']);
	t.deepEqual(ask('connectop --graph w'), ['worm.csv']);
});
