import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {built, run, scratch} from '../e2e/program.ts';
import {clients, pythonWith, startPython} from './python.ts';

test.before(built);

interface Cell {
	readonly cell_type: string;
	readonly source: readonly string[];
	readonly outputs?: readonly unknown[];
}

const notebook = JSON.parse(readFileSync(join(clients, 'plot_run.ipynb'), 'utf8')) as {
	readonly nbformat: number;
	readonly cells: readonly Cell[];
};
const code = notebook.cells.filter(each => each.cell_type === 'code').map(each => each.source.join(''));

const interpreter = pythonWith('numpy', 'matplotlib');
const drawing = 'the notebook draws a run that is over, and finds that two of the same seed are the same';
const withMatplotlib = interpreter === undefined ? test.skip : test;

/** The cells one after another, as a notebook carries them out. */
const cells = (t: ExecutionContext, folder: string, env: Record<string, string>, before = '', after = '') =>
	startPython(t, ['-c', [before, ...code, after].join('\n')], {
		folder,
		env: {MPLBACKEND: 'Agg', MPLCONFIGDIR: folder, ...env},
		interpreter: interpreter ?? pythonWith('numpy'),
	}).ended;

async function goOn(t: ExecutionContext, folder: string, ...args: readonly string[]): Promise<void> {
	const {code: ended, stderr} = await run(t, folder, ['--no-ui', '--hz', '1000', '--viz-every', '0', ...args]);
	t.is(ended, 0, stderr);
}

async function runTo(t: ExecutionContext, folder: string, name: string, seed: number, ...more: readonly string[]) {
	const directory = join(folder, 'runs', name);
	const steps = more.includes('--steps') ? [] : ['--steps', '60'];
	const graph = [...steps, '--kernel', 'cpu', '--neurons', '50', '--log-every', '10t'];
	await goOn(t, folder, '--run-dir', directory, '--seed', String(seed), ...graph, ...more);
	return directory;
}

/** What the notebook's last cell says of two runs. */
async function compared(t: ExecutionContext, folder: string, one: string, other: string): Promise<string> {
	const {code: ended, stdout, stderr} = await cells(t, folder, {CONNECTOP_RUN: one, CONNECTOP_OTHER: other});
	t.is(ended, 0, stderr);
	return stdout.trimEnd().split('\n').at(-1) ?? '';
}

test('the notebook keeps no outputs', t => {
	t.is(notebook.nbformat, 4);
	t.true(code.length >= 5);
	for (const {outputs, cell_type} of notebook.cells) t.deepEqual(outputs, cell_type === 'code' ? [] : undefined);
});

withMatplotlib(interpreter === undefined ? `${drawing} (no python3 has matplotlib)` : drawing, async t => {
	const folder = scratch(t);
	const [first, same, other] = [
		await runTo(t, folder, 'first', 1),
		await runTo(t, folder, 'same', 1),
		await runTo(t, folder, 'other', 2),
	];
	const drawn = `print(len(plt.get_fignums()), len(figure.axes), [len(axis.lines) for axis in axes.ravel()])`;
	const {
		code: ended,
		stdout,
		stderr,
	} = await cells(t, folder, {CONNECTOP_RUN: first, CONNECTOP_OTHER: same}, '', drawn);
	t.is(ended, 0, stderr);
	t.regex(stdout, /first: void field on .* at tick 60\n\d+ rows of metrics in 1 epochs\n0 recorders/);
	t.regex(stdout, /state_60\.npz: W of 50 nodes, mean 0\.\d{6}\ndigests of 60 ticks, the last one 60\n/);
	t.regex(stdout, /they are the same at all 60 ticks that both have, 1 to 60\n2 3 \[1, 1, 1, 1\]\n$/);
	t.regex(
		(await cells(t, folder, {CONNECTOP_RUN: first, CONNECTOP_OTHER: other})).stdout,
		/of the ticks that both have, 1 to 60, they differ first at tick 1\n$/,
	);
});

withMatplotlib(`what was recorded is drawn, each column by its kind`, async t => {
	const folder = scratch(t);
	const recorders = ['nodes=0,1,2 name=few', 'nodes=0-39 name=many', 'metrics=meanWeight,cohesion name=figures'];
	const records = recorders.flatMap(each => ['--record', each]);
	const directory = await runTo(t, folder, 'recorded', 1, '--record', 'nodes=0-9 above=1 name=none', ...records);
	const drawn = `print(len(plt.get_fignums()), [[len(axis.lines) + len(axis.images) for axis in plt.figure(number).axes] for number in (2, 3, 4)])`;
	const {code: ended, stdout, stderr} = await cells(t, folder, {CONNECTOP_RUN: directory}, '', drawn);
	t.is(ended, 0, stderr);
	t.regex(stdout, /4 recorders: few, figures, many, none\n/);
	t.regex(stdout, /\n5 \[\[3\], \[1, 1\], \[1, 0\]\]\n$/);
});

