import {appendFileSync, cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {digestBytes} from '../../../source/records/digest-log.ts';
import {compareRuns} from '../../../source/run/compare/compare-runs.ts';
import type {Comparison} from '../../../source/run/compare/comparison.ts';
import {built, run, scratch} from '../cli.ts';

test.before(built);

type Entry = Readonly<Record<string, unknown>>;

const steps = 120;
const usual = {
	neurons: '40',
	k: '4',
	hz: '1000',
	kernel: 'cpu',
	input: 'none',
	steps: String(steps),
	'viz-every': '0',
	'log-every': '5t',
	'checkpoint-every': '40t',
	'checkpoint-keep': '0',
};

/** A run to its end, with commands at certain ticks; `more` options stand in place of the usual ones. */
async function made(
	folder: string,
	name: string,
	script: readonly Entry[],
	more: Readonly<Record<string, string>> = {},
) {
	const file = `${name}.jsonl`;
	writeFileSync(join(folder, file), script.map(each => JSON.stringify(each)).join('\n'));
	const options = {...usual, ...(script.length > 0 ? {script: file} : {}), ...more, 'run-dir': name};
	const {code, stderr} = await run(
		folder,
		Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]),
	);
	if (code !== 0) throw new Error(stderr);
}

const set = (at: number, name: string, value: number): Entry => ({at, id: 'set', args: {name, value}});

const of = (folder: string, a: string, b: string, options = {}): Promise<Comparison> =>
	compareRuns({id: a, path: join(folder, a)}, {id: b, path: join(folder, b)}, options);

test('the same run twice is equal in everything, and with itself too', async t => {
	const folder = scratch(t);
	await made(folder, 'a', [set(30, 'diffusion', 0.1)]);
	await made(folder, 'b', [set(30, 'diffusion', 0.1)]);
	for (const other of ['a', 'b']) {
		const found = await of(folder, 'a', other);
		t.like(found, {v: 1, verdict: 'equal', facts: [], settings: {start: [], end: []}, notes: []});
		t.like(found.states, {by: 'digests', from: 0, to: steps, compared: steps + 1, equal: steps + 1});
		t.like(found.commands, {a: 1, b: 1, differing: 0});
		t.like(found.metrics, {at: 'rows', a: steps / 5, b: steps / 5, damaged: 0});
		t.true(found.metrics.metrics.every(({largest, rows, equal}) => largest === 0 && rows === equal));
		t.like(found.end, {tick: steps, from: 'digests', equal: true});
	}
});

test('one command more is found at its tick, wherever it is', async t => {
	const folder = scratch(t);
	const common = [set(20, 'noise-amplitude', 0.03), {at: 61, id: 'excite', args: {node: 3}}];
	await made(folder, 'a', common);
	await Promise.all(
		[0, 1, 39, 61, 118].map(at => made(folder, `b${at}`, sorted([...common, set(at, 'diffusion', 0.4)]))),
	);
	for (const at of [0, 1, 39, 61, 118]) {
		const {states, commands, verdict, settings, end} = await of(folder, 'a', `b${at}`);
		t.is(verdict, 'different');
		t.like(states, {by: 'digests', lastEqual: at, firstDiffering: at + 1, exact: true, equal: at + 1});
		t.like(commands, {differing: 1, acting: 1, first: [{in: 'b', tick: at, id: 'set', acts: true}]});
		t.deepEqual(settings.end, [{name: 'diffusion', a: '0.02', b: '0.4'}]);
		t.like(end, {tick: steps, from: 'checkpoints', equal: false, n: 40});
		t.is(end?.variables[0]?.name, 'W');
		t.true((end?.variables[0]?.nodes ?? 0) > 30 && (end?.variables[0]?.largest ?? 0) > 0);
		t.is(end?.variables[0]?.top.length, 10);
	}
});

const sorted = (script: readonly Entry[]): Entry[] => script.toSorted((a, b) => Number(a['at']) - Number(b['at']));

/** Removes the digests of some ticks. */
function dropDigests(directory: string, from: number, to: number): void {
	const path = join(directory, 'digests.bin');
	const bytes = readFileSync(path);
	const before = bytes.subarray(0, (from - 1) * digestBytes);
	writeFileSync(path, Buffer.concat([before, bytes.subarray(to * digestBytes)]));
}

