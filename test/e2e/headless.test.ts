import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {built, type Going, run, scratch, start} from './program.ts';
import {documentOf, type Row, readRows, rowsOf, runsIn} from './records.ts';
import {until} from './wait.ts';

test.before(built);

const small = ['--no-ui', '--neurons', '50', '--viz-every', '0'];

/** Lines of stdout, which are all JSON objects. */
function lines(t: ExecutionContext, stdout: string): Row[] {
	t.true(stdout === '' || stdout.endsWith('\n'));
	return stdout
		.split('\n')
		.slice(0, -1)
		.map(line => {
			t.true(line.startsWith('{'), line);
			return JSON.parse(line) as Row;
		});
}

/** Waits for a record of that kind on stdout. */
const said = (going: Going, kind: string, times = 1): Promise<void> =>
	until(
		`${times} records of the kind ${kind}`,
		() => going.stdout().split(`"kind":"${kind}"`).length > times,
		() => going.stdout() + going.stderr(),
	);

test('--steps: JSON on stdout, one line of text on stderr', async t => {
	const folder = scratch(t);
	const {code, stdout, stderr} = await run(t, folder, [...small, '--steps', '5', '--log-every', '1t']);
	t.is(code, 0);
	const rows = lines(t, stdout);
	for (const row of rows) t.like(row, {v: 1, epoch: 0});
	t.deepEqual(
		rows.filter(({kind}) => kind === 'metrics').map(({tick}) => tick),
		[1, 2, 3, 4, 5],
	);
	t.is(rows[0]?.kind, 'start');
	t.like(rows.at(-1), {kind: 'end', tick: 5, message: 'all steps taken at tick 5'});
	t.deepEqual(
		rows.map(row => Number(row['seq'])),
		rows.map(row => Number(row['seq'])).toSorted((a, b) => a - b),
	);
	t.regex(stderr, /^run \S+: all steps taken at tick 5; \d+ late, \d+ missed; records in \S+\n$/);
	t.like(documentOf(folder), {status: 'ended', endReason: 'steps', lastTick: 5});
});

test('--once: a frame as text, or one line of JSON', async t => {
	const folder = scratch(t);
	const plain = ['--neurons', '50', '--once'];
	const text = await run(t, folder, [...plain, '--color', 'none', '--run-dir', 'text']);
	t.is(text.code, 0);
	const rows = text.stdout.split('\n');
	t.is(rows.length, 24);
	t.regex(rows[0] ?? '', /^ connectop {2}■ ended {2}text .* 50 nodes {2}\d+ edges $/);
	t.regex(rows[1] ?? '', / tick 1 {2}0\.1 s $/);
	t.false(text.stdout.includes('\u001B'));
	const json = await run(t, folder, [...plain, '--no-ui', '--run-dir', 'json']);
	t.is(json.code, 0);
	const [frame, ...none] = lines(t, json.stdout);
	t.deepEqual(none, []);
	t.like(frame, {kind: 'frame', id: 'json', tick: 1, paused: false});
});

test('--duration ends a run by the clock', async t => {
	const folder = scratch(t);
	const from = performance.now();
	const {code} = await run(t, folder, [...small, '--duration', '1.5', '--hz', '20']);
	t.is(code, 0);
	t.true(performance.now() - from >= 1500);
	const {endReason, lastTick, counters} = documentOf(folder);
	t.is(endReason, 'duration');
	const {missed} = counters as {missed: number};
	t.true(Number(lastTick) + missed >= 28 && Number(lastTick) <= 31, `${String(lastTick)} ticks, ${missed} missed`);
});

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
] as const) {
	test(`${signal} finishes the tick, saves and exits with ${code}`, async t => {
		const folder = scratch(t);
		const going = start(t, folder, [...small, '--log-every', '1t']);
		await said(going, 'metrics', 3);
		going.child.kill(signal);
		const ended = await going.ended;
		t.is(ended.code, code);
		t.is(ended.signal, null);
		const {endReason, lastTick, checkpoints} = documentOf(folder);
		t.is(endReason, signal);
		t.like((checkpoints as Row[]).at(-1), {tick: lastTick});
		t.like(lines(t, ended.stdout).at(-1), {kind: 'end', tick: lastTick});
		t.regex(ended.stderr, new RegExp(`^run \\S+: ${signal} at tick ${String(lastTick)}; [^\\n]+\\n$`));
	});
}

test('SIGHUP ends no run: it goes on without whoever started it', async t => {
	const folder = scratch(t);
	const going = start(t, folder, [...small, '--log-every', '1t']);
	await said(going, 'metrics', 3);
	going.child.kill('SIGHUP');
	const count = going.stdout().split('"kind":"metrics"').length;
	await said(going, 'metrics', count + 5);
	t.is(documentOf(folder)['status'], 'running');
	going.child.kill('SIGTERM');
	t.is((await going.ended).code, 143);
});

