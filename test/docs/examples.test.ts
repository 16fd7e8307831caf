import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, environment, root, run, scratch} from '../e2e/program.ts';
import {readRows} from '../e2e/records.ts';
import {page} from './pages.ts';

test.before(built);

const example = (name: string): string => join(root, 'fixtures', 'examples', name);

/** A headless run of so many ticks on the cpu; its directory. */
async function runFor(t: ExecutionContext, steps: number, ...args: readonly string[]): Promise<string> {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const pace = ['--hz', '1000', '--steps', String(steps), '--kernel', 'cpu'];
	const {code, stderr} = await run(t, folder, ['--no-ui', '--run-dir', directory, ...pace, ...args]);
	t.is(code, 0, stderr);
	return directory;
}

const lastRow = (directory: string) => readRows(join(directory, 'metrics.jsonl')).at(-1);

test('the epidemic settles where its documentation says', async t => {
	const directory = await runFor(t, 300, '--model', example('sis.mjs'), '--noise', 'none');
	t.is(Number(lastRow(directory)?.['meanWeight']).toFixed(3), '0.582');
	t.deepEqual(lastRow(directory)?.['observables'], {mostlyInfected: 1000});
	t.true(readdirSync(directory).some(name => /^model-[\da-f]{12}-sis\.mjs$/.test(name)));
	t.regex(page('docs/models.md').text, /settles at 0\.582/);
});

test('the epidemic runs on the worm excerpt, and dies out below its threshold', async t => {
	const graph = join(root, 'fixtures', 'graphs', 'worm-excerpt.csv');
	const few = ['--param', 'beta=0.001', '--init', 'everywhere'];
	const directory = await runFor(t, 300, '--model', example('sis.mjs'), '--graph', graph, '--noise', 'none', ...few);
	t.true(Number(lastRow(directory)?.['meanWeight']) < 1e-6);
});

test('the equations replace growth and decay: nodes settle at the larger root of alpha·w(1 − w) = beta', async t => {
	const directory = await runFor(t, 300, '--equations', example('void-equations.mjs'), '--noise', 'none');
	t.true(Math.abs(Number(lastRow(directory)?.['meanWeight']) - (0.5 + Math.sqrt(0.25 - 0.1))) < 1e-4);
	const {model} = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
	t.regex(model.equations, /^equations-[\da-f]{12}-void-equations\.mjs$/);
});

test('the library example opens, steers and reads a run', async t => {
	const folder = scratch(t);
	const directory = join(folder, 'run');
	const child = spawn(process.execPath, [example('library.mjs'), directory], {cwd: root, env: environment(folder)});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', text => (said += text));
	child.stderr.setEncoding('utf8').on('data', text => (said += text));
	const [code] = await once(child, 'close');
	t.is(code, 0, said);
	t.regex(said, /"hello" → 16 nodes/);
	t.regex(said, /use a number from 0\.001 to 1000/);
	t.regex(said, /mean W of state_200\.npz: 0\.\d{3}/);
	t.deepEqual(
		readRows(join(directory, 'journal.jsonl')).map(({kind, id}) => id ?? kind),
		['header', 'set', 'stimulus', 'end'],
	);
});
