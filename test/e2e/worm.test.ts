import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {built, root, run, scratch} from './program.ts';
import {documentOf, type Row, rowsOf, runsIn} from './records.ts';

test.before(built);

const worm = join(root, '../shared/data/celegans-hermaphrodite-edges.csv');
const name = 'the worm at 20 Hz for five seconds leaves every record';

(existsSync(worm) ? test : test.skip)(existsSync(worm) ? name : `${name} (${worm} is not there)`, async t => {
	const folder = scratch(t);
	const {code, stdout, stderr} = await run(t, folder, ['--no-ui', '--graph', worm, '--hz', '20', '--duration', '5']);
	t.is(code, 0, stderr);
	const graph = stdout
		.split('\n')
		.map(line => (line === '' ? undefined : (JSON.parse(line) as Row)))
		.find(row => row?.kind === 'graph');
	t.like(graph, {data: {nodes: 448}});
	t.regex(
		String(graph?.['message']),
		/448 nodes, edges kept: 4647 chemical, 2690 electrical, joining 4741 pairs; 48 self-loops left out, 6 mirrored$/,
	);
	const {lastTick, counters} = documentOf(folder);
	const {missed} = counters as {missed: number};
	t.true(
		Number(lastTick) + missed >= 95 && Number(lastTick) + missed <= 102,
		`${String(lastTick)} ticks, ${missed} missed`,
	);

	const [directory = ''] = runsIn(folder);
	const files = readdirSync(directory);
	const expected = [
		'run.json',
		'events.jsonl',
		'metrics.jsonl',
		'journal.jsonl',
		'utd_events.jsonl',
		'digests.bin',
		'state_0.npz',
		`state_${String(lastTick)}.npz`,
		'dashboard.png',
		'connectome.png',
	];
	for (const file of expected) t.true(files.includes(file), file);
	t.is(files.filter(file => /^graph-\w+\.npz$/.test(file)).length, 1);
	t.is(files.length, expected.length + 1, files.join());
	t.true(rowsOf(folder, 'metrics').length >= 4);
});

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const reading = 'numpy reads a checkpoint and its graph';

(hasNumpy ? test : test.skip)(hasNumpy ? reading : `${reading} (python3 has no numpy)`, async t => {
	const folder = scratch(t);
	const {code} = await run(t, folder, ['--no-ui', '--neurons', '50', '--steps', '7', '--run-dir', 'run']);
	t.is(code, 0);
	const script = `
import glob, json, numpy as np
state = np.load('run/state_7.npz')
graph = np.load(glob.glob('run/graph-*.npz')[0])
shape = lambda file: {name: [str(file[name].dtype.kind), list(file[name].shape)] for name in file.files}
print(json.dumps([shape(state), shape(graph), int(state['tick']), float(state['W'].min()), float(state['W'].max())]))
`;
	const {status, stdout, stderr} = spawnSync('python3', ['-c', script], {cwd: folder, encoding: 'utf8'});
	t.is(status, 0, stderr);
	const [state, graph, tick, least, most] = JSON.parse(stdout) as [Row, Row, number, number, number];
	t.like(state, {backend: ['U', []], N: ['i', []], tick: ['i', []], W: ['f', [50]], stimulus: ['f', [50]]});
	t.is(tick, 7);
	t.true(least >= 0 && least < most && most <= 1);
	t.true(Object.keys(graph).length >= 3, stdout);
});