test('SIGUSR1 saves a checkpoint and the run goes on', async t => {
	const folder = scratch(t);
	const going = start(t, folder, [...small, '--log-every', '1t']);
	await said(going, 'metrics', 3);
	going.child.kill('SIGUSR1');
	await said(going, 'checkpoint', 2); // the first is that of tick 0
	const count = going.stdout().split('"kind":"metrics"').length;
	await said(going, 'metrics', count + 3);
	going.child.kill('SIGINT');
	const {stdout} = await going.ended;
	const saved = lines(t, stdout).filter(({kind}) => kind === 'checkpoint');
	t.deepEqual(
		saved.map(row => (row['data'] as Row)['why']),
		['start', 'asked', 'end'],
	);
});

test('a reader that goes away ends the run, saved, without a complaint', async t => {
	const folder = scratch(t);
	const going = start(t, folder, [...small, '--log-every', '1t']);
	await said(going, 'metrics', 3);
	going.child.stdout?.destroy();
	const {code, stderr} = await going.ended;
	t.is(code, 0);
	t.regex(stderr, /^run \S+: stdout closed at tick \d+; [^\n]+\n$/);
	const {endReason, lastTick, checkpoints} = documentOf(folder);
	t.is(endReason, 'stdout closed');
	t.like((checkpoints as Row[]).at(-1), {tick: lastTick});
});

test('a reader that is slower than the run loses lines and is told so', async t => {
	const folder = scratch(t);
	const args = [...small, '--utd-stdout', '--steps', '300', '--hz', '50', '--run-dir', 'slow'];
	const going = start(t, folder, args, {stdio: ['pipe', 'pipe', 'pipe']});
	const {stdin, stdout} = going.child;
	if (!stdin || !stdout) throw new Error('no pipes');
	stdout.pause();
	// Whoever writes faster than the run takes is held up by the pipe.
	stdin.on('error', () => undefined);
	const flood = `${'flood '.repeat(200)}\n`.repeat(2000);
	const pour = () => {
		while (stdin.writable && stdin.write(flood));
	};
	stdin.on('drain', pour);
	pour();
	await until('the end of the run', () => endOf(folder) === 'steps', going.stderr);
	stdout.resume();
	const ended = await going.ended;
	t.is(ended.code, 0);
	const [, lost] =
		/connectop: (\d+) lines were not printed: the reader of stdout was slower than the run\n/.exec(ended.stderr) ?? [];
	t.true(Number(lost) > 0, ended.stderr);
	t.true(lines(t, ended.stdout).length > 0);
	const utterances = readRows(join(folder, 'slow', 'utd_events.jsonl'));
	t.true(utterances.length > lines(t, ended.stdout).length, 'the records are whole all the same');
});

function endOf(folder: string): unknown {
	try {
		return documentOf(join(folder, 'slow'))['endReason'];
	} catch {
		return undefined; // not there yet
	}
}

test("the seed's own line works as it is written", async t => {
	const folder = scratch(t);
	const line = '--neurons 800 --hz 10 --domain biology_consciousness --viz-every 5';
	const {code, stderr} = await run(t, folder, ['--no-ui', ...line.split(' '), '--duration', '6']);
	t.is(code, 0, stderr);
	const [directory = ''] = runsIn(folder);
	const {settings} = documentOf(folder) as {settings: Row};
	t.like(settings, {hz: 10, preset: 'biology_consciousness', vizEvery: {seconds: 5}});
	t.like(documentOf(folder), {graph: {nodes: 800}});
	for (const picture of ['dashboard.png', 'connectome.png'])
		t.deepEqual(readFileSync(join(directory, picture)).subarray(1, 4).toString(), 'PNG');
});

test('time dynamics on and off, intervals in ticks', async t => {
	const folder = scratch(t);
	for (const [option, value] of [
		['--use-time-dynamics', 1],
		['--time-dynamics', 1],
		['--no-time-dynamics', 0],
		['--no-use-time-dynamics', 0],
	] as const) {
		const directory = option.slice(2);
		const {code} = await run(t, folder, [
			...small,
			option,
			'--steps',
			'300',
			'--hz',
			'1000',
			'--log-every',
			'100t',
			'--run-dir',
			directory,
		]);
		t.is(code, 0);
		t.is(
			(documentOf(join(folder, directory)) as {settings: {parameters: Row}}).settings.parameters['timeDynamics'],
			value,
		);
		t.deepEqual(
			[...new Set(readRows(join(folder, directory, 'metrics.jsonl')).map(({tick}) => tick))],
			[100, 200, 300],
		);
	}
});

test('a feed through stdin is taken tick by tick and is in the journal', async t => {
	const folder = scratch(t);
	const going = start(t, folder, [...small, '--hz', '50'], {stdio: ['pipe', 'pipe', 'pipe']});
	await said(going, 'start');
	for (const word of ['alpha', 'beta']) {
		going.child.stdin?.write(`${word}\n`);
		await said(going, 'stimulus', word === 'alpha' ? 1 : 2);
	}
	going.child.stdin?.end('last without an end of line');
	await said(going, 'stimulus', 3);
	going.child.kill('SIGTERM');
	await going.ended;
	t.deepEqual(
		rowsOf(folder, 'journal').flatMap(row => (row['id'] === 'stimulus' ? [row['args']] : [])),
		[{texts: ['alpha']}, {texts: ['beta']}, {texts: ['last without an end of line']}],
	);
});