test('where digests are missing, or there are none, a replay finds the tick', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	await made(folder, 'b', [set(57, 'diffusion', 0.4)]);
	cpSync(join(folder, 'b'), join(folder, 'gap'), {recursive: true});
	dropDigests(join(folder, 'gap'), 50, 70);
	const gap = await of(folder, 'a', 'gap');
	t.like(gap.states, {by: 'replay', lastEqual: 57, firstDiffering: 58, exact: true});
	t.like(await of(folder, 'gap', 'a'), {states: {by: 'replay', firstDiffering: 58}});

	cpSync(join(folder, 'b'), join(folder, 'cut'), {recursive: true});
	truncateSync(join(folder, 'cut', 'digests.bin'), 50 * digestBytes + 3);
	const cut = await of(folder, 'a', 'cut');
	t.like(
		cut.states,
		{by: 'replay', lastEqual: 57, firstDiffering: 58, exact: true},
		'what comes after a torn file too',
	);

	cpSync(join(folder, 'b'), join(folder, 'none'), {recursive: true});
	rmSync(join(folder, 'none', 'digests.bin'));
	const none = await of(folder, 'a', 'none');
	t.like(none.states, {by: 'replay', lastEqual: 57, firstDiffering: 58, exact: true});
	t.true(none.notes.some(note => /^B: its digests can't be read: .*digests\.bin: no such file$/.test(note)));
	rmSync(join(folder, 'a', 'digests.bin'));
	t.like((await of(folder, 'a', 'none')).states, {by: 'replay', compared: 4, equal: 2, firstDiffering: 58});
});

test('the states of any tick are had by a replay, as they were', async t => {
	const folder = scratch(t);
	await made(folder, 'a', [{at: 50, id: 'quench', args: {node: 2, hops: 1}}]);
	await made(folder, 'b', []);
	t.like((await of(folder, 'a', 'b', {at: 50})).end, {tick: 50, from: 'digests', equal: true});
	t.like((await of(folder, 'a', 'b', {at: 51, nodes: 2})).end, {tick: 51, from: 'replay', equal: false});
	const {end} = await of(folder, 'a', 'b', {at: 80, nodes: 2});
	t.like(end, {tick: 80, from: 'checkpoints'});
	rmSync(join(folder, 'b', 'state_80.npz'));
	const again = await of(folder, 'a', 'b', {at: 80, nodes: 2});
	t.deepEqual(again.end, {...end, from: 'replay'} as Comparison['end']);
	await t.throwsAsync(of(folder, 'a', 'b', {at: 121}), {code: 'compare-tick', message: /ticks 0 to 120 in common/});
});

test('torn and damaged files are compared as far as they go, and it is said', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	cpSync(join(folder, 'a'), join(folder, 'torn'), {recursive: true});
	const torn = join(folder, 'torn');
	truncateSync(join(torn, 'digests.bin'), 90 * digestBytes + 5);
	appendFileSync(join(torn, 'journal.jsonl'), '{"v":1,"kind":"comm');
	const path = join(torn, 'metrics.jsonl');
	const rows = readFileSync(path, 'utf8').split('\n');
	writeFileSync(path, [...rows.slice(0, 7), `${rows[7]?.slice(0, 40)}`, ...rows.slice(8, 20), '{"tick":1'].join('\n'));
	const found = await of(folder, 'a', 'torn');
	t.is(found.verdict, 'equal');
	t.like(found.states, {by: 'digests', compared: 92, equal: 92, lastEqual: steps}, 'the last checkpoint too');
	t.like(found.metrics, {a: 24, b: 19, damaged: 1});
	t.like(found.end, {tick: steps, equal: true});

	const bytes = readFileSync(join(torn, 'digests.bin'));
	bytes.writeUInt32LE(7, 30 * digestBytes + 8);
	writeFileSync(join(torn, 'digests.bin'), bytes);
	t.like((await of(folder, 'a', 'torn')).states, {firstDiffering: 31, equalAgain: 32});
	const at31 = await of(folder, 'a', 'torn', {at: 31});
	t.true(
		at31.notes.some(note => /torn: its replay comes to another state than its digest has, as when a rec/.test(note)),
	);
	t.is(at31.end?.tick, 0, 'the last that both have a checkpoint of');
	writeFileSync(join(torn, 'run.json'), '{');
	await t.throwsAsync(of(folder, 'a', 'torn'), {code: 'run-document'});
});

