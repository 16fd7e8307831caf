import {
	appendFileSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {basename, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, program, run, scratch, start} from './program.ts';
import {readRows, rowsOf, runsIn} from './records.ts';
import {openTerminal} from './terminal.ts';
import {until} from './wait.ts';

test.before(built);

/** A folder with a short run in it; the pictures of the run are left out. */
async function shortRun(t: ExecutionContext, ...args: readonly string[]): Promise<{folder: string; directory: string}> {
	const folder = scratch(t);
	const ended = await run(t, folder, [
		'--no-ui',
		'--neurons',
		'40',
		'--hz',
		'100',
		'--steps',
		'50',
		'--log-every',
		'5t',
		'--checkpoint-every',
		'20t',
		...args,
	]);
	t.is(ended.code, 0, ended.stderr);
	return {folder, directory: runsIn(folder)[0] ?? ''};
}

test('logs: csv with a column a field, jsonl as the rows stand, rotated parts joined', async t => {
	const {folder, directory} = await shortRun(t);
	const metrics = rowsOf(folder, 'metrics');
	const csv = await run(t, folder, ['export', 'latest', 'csv']);
	t.is(csv.stderr, '');
	const [header = '', ...records] = csv.stdout.split('\n').slice(0, -1);
	const columns = header.split(',');
	t.deepEqual(columns, Object.keys(metrics[0] ?? {}));
	t.deepEqual(
		records.map(record => record.split(',')),
		metrics.map(row => columns.map(column => String(row[column] ?? ''))),
	);
	const log = join(directory, 'events.jsonl');
	const whole = readFileSync(log, 'utf8');
	const first = whole.slice(0, whole.indexOf('\n') + 1);
	writeFileSync(`${log}.1`, first);
	writeFileSync(log, whole.slice(first.length));
	t.is((await run(t, folder, ['export', 'latest', 'jsonl'])).stdout, whole);
	const journal = await run(t, folder, [
		'export',
		basename(directory),
		'jsonl',
		'--log',
		'journal',
		'-o',
		'journal.jsonl',
	]);
	t.is(journal.code, 0, journal.stderr);
	t.regex(journal.stderr, /^connectop: wrote journal\.jsonl: \d+ rows of journal\.jsonl, [\d.]+ (?:kB|B)\n$/);
	t.deepEqual(readRows(join(folder, 'journal.jsonl')), rowsOf(folder, 'journal'));
});

test('pictures: the same as the run drew at that tick, other sizes, the dashboard; of an earlier checkpoint another one', async t => {
	const {folder, directory} = await shortRun(t);
	const png = async (name: string, ...args: readonly string[]) => {
		const ended = await run(t, folder, ['export', 'latest', 'png', '-o', name, ...args]);
		t.is(ended.code, 0, ended.stderr);
		const bytes = readFileSync(join(folder, name));
		return {bytes, size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)], stderr: ended.stderr};
	};
	const {bytes, stderr} = await png('a.png');
	t.true(bytes.equals(readFileSync(join(directory, 'connectome.png'))));
	t.regex(stderr, /^connectop: wrote a\.png: connectome at tick 50 \(state_50\.npz\), [\d.]+ kB\n$/);
	const earlier = await png('b.png', '--at', '45');
	t.regex(earlier.stderr, /at tick 40 \(state_40\.npz\)/);
	t.false(earlier.bytes.equals(bytes));
	t.deepEqual((await png('c.png', '--picture', 'dashboard', '--width', '800')).size, [800, 500]);
	t.deepEqual((await png('d.png', '--width', '500', '--height', '600')).size, [500, 600]);
	const piped = await run(t, folder, ['export', 'latest', 'png']);
	t.regex(piped.stdout, /^.PNG/);
});

test('graphml of a run is a graph that a run goes on with', async t => {
	const {folder, directory} = await shortRun(t, '--topology', 'ring', '--k', '4');
	const ended = await run(t, folder, ['export', 'latest', 'graphml', '--at', '20', '-o', 'ring.graphml']);
	t.regex(
		ended.stderr,
		/^connectop: wrote ring\.graphml: 40 nodes, 80 edges, state of tick 20 \(state_20\.npz\), [\d.]+ kB\n$/,
	);
	const again = await run(t, folder, [
		'--no-ui',
		'--graph',
		'ring.graphml',
		'--steps',
		'1',
		'--run-dir',
		join(folder, 'again'),
	]);
	t.is(again.code, 0, again.stderr);
	const facts = (path: string) => {
		const {graph} = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8')) as {graph: Record<string, unknown>};
		return [graph['nodes'], graph['edges'], graph['entries'], graph['directed']];
	};
	t.deepEqual(facts(join(folder, 'again')), facts(directory));
});

test('a run that goes on is exported as it stands, and goes on undisturbed', async t => {
	const folder = scratch(t);
	const going = start(t, folder, ['--no-ui', '--neurons', '40', '--hz', '50', '--log-every', '5t']);
	await until(
		'rows',
		() => rowsOf(folder, 'metrics').length > 2,
		() => going.stderr(),
	);
	for (const format of ['csv', 'jsonl', 'png', 'graphml']) {
		const ended = await run(t, folder, ['export', 'latest', format, '-o', `live.${format}`]);
		t.is(ended.code, 0, ended.stderr);
	}
	going.child.kill('SIGTERM');
	const {code, stderr} = await going.ended;
	t.is(code, 143, stderr);
	t.is(
		rowsOf(folder, 'events').some(({level}) => level === 'error'),
		false,
	);
});