withMatplotlib('a branch and a resumed run are compared tick by tick, whatever their epochs', async t => {
	const folder = scratch(t);
	const whole = await runTo(t, folder, 'whole', 1, '--steps', '100');
	const first = await runTo(t, folder, 'first', 1);
	const branch = join(folder, 'runs', 'branch');
	await goOn(t, folder, '--resume', join(first, 'state_60.npz'), '--run-dir', branch, '--steps', '40');
	const other = join(folder, 'runs', 'other');
	await goOn(
		t,
		folder,
		'--resume',
		join(first, 'state_60.npz'),
		'--run-dir',
		other,
		'--steps',
		'40',
		'--param',
		'alpha=0.3',
	);
	t.is(await compared(t, folder, branch, whole), 'they are the same at all 40 ticks that both have, 61 to 100');
	t.is(await compared(t, folder, whole, other), 'of the ticks that both have, 61 to 100, they differ first at tick 61');
	t.is(await compared(t, folder, first, branch), 'they have no tick in common');
	await goOn(t, folder, '--resume', first, '--steps', '40');
	t.is(await compared(t, folder, first, whole), 'they are the same at all 100 ticks that both have, 1 to 100');
});

withMatplotlib('of a run that was restored the ticks count that it ended up with', async t => {
	const folder = scratch(t);
	const first = await runTo(t, folder, 'first', 1);
	const again = join(folder, 'runs', 'again');
	cpSync(first, again, {recursive: true});
	const words = new Uint32Array(new Uint8Array(readFileSync(join(first, 'digests.bin'))).buffer);
	const rows = Array.from({length: 60}, (_, i) => [...words.subarray(4 * i, 4 * i + 4)]);
	const astray = rows.slice(20, 50).map(([, tick = 0, lo = 0, hi = 0]) => [1, tick, lo + 1, hi]);
	const put = (epochs: readonly (readonly number[])[], journal: readonly object[]) => {
		writeFileSync(join(again, 'digests.bin'), Uint32Array.from(epochs.flat()));
		writeFileSync(join(again, 'journal.jsonl'), journal.map(each => `${JSON.stringify(each)}\n`).join(''));
	};
	const begun = {kind: 'header', epoch: 0, tick: 0};
	const restored = (epoch: number, tick: number, file: string) => ({
		kind: 'command',
		id: 'restore',
		epoch,
		tick,
		args: {file, sha256: 'a'},
	});
	const later = rows.slice(40).map(([, ...rest]) => [2, ...rest]);
	// To tick 40, back to 20 and another way to 50; from there back to the first way, at 40.
	const there = [begun, restored(1, 20, 'state_20.npz'), restored(2, 40, 'state_40.npz')];
	put([...rows.slice(0, 40), ...astray, ...later], there);
	t.is(await compared(t, folder, again, first), 'they are the same at all 60 ticks that both have, 1 to 60');
	put([...rows.slice(0, 40), ...astray], there.slice(0, 2));
	t.is(await compared(t, folder, again, first), 'of the ticks that both have, 1 to 50, they differ first at tick 21');
});

withMatplotlib('another run that can’t be compared is told in one line', async t => {
	const folder = scratch(t);
	const first = await runTo(t, folder, 'first', 1);
	const bare = join(folder, 'runs', 'bare');
	cpSync(first, bare, {recursive: true, filter: path => !path.endsWith('digests.bin')});
	for (const [other, says] of [
		['nope', /^plot_run: nope is no directory of a run: it has no run\.json\n$/],
		[bare, /^plot_run: .*bare has no digests\.bin, which the cpu and wasm kernels make: no comparison\n$/],
	] as const) {
		const ended = await cells(t, folder, {CONNECTOP_RUN: first, CONNECTOP_OTHER: other});
		t.is(ended.code, 1);
		t.regex(ended.stderr, says);
	}
});

withMatplotlib('a directory that is none, and one without runs, are told in one line', async t => {
	const folder = scratch(t);
	for (const [env, says] of [
		[{CONNECTOP_RUN: folder}, /^plot_run: .* is no directory of a run: it has no run\.json\n$/],
		[{}, /^plot_run: there is no run in runs\/; set CONNECTOP_RUN to the directory of one\n$/],
	] as const) {
		const ended = await cells(t, folder, env);
		t.is(ended.code, 1);
		t.regex(ended.stderr, says);
	}
});

test('without matplotlib the notebook says what to install', async t => {
	const hidden = `import sys; sys.modules['matplotlib'] = None; sys.modules['matplotlib.pyplot'] = None; sys.modules['numpy'] = sys`;
	const ended = await cells(t, scratch(t), {}, hidden);
	t.is(ended.code, 1);
	t.regex(ended.stderr, /^plot_run: matplotlib is missing; install it with: .+\n$/);
});