test('runs that went back, or were resumed, are compared by the ticks that they ended up with', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	const detour = [
		set(60, 'diffusion', 0.4),
		{at: 75, id: 'restore', args: {file: 'state_40.npz'}},
		set(40, 'diffusion', 0.02),
	];
	await made(folder, 'back', detour);
	const back = await of(folder, 'a', 'back');
	t.like(back, {verdict: 'equal', b: {returns: 1, firstTick: 0, lastTick: 85}});
	t.is(back.states?.compared, 86);
	const {code} = await run(folder, ['--resume', 'back', '--steps', '35', '--input', 'none']);
	t.is(code, 0);
	const resumed = await of(folder, 'a', 'back');
	t.like(resumed, {verdict: 'equal', b: {returns: 2, lastTick: 120}, states: {compared: 121}});
	t.is(resumed.metrics.metrics.find(({name}) => name === 'meanWeight')?.largest, 0);
});

test('runs of different lengths, intervals, seeds and presets', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	await made(folder, 'short', [], {steps: '33', 'log-every': '7t'});
	const short = await of(folder, 'a', 'short');
	t.like(short, {verdict: 'equal', states: {to: 33, compared: 34}, end: {tick: 33, equal: true}});
	t.deepEqual(short.settings.start, [{name: 'log-every', a: '5t', b: '7t'}]);

	await made(folder, 'odd', [], {'log-every': '0', init: 'nucleate', domain: 'higgs'});
	const odd = await of(folder, 'a', 'odd');
	t.like(odd, {verdict: 'different', states: {firstDiffering: 0, exact: true}, metrics: {b: 1}});
	t.true(odd.facts.some(({name}) => name === 'init'));
	t.true(odd.settings.start.some(({name, b}) => name === 'domain' && b === 'higgs'));
});

test('where the states are equal the metrics are, whichever ticks have rows', async t => {
	const folder = scratch(t);
	await made(folder, 'a', [], {'log-every': '6t'});
	await made(folder, 'b', [], {'log-every': '9t'});
	const both = (await of(folder, 'a', 'b')).metrics;
	t.like(both, {at: 'rows', a: 20, b: 14});
	t.like(
		both.metrics.find(({name}) => name === 'meanWeight'),
		{rows: 7, equal: 7, largest: 0},
	);
	moveRows(join(folder, 'b', 'metrics.jsonl'), 1);
	const moved = await of(folder, 'a', 'b');
	t.is(moved.verdict, 'equal');
	t.is(moved.metrics.at, 'states');
	t.true(moved.metrics.metrics.length > 5);
	t.true(moved.metrics.metrics.every(({largest, mean, rows, equal}) => largest + mean === 0 && rows === equal));

	const plain = await of(folder, 'a', 'b', {metricsOnly: true});
	t.is(plain.metrics.at, 'between', 'without states they are compared with what lies between');
	const mean = plain.metrics.metrics.find(({name}) => name === 'meanWeight');
	t.true(mean !== undefined && mean.rows > 15 && mean.largest > 0 && mean.largest < 0.05);
});

test('rows are compared from the first tick that differs on, and curves cover the ticks of both', async t => {
	const folder = scratch(t);
	await made(folder, 'a', [], {'log-every': '4t'});
	await made(folder, 'b', [set(70, 'diffusion', 0.4)], {'log-every': '4t', steps: '100'});
	const common = (await of(folder, 'a', 'b')).metrics;
	t.is(common.at, 'rows');
	const told = ({metrics}: Comparison['metrics']) => metrics.filter(({largest}) => largest > 0);
	t.true(told(common).length > 1 && told(common).every(({largestTick}) => largestTick > 70));
	t.true(common.metrics.every(({rows, equal}) => rows === 0 || equal >= 17));
	t.true(common.curves.every(({tick}) => tick.every(at => at <= 100)));
	t.true(common.curves.some(({tick}) => tick.at(-1) === 100));

	moveRows(join(folder, 'b', 'metrics.jsonl'), 1);
	const between = (await of(folder, 'a', 'b')).metrics;
	t.is(between.at, 'between');
	t.true(told(between).length > 1 && told(between).every(({largestTick}) => largestTick > 72));
});