test('what goes wrong is one line with its code, and leaves nothing half written', async t => {
	const {folder, directory} = await shortRun(t);
	writeFileSync(join(folder, 'there.csv'), 'mine');
	const metrics = join(directory, 'metrics.jsonl');
	const refused = async (args: readonly string[], code: number, message: RegExp) => {
		const before = readdirSync(folder);
		const ended = await run(t, folder, ['export', ...args]);
		t.is(ended.code, code, `${args.join(' ')}: ${ended.stderr}`);
		t.is(ended.stdout, '');
		t.regex(ended.stderr, /^connectop: [^\n]+\n$/);
		t.regex(ended.stderr, message);
		t.deepEqual(readdirSync(folder), before);
	};
	await refused(['latest', 'grafml'], 2, /export grafml: use one of csv, .*did you mean graphml\?/);
	await refused(
		['latest', 'csv', '-o', 'there.csv'],
		2,
		/-o there\.csv: exists; give another name, or --force to replace it/,
	);
	await refused(['latest', 'csv', '-o', 'none/a.csv'], 3, /-o none\/a\.csv: there is no such directory/);
	await refused(['latest', 'jsonl', '-o', metrics, '--force'], 2, /is a file of the run's own/);
	await refused(['nobody', 'csv'], 3, /run "nobody": not found/);
	t.is(readFileSync(join(folder, 'there.csv'), 'utf8'), 'mine');
	const forced = await run(t, folder, ['export', 'latest', 'csv', '-o', 'there.csv', '--force']);
	t.is(forced.code, 0, forced.stderr);
	t.regex(readFileSync(join(folder, 'there.csv'), 'utf8'), /^v,ts,/);

	appendFileSync(metrics, '{"v":\n');
	await refused(['latest', 'csv', '-o', 'a.csv'], 4, /metrics\.jsonl:\d+: the line is damaged/);
	await refused(['latest', 'jsonl', '--log', 'metrics'], 4, /metrics\.jsonl:\d+: the line is damaged/);
	writeFileSync(metrics, '');
	await refused(['latest', 'csv', '-o', 'a.csv'], 3, /metrics\.jsonl: holds no rows yet/);
	await refused(['latest', 'png', '--picture', 'dashboard', '-o', 'a.png'], 3, /metrics\.jsonl: holds no rows yet/);
	rmSync(metrics);
	await refused(['latest', 'csv'], 3, /metrics\.jsonl: no such file/);
	const graph = readdirSync(directory).find(name => name.startsWith('graph-')) ?? '';
	renameSync(join(directory, graph), join(directory, 'elsewhere'));
	await refused(['latest', 'graphml', '-o', 'a.graphml'], 3, /is missing; a checkpoint needs its graph beside it/);
	mkdirSync(join(folder, 'empty'));
	await refused(['empty', 'csv'], 3, /run "empty": not found/);
});

test('a reader that goes away is no failure; SIGINT leaves no file behind; a terminal gets no picture', async t => {
	const {folder, directory} = await shortRun(t);
	const events = join(directory, 'events.jsonl');
	appendFileSync(events, readFileSync(events, 'utf8').repeat(20_000));
	const left = start(t, folder, ['export', 'latest', 'jsonl']);
	left.child.stdout?.once('data', () => left.child.stdout?.destroy());
	const {code, stderr} = await left.ended;
	t.deepEqual([code, stderr], [0, '']);

	const stopped = start(t, folder, ['export', 'latest', 'csv', '--log', 'events', '-o', 'events.csv']);
	const drafts = () => readdirSync(folder).filter(name => name.endsWith('.tmp'));
	await until(
		'it writes',
		() => drafts().length === 1,
		() => stopped.stderr(),
	);
	stopped.child.kill('SIGINT');
	t.is((await stopped.ended).code, 130);
	t.deepEqual(drafts(), []);

	const terminal = openTerminal(t, [process.execPath, program, 'export', 'latest', 'png'], {folder});
	t.is(await terminal.exited, 2);
	await terminal.see(/export png: give a file with -o FILE, or show it here with --show/);
});

test("a run's own files are its own, by whatever way they are reached", async t => {
	const {folder, directory} = await shortRun(t);
	symlinkSync(directory, join(folder, 'link'));
	symlinkSync(join(directory, 'journal.jsonl'), join(folder, 'innocent.csv'));
	const before = readFileSync(join(directory, 'journal.jsonl'));
	for (const output of [join(directory, 'journal.jsonl'), 'link/journal.jsonl', 'innocent.csv']) {
		const {code, stderr} = await run(t, folder, ['export', 'latest', 'csv', '-o', output, '--force']);
		t.is(code, 2);
		t.regex(stderr, /is a file of the run's own; give another name/);
	}
	t.deepEqual(readFileSync(join(directory, 'journal.jsonl')), before);
});
