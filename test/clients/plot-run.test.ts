import {readFileSync} from 'node:fs';
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

async function runTo(t: ExecutionContext, folder: string, name: string, seed: number, ...more: readonly string[]) {
	const directory = join(folder, 'runs', name);
	const pace = ['--hz', '1000', '--steps', '60', '--kernel', 'cpu', '--neurons', '50', '--log-every', '10t'];
	const args = ['--no-ui', '--run-dir', directory, '--seed', String(seed), '--viz-every', '0', ...pace, ...more];
	const {code: ended, stderr} = await run(t, folder, args);
	t.is(ended, 0, stderr);
	return directory;
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
	t.regex(stdout, /they are the same for 60 ticks\n2 3 \[1, 1, 1, 1\]\n$/);
	t.regex(
		(await cells(t, folder, {CONNECTOP_RUN: first, CONNECTOP_OTHER: other})).stdout,
		/they differ first at tick 1\n$/,
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
