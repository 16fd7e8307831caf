import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import type {RunDocument} from '../../source/records/run-document.ts';
import {listen} from '../program.ts';
import {built, environment, program, scratch} from './program.ts';
import {documentOf, runsIn} from './records.ts';
import {openScreen} from './terminal.ts';

test.before(built);

/** Runs the program to its end, without a screen. */
function run(folder: string, args: readonly string[], env: Record<string, string> = {}) {
	const own = {...environment(folder), XDG_CONFIG_HOME: join(folder, 'config'), ...env};
	const child = spawn(process.execPath, [program, '--no-ui', ...args], {
		cwd: folder,
		env: own,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return listen(child).ended;
}

const write = (folder: string, text: string) => writeFileSync(join(folder, 'connectop.toml'), text);

test('a run is what flag, environment and files say, in this order', async t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'config', 'connectop'), {recursive: true});
	writeFileSync(join(folder, 'config', 'connectop', 'config.toml'), 'seed = 9\nhz = 100\nnoise = "none"\n');
	write(folder, 'neurons = 30\nhz = 200\nviz-every = 0\nuse-time-dynamics = false\n[param]\nalpha = 0.3\nbeta = 0.2\n');
	const env = {CONNECTOP_HZ: '300', CONNECTOP_STEPS: '3', CONNECTOP_PARAM: 'beta=0.15'};
	const {code, stderr} = await run(folder, ['--threshold', '0.25', '--run-dir', 'one'], env);
	t.is(code, 0, stderr);
	t.like(documentOf(join(folder, 'one')), {
		seed: 9,
		lastTick: 3,
		settings: {hz: 300, noise: 'none', threshold: 0.25},
		graph: {nodes: 30},
	});
	const {settings} = documentOf(join(folder, 'one')) as unknown as {settings: {parameters: Record<string, number>}};
	t.like(settings.parameters, {alpha: 0.3, beta: 0.15, timeDynamics: 0});
});

test('resumed, a run takes from a file what its checkpoint does not hold', async t => {
	const folder = scratch(t);
	t.is((await run(folder, ['--neurons', '30', '--hz', '100', '--steps', '2', '--run-dir', 'one'])).code, 0);
	write(folder, 'hz = 50\nneurons = 90\nsteps = 3\nname = "x"\n[param]\nalpha = 0.5\n');
	const {code, stderr} = await run(folder, ['--resume', 'one'], {CONNECTOP_THRESHOLD: '0.3'});
	t.is(code, 0, stderr);
	t.like(documentOf(join(folder, 'one')), {lastTick: 5, settings: {hz: 100, threshold: 0.3}, graph: {nodes: 30}});
});

test('what is wrong is one line with its place, exit code 3, and no run', async t => {
	const folder = scratch(t);
	const refusals: readonly (readonly [text: string, message: string, args?: readonly string[]])[] = [
		['\nhz = "fast"', 'connectop.toml:2: hz = "fast": use a number above 0 and up to 1000'],
		['hz = 20\nneuron = 3', 'connectop.toml:2: neuron: there is no such option; did you mean neurons?'],
		['hz = 20\nfps =', 'connectop.toml:2: is no TOML: invalid value (column 6)'],
		['resume = "latest"', 'connectop.toml:1: resume: is about one run; give it on the command line'],
		['graph = "missing.csv"', 'missing.csv: no such file (graph comes from connectop.toml:1)'],
		[
			'k = 30',
			'-k 30: each node needs 1 to 19 neighbours when there are 20 nodes (k comes from connectop.toml:1)',
			['--neurons', '20'],
		],
	];
	for (const [text, message, args = []] of refusals) {
		write(folder, text);
		const {code, stdout, stderr} = await run(folder, args);
		t.deepEqual({code, stdout, stderr}, {code: 3, stdout: '', stderr: `connectop: ${message}\n`}, text);
	}
	t.deepEqual(runsIn(folder), []);
	t.false(existsSync(join(folder, 'runs')));
});

test('a variable that nothing knows is one line, and the run goes on', async t => {
	const folder = scratch(t);
	const env = {CONNECTOP_NEURON: '3', CONNECTOP_OPERATOR_KEY: 'a-key-of-sixteen-letters'};
	const {code, stderr} = await run(folder, ['--neurons', '20', '--steps', '1', '--run-dir', 'one'], env);
	t.is(code, 0);
	t.regex(stderr, /^connectop: CONNECTOP_NEURON: there is no such option; did you mean CONNECTOP_NEURONS\?\nrun one: /);
});

test('a configuration of the screen alone leaves the demo', async t => {
	for (const [text, scenario] of [
		['fps = 2\ntheme = "light"\n', 'demo'],
		['fps = 2\nneurons = 50\n', undefined],
	] as const) {
		const folder = scratch(t);
		write(folder, text);
		const terminal = openScreen(t, [], {folder, environment: {XDG_CONFIG_HOME: join(folder, 'config')}});
		await terminal.until('a run', () => runsIn(folder).some(each => existsSync(join(each, 'run.json'))));
		const document = documentOf(runsIn(folder)[0] ?? '') as unknown as RunDocument;
		t.is(document.options['scenario'], scenario);
		process.kill(document.pid, 'SIGTERM');
		await terminal.exited;
	}
});

test("a defect in the user's module, in either thread, becomes a report in the run's directory", async t => {
	const folder = scratch(t);
	const late = (thread: string) => `import {existsSync, statSync} from 'node:fs';
import {isMainThread} from 'node:worker_threads';
const log = '${thread}/metrics.jsonl';
const failOnceItRuns = () => {
	if (existsSync(log) && statSync(log).size > 0) throw new TypeError('too late');
	setTimeout(failOnceItRuns, 20);
};
if (isMainThread === ${thread === 'main'}) failOnceItRuns();
export const model = {
	id: 'late', title: 'late', parameters: [], node: [w => -w], edge: (a, b, c) => 0 * c,
	variables: [{name: 'W', unit: '1', min: 0, max: 1, shown: [0, 1]}],
	initial: {flat: state => state[0].fill(0.5)},
};
`;
	for (const thread of ['main', 'engine']) {
		writeFileSync(join(folder, `${thread}.mjs`), late(thread));
		const options = ['--neurons', '20', '--log-every', '1t', '--run-dir', thread];
		const {code, stderr} = await run(folder, ['--model', `${thread}.mjs`, ...options]);
		t.is(code, 1);
		const [, path = ''] = /connectop: a defect: TypeError: too late; please report it with (.*)\n$/.exec(stderr) ?? [];
		t.true(path.startsWith(join(folder, thread, 'crash-')), stderr);
		t.true(existsSync(path));
	}
});