/** Makes rows those of other ticks. */
function moveRows(path: string, by: number): void {
	const text = readFileSync(path, 'utf8');
	writeFileSync(
		path,
		text.replaceAll(/"tick":(\d+)/g, (_, tick: string) => `"tick":${Number(tick) + by}`),
	);
}

test('runs on different graphs are refused in one line, but for what they have in common', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	await made(folder, 'b', [], {seed: '4'});
	const error = await t.throwsAsync<Error & {kind: string}>(of(folder, 'a', 'b'), {code: 'compare-graph'});
	t.is(error?.kind, 'invalid');
	t.regex(
		error?.message ?? '',
		/^a is on knn k 4 \(40 nodes, .*\) and b on .*: states .* can't be compared; --metrics-only/,
	);
	t.notRegex(error?.message ?? '', /\n/);
	const found = await of(folder, 'a', 'b', {metricsOnly: true});
	t.is(found.verdict, 'unknown');
	t.is(found.states, undefined);
	t.is(found.end, undefined);
	t.true(found.facts.some(({name, a, b}) => name === 'seed' && a === '0' && b === '4'));
	t.is(found.metrics.at, 'rows');
});

test('runs of different models are compared in what they have in common', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	await made(folder, 'b', [], {model: 'linear-rate'});
	const {settings, facts, end, notes, verdict} = await of(folder, 'a', 'b');
	t.is(verdict, 'different');
	t.true(facts.some(({name}) => name === 'model'));
	t.like(
		settings.start.find(({name}) => name === 'alpha'),
		{a: '0.25', b: 'none'},
	);
	t.false(settings.start.some(({name}) => name === 'domain'));
	t.is(end, undefined);
	t.true(notes.some(note => /no variable in common, W in A and \w+ in B$/.test(note)));
});

test('an engine is started when a replay is asked for, and one that has changed since is no replay', async t => {
	const folder = scratch(t);
	const path = join(folder, 'engine.mjs');
	cpSync(new URL('../external/engine.mjs', import.meta.url), path);
	writeFileSync(join(folder, 'b.jsonl'), JSON.stringify(set(40, 'rate', 0.5)));
	for (const more of [[], ['--script', 'b.jsonl']]) {
		const name = more.length > 0 ? 'b' : 'a';
		const options = [
			'--steps',
			'60',
			'--hz',
			'1000',
			'--input',
			'none',
			'--viz-every',
			'0',
			'--run-dir',
			name,
			...more,
		];
		const {code, stderr} = await run(folder, ['--engine', `${process.execPath} engine.mjs`, ...options]);
		t.is(code, 0, stderr);
	}
	t.like((await of(folder, 'a', 'b')).states, {by: 'digests', firstDiffering: 41, exact: true});
	t.like((await of(folder, 'a', 'b', {at: 50})).end, {tick: 50, from: 'replay', equal: false, n: 8});

	dropDigests(join(folder, 'b'), 30, 45);
	const unasked = await of(folder, 'a', 'b');
	t.like(unasked.states, {by: 'digests', lastEqual: 29, firstDiffering: 46, exact: false});
	t.true(unasked.notes.some(note => note.endsWith('which starts their engine, when --at TICK is given')));
	t.like((await of(folder, 'a', 'b', {at: 50})).states, {by: 'replay', firstDiffering: 41, exact: true});

	writeFileSync(path, readFileSync(path, 'utf8').replace('rate * message.dt', '2 * rate * message.dt'));
	const changed = await of(folder, 'a', 'b', {at: 50});
	t.true(
		changed.notes.some(note =>
			/the states of tick 50 can't be had by a replay: engine\.mjs: is not the code that ran/.test(note),
		),
	);
	t.is(changed.end?.tick, 0, 'the last that both have a checkpoint of');
});

test('nothing of the runs is changed', async t => {
	const folder = scratch(t);
	await made(folder, 'a', []);
	await made(folder, 'b', [set(9, 'dt', 0.5)]);
	const before = contents(folder);
	t.true(join(folder, 'b', 'journal.jsonl') in before);
	await of(folder, 'a', 'b', {at: 77});
	t.deepEqual(contents(folder), before);
});

/** Every file of both runs. */
const contents = (folder: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		['a', 'b'].flatMap(run =>
			readdirSync(join(folder, run), {recursive: true, withFileTypes: true})
				.filter(each => each.isFile())
				.map(({parentPath, name}) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]),
		),
	);
