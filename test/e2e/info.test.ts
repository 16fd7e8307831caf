import {spawn} from 'node:child_process';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {version} from '../../source/base/version.ts';
import {runOptionTable} from '../../source/commands/run-option-table.ts';
import {listen} from '../program.ts';
import {built, environment, program, scratch} from './program.ts';
import {openTerminal} from './terminal.ts';

test.before(built);

const environmentIn = (folder: string) => ({...environment(folder), XDG_CONFIG_HOME: join(folder, 'config')});

function info(folder: string, args: readonly string[], env: Record<string, string> = {}) {
	const own = {...environmentIn(folder), ...env};
	return listen(spawn(process.execPath, [program, 'info', ...args], {cwd: folder, env: own})).ended;
}

interface Facts {
	readonly version: string;
	readonly terminal: readonly {readonly name: string; readonly value: string; readonly why: string}[];
	readonly configuration: readonly {readonly path: string; readonly found: boolean}[];
	readonly paths: readonly {readonly title: string; readonly path: string}[];
	readonly kernels: readonly {readonly id: string; readonly available: boolean}[];
	readonly options: readonly {readonly name: string; readonly value: string; readonly origin: string}[];
}

async function facts(t: ExecutionContext, folder: string, args: readonly string[], env: Record<string, string> = {}) {
	const {code, stdout, stderr} = await info(folder, ['--json', ...args], env);
	t.is(stderr, '');
	t.is(code, 0);
	const told = JSON.parse(stdout) as Facts;
	return {...told, origins: Object.fromEntries(told.options.map(each => [each.name, `${each.value} ${each.origin}`]))};
}

function configure(folder: string, here: string, user: string): void {
	mkdirSync(join(folder, 'config', 'connectop'), {recursive: true});
	writeFileSync(join(folder, 'config', 'connectop', 'config.toml'), user);
	writeFileSync(join(folder, 'connectop.toml'), here);
}

test('every option with its value and where it comes from', async t => {
	const folder = scratch(t);
	configure(folder, 'hz = 20\n[param]\nalpha = 0.3\n', '\ntheme = "light"\nhz = 30\n');
	const told = await facts(t, folder, ['--seed', '7'], {CONNECTOP_THRESHOLD: '0.2'});
	t.like(told.origins, {
		seed: '7 flag',
		threshold: '0.2 CONNECTOP_THRESHOLD',
		hz: '20 connectop.toml:1',
		'param.alpha': '0.3 connectop.toml:3',
		theme: `light ${join(folder, 'config', 'connectop', 'config.toml')}:2`,
		neurons: '1000 default',
		memory: 'four fifths of what there is default',
	});
	for (const {name, kind, notInFile} of runOptionTable)
		if (notInFile === undefined && kind !== 'list') t.true(name in told.origins, name);
	t.is(told.version, version);
	t.deepEqual(
		told.configuration.map(each => each.found),
		[true, true],
	);
	t.true(told.kernels.some(each => each.id === 'cpu' && each.available));
	const paths = Object.fromEntries(told.paths.map(each => [each.title, each.path]));
	t.like(paths, {
		'runs of this directory': join(folder, 'runs'),
		'index of runs': join(folder, 'state', 'connectop', 'runs.jsonl'),
		'crash reports': join(folder, 'state', 'connectop', 'crashes'),
	});
	t.deepEqual(readdirSync(folder).sort(), ['config', 'connectop.toml'], 'it makes nothing');
});

test('as text, for people', async t => {
	const folder = scratch(t);
	const {code, stdout, stderr} = await info(folder, ['--hz', '20', '--no-config'], {CONNECTOP_NEURON: '3'});
	t.is(code, 0);
	t.is(stderr, 'connectop: CONNECTOP_NEURON: there is no such option; did you mean CONNECTOP_NEURONS?\n');
	for (const title of ['Program', 'Terminal', 'Configuration files', 'Paths', 'Kernels', 'Options'])
		t.regex(stdout, new RegExp(`^${title}`, 'm'));
	t.regex(stdout, /^ {2}hz +20 +flag$/m);
	t.regex(stdout, /^ {2}none {2}--no-config$/m);
	for (const line of stdout.split('\n')) t.is(line, line.trimEnd());
});

test('a configuration that is wrong is one line and exit code 3', async t => {
	const folder = scratch(t);
	configure(folder, '# mine\nneuron = 3\n', '');
	const {code, stdout, stderr} = await info(folder, []);
	t.deepEqual(
		{code, stdout, stderr},
		{
			code: 3,
			stdout: '',
			stderr: 'connectop: connectop.toml:2: neuron: there is no such option; did you mean neurons?\n',
		},
	);
	t.is((await info(folder, ['--no-config', '--hz', '0'])).code, 2);
	t.is((await info(folder, ['--no-config', '--neuron', '0'])).code, 2);
});

test('what a terminal can show, and why', async t => {
	const folder = scratch(t);
	const terminal = openTerminal(t, [process.execPath, program, 'info', '--glyphs', 'ascii'], {
		folder,
		rows: 100,
		environment: {XDG_CONFIG_HOME: folder, COLORTERM: 'truecolor'},
	});
	await terminal.exited;
	await terminal.see(/size +120×100 +TERM is xterm-256color/);
	await terminal.see(/glyphs +ascii +asked for: flag/);
	await terminal.see(/color +truecolor +COLORTERM is truecolor/);
	const plain = await facts(t, folder, [], {NO_COLOR: '1'});
	t.deepEqual(
		plain.terminal.find(each => each.name === 'color'),
		{name: 'color', value: 'none', why: 'NO_COLOR is set'},
	);
});

test('the default configuration, printed, is one to begin with', async t => {
	const folder = scratch(t);
	const {stdout, stderr, code} = await info(folder, ['--default-config']);
	t.deepEqual({stderr, code}, {stderr: '', code: 0});
	writeFileSync(join(folder, 'connectop.toml'), stdout.replace('#hz = 10', 'hz = 12'));
	const {options} = await facts(t, folder, []);
	t.deepEqual(
		options.filter(each => each.origin !== 'default').map(({name, value}) => `${name} ${value}`),
		['hz 12'],
	);
});
