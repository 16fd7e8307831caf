import {copyFileSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {readCheckpoint} from '../../../source/records/checkpoint.ts';
import {readJsonLines} from '../../../source/records/json-lines.ts';
import {readRunDocument} from '../../../source/records/run-document.ts';
import type {RunRecord} from '../../../source/run/client.ts';
import type {RunOptions} from '../../../source/run/options.ts';
import {exportScript} from '../../../source/run/replay/export-script.ts';
import {openReplay} from '../../../source/run/replay/open-replay.ts';
import {verifyRun} from '../../../source/run/replay/verify.ts';
import {built, library, run, scratch} from '../cli.ts';

test.before(built);

const fixture = fileURLToPath(new URL('engine.mjs', import.meta.url));
const engine = (...args: readonly string[]) => [process.execPath, fixture, ...args].join(' ');
const options = ['--hz', '1000', '--viz-every', '0', '--run-dir', 'run'];

async function opened(t: ExecutionContext, wish: RunOptions) {
	const {openRun} = await library();
	const directory = join(scratch(t), 'run');
	const client = await openRun({hz: 1000, vizEvery: 'never', runDirectory: directory, ...wish});
	const records: RunRecord[] = [];
	client.onRecord(record => void records.push(record));
	const send = (id: string, args = {}) => client.send({id, args, by: 'library'});
	const messages = (kind: string) => records.filter(each => each.kind === kind).map(each => String(each['message']));
	const until = async (what: string, holds: () => boolean) => {
		for (let i = 0; !holds(); i++) {
			if (i > 1000) return t.fail(`${what} did not come: ${JSON.stringify(records.slice(-3))}`);
			await delay(20);
		}
	};
	return {client, records, directory, send, messages, until};
}

const saved = async (directory: string, file: string) => (await readCheckpoint(join(directory, file))).state;

/** Processes of the fixture that were started with this argument. */
const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

test.serial('an engine is stepped, its frames are the state, and the run verifies', async t => {
	const folder = scratch(t);
	const {code, records, stderr} = await run(folder, [
		'--engine',
		engine(),
		'--steps',
		'20',
		'--param',
		'rate=0.5',
		...options,
	]);
	t.is(code, 0, stderr);
	const directory = join(folder, 'run');
	const state = await saved(directory, 'state_20.npz');
	t.deepEqual(Object.keys(state.variables), ['x']);
	t.true(state.variables['x']?.every(each => each === 10));
	t.like(await readRunDocument(directory), {
		status: 'ended',
		lastTick: 20,
		kernel: {id: 'external', title: 'engine test engine 1'},
	});
	t.true(records.some(each => each['kind'] === 'output' && each['message'] === 'engine of the tests'));
	t.true(records.some(each => each['kind'] === 'engine' && each['message'] === 'step 1'));
	t.like(await verifyRun(directory), {ticks: 20, checkpoints: 2, exact: true});
});

test.serial('an engine runs on the graph that it is given', async t => {
	const folder = scratch(t);
	const {code, stderr} = await run(folder, [
		'--engine',
		engine('given'),
		'--neurons',
		'30',
		'--steps',
		'3',
		...options,
	]);
	t.is(code, 0, stderr);
	t.is((await saved(join(folder, 'run'), 'state_3.npz')).variables['x']?.length, 30);
});

for (const [wrong, line] of [
	['nan', /frame 5: x of node 2 is NaN/],
	['flood', /it sent more than 5000 events in a second/],
] as const) {
	test.serial(`an engine that does wrong is lost, and nothing of it is taken along: ${wrong}`, async t => {
		const folder = scratch(t);
		const {code, stderr} = await run(folder, [
			'--engine',
			engine(wrong),
			'--steps',
			'20',
			'--log-every',
			'1t',
			...options,
		]);
		t.is(code, 1);
		t.regex(stderr, line);
		t.regex(stderr, /engine lost at tick 4: /);
		const directory = join(folder, 'run');
		t.like(await readRunDocument(directory), {status: 'failed', failure: {code: 'engine-lost'}});
		let last: Readonly<Record<string, unknown>> = {};
		for await (const {row} of readJsonLines(join(directory, 'metrics.jsonl'))) last = row;
		t.is(last['tick'], 4);
		t.true(Math.abs(Number(last['meanWeight']) - 0.04) < 1e-6);
	});
}

for (const wrong of ['hang', 'stderr']) {
	test.serial(`an engine that does not answer is called silent, and given up in the end: ${wrong}`, async t => {
		const folder = scratch(t);
		const {code, stderr, records} = await run(folder, [
			'--engine',
			engine(wrong),
			'--engine-timeout',
			'8',
			'--steps',
			'20',
			...options,
		]);
		t.is(code, 1);
		t.regex(stderr, /engine lost at tick 4: it has not answered for \d+(\.\d)? s/);
		t.true(
			records.some(
				each =>
					each['kind'] === 'engine' &&
					/has not answered for \d+(\.\d)? s; it is waited for/.test(String(each['message'])),
			),
		);
	});
}

test.serial('an engine that can not begin leaves nothing behind', async t => {
	const folder = scratch(t);
	const {code, stderr} = await run(folder, ['--engine', 'no-such-program-anywhere', '--steps', '2', ...options]);
	t.is(code, 3, stderr);
	t.regex(stderr, /^connectop: --engine no-such-program-anywhere: .*not found; it ended with exit code 127\n$/);
	t.false(readdirSync(folder).includes('run'));
});

test.serial('options that an engine leaves no room for are refused by name', async t => {
	const folder = scratch(t);
	const own = await run(folder, ['--engine', engine(), '--neurons', '9']);
	t.is(own.code, 2);
	t.regex(own.stderr, /brings its own graph: leave out --graph, --neurons/);
	for (const [option, value] of [
		['--model', 'void'],
		['--kernel', 'cpu'],
		['--init', 'uniform'],
		['--noise', 'none'],
	] as const) {
		const {code, stderr} = await run(folder, ['--engine', engine(), option, value]);
		t.is(code, 2);
		t.regex(stderr, new RegExp(`leave out ${option}`));
	}
	const unknown = await run(folder, ['--engine', engine(), '--param', 'speed=3']);
	t.is(unknown.code, 2);
	t.regex(unknown.stderr, /parameter "speed" is unknown; use one of hz, dt, rate/);
	const far = await run(folder, ['--engine', engine(), '--param', 'rate=3']);
	t.regex(far.stderr, /--param rate: 3 is not allowed; use a number from 0 to 1/);
});

for (const lacks of ['', 'lacks-save']) {
	test.serial(
		`a resumed run goes on as if it had not been ended${lacks === '' ? '' : ', by its variables alone'}`,
		async t => {
			const folder = scratch(t);
			const command = engine(lacks === '' ? 'nothing' : lacks);
			const first = await run(folder, ['--engine', command, '--steps', '10', '--param', 'rate=0.25', ...options]);
			t.is(first.code, 0, first.stderr);
			const second = await run(folder, ['--resume', 'run', '--steps', '10']);
			t.is(second.code, 0, second.stderr);
			t.true(second.records.some(each => String(each['message']).startsWith('starting the engine of the checkpoint')));
			const state = await saved(join(folder, 'run'), 'state_20.1.npz');
			t.true(state.variables['x']?.every(each => each === 5));
			t.like(await verifyRun(join(folder, 'run')), {ticks: 20, epochs: 2});
		},
	);
}

test.serial('commands reach the engine, and those that it can not do are refused with a reason', async t => {
	const {client, send, directory} = await opened(t, {engine: engine('lacks-stimulus')});
	await send('pause');
	const refused = await send('excite', {node: 1});
	t.like(refused, {
		ok: false,
		code: 'engine-lacks',
		error: 'excite: the engine takes no stimuli ("stimulus" is not in its hello)',
	});
	t.regex(String(client.facts.lacks?.['silence']), /keeps its own couplings/);
	t.like(await send('silence', {nodes: [1]}), {ok: false, code: 'engine-lacks'});
	t.like(await send('set', {name: 'rate', value: 2}), {
		ok: false,
		error: 'rate: 2 is not allowed; use a number from 0 to 1',
	});
	t.true((await send('set', {name: 'rate', value: 0.5})).ok);
	t.true((await send('clamp', {nodes: [2], value: -3})).ok);
	await send('stop');
	const {error} = await client.ended;
	t.is(error, undefined);
	const last = client.checkpoints().at(-1)!;
	t.is((await saved(directory, last.file)).variables['x']?.[2], -3);
	t.like(await verifyRun(directory), {commands: 4});
});

test.serial('a run whose engine is gone pauses where somebody can look, and goes on from a checkpoint', async t => {
	const {client, send, messages, until, directory} = await opened(t, {
		engine: engine('exit', '30'),
		engineLost: 'pause',
	});
	await until('the loss', () =>
		messages('engine').some(each =>
			each.startsWith('engine lost at tick 29: engine of the tests; it ended with exit code 3'),
		),
	);
	await until('the pause', () => client.settings.paused);
	t.regex(client.frame().status.engine ?? '', /^the engine is gone/);
	t.like(await send('resume'), {ok: false, code: 'engine-lacks'});
	t.like(await send('checkpoint'), {ok: false, code: 'engine-lacks'});
	const restored = await send('restore', {file: 'state_0.npz'});
	t.true(restored.ok, JSON.stringify(restored));
	t.is(client.frame().status.engine, undefined);
	t.true((await send('step', {count: 3})).ok);
	await until('three ticks', () => client.frame().status.tick === 3);
	await send('stop');
	await client.ended;
	t.like(await verifyRun(directory), {epochs: 2});
});

test.serial('an engine that is gone while the run is paused is told at once', async t => {
	const {client, send, messages, until} = await opened(t, {engine: engine(), engineLost: 'pause'});
	await send('pause');
	const {enginePid} = (await readRunDocument(client.facts.directory)) as {enginePid?: number};
	t.true(enginePid !== undefined && isAlive(enginePid));
	process.kill(-enginePid!, 'SIGKILL');
	await until('the loss', () => messages('engine').some(each => each.includes('was ended by SIGKILL')));
	await send('stop');
	const {error} = await client.ended;
	t.is(error, undefined);
	t.true(messages('engine').some(each => /^no checkpoint of tick \d+: the engine is gone/.test(each)));
});

test.serial('a run is stopped while its engine hangs, and the engine is ended', async t => {
	const {client, send, until, messages, directory} = await opened(t, {engine: engine('hang', '10')});
	await until('the last tick', () => client.frame().status.tick === 9);
	t.like(await send('set', {name: 'rate', value: 0.5}), {ok: false, code: 'engine-silent'}); // it waited until then
	await until('the silence', () => messages('engine').some(each => each.includes('has not answered')));
	t.like(await send('set', {name: 'rate', value: 0.5}), {ok: false, code: 'engine-silent'});
	const {enginePid} = (await readRunDocument(directory)) as {enginePid?: number};
	void send('stop');
	const {reason} = await client.ended;
	t.is(reason, 'asked');
	t.false(isAlive(enginePid!));
});

test.serial('what was changed before a checkpoint, and parameters, reach an engine that goes on from it', async t => {
	const folder = scratch(t);
	const script = [{at: 10, id: 'quench', args: {node: 3}}];
	writeFileSync(join(folder, 'script.jsonl'), script.map(each => `${JSON.stringify(each)}\n`).join(''));
	const first = await run(folder, [
		'--engine',
		engine('keeps-rate'),
		'--script',
		'script.jsonl',
		'--steps',
		'10',
		'--param',
		'rate=0.5',
		...options,
	]);
	t.is(first.code, 0, first.stderr);
	const second = await run(folder, ['--resume', 'run', '--steps', '2', '--param', 'rate=0.25']);
	t.is(second.code, 0, second.stderr);
	const {x} = (await saved(join(folder, 'run'), 'state_12.1.npz')).variables;
	t.deepEqual([x?.[3], x?.[6]], [0.5, 5.5]);
	t.like(await verifyRun(join(folder, 'run')), {ticks: 12});
});

test.serial("an engine's own numbers stand in the metrics, are recorded and waited for", async t => {
	const folder = scratch(t);
	const record = ['--record', 'name=sum metrics=total every=1t to=jsonl', '--log-every', '1t'];
	const script = [{at: 0, id: 'break', args: {when: 'total > 0.75', do: ['checkpoint']}}];
	writeFileSync(join(folder, 'script.jsonl'), script.map(each => `${JSON.stringify(each)}\n`).join(''));
	const {code, stderr, records} = await run(folder, [
		'--engine',
		engine(),
		'--steps',
		'20',
		'--script',
		'script.jsonl',
		...record,
		...options,
	]);
	t.is(code, 0, stderr);
	const rows = records.filter(each => each['kind'] === 'metrics') as {tick: number; observables: {total: number}}[];
	t.true(rows.length === 20 && rows.every(({tick, observables}) => Math.abs(observables.total - 0.08 * tick) < 1e-6));
	const recorded = readFileSync(join(folder, 'run', 'records', 'sum.jsonl'), 'utf8')
		.trim()
		.split('\n');
	t.true(Math.abs(JSON.parse(recorded[19]!).total - 1.6) < 1e-6);
	t.true(records.some(each => each['kind'] === 'breakpoint' && each['tick'] === 10));
});

test.serial('a replay tells when the code of the engine has changed', async t => {
	const folder = scratch(t);
	copyFileSync(fixture, join(folder, 'mine.mjs'));
	const command = `${process.execPath} mine.mjs`;
	t.is((await run(folder, ['--engine', command, '--steps', '3', ...options])).code, 0);
	t.is((await verifyRun(join(folder, 'run'))).ticks, 3);
	writeFileSync(join(folder, 'mine.mjs'), `${readFileSync(fixture, 'utf8')}\n`);
	await t.throwsAsync(verifyRun(join(folder, 'run')), {
		code: 'file-changed',
		message: /^mine\.mjs: is not the code that ran/,
	});
	const again = await run(folder, ['--resume', 'run', '--steps', '2']);
	t.is(again.code, 0, again.stderr);
	t.true(
		again.records.some(each =>
			String(each['message']).endsWith('has changed since the checkpoint was saved: mine.mjs'),
		),
	);
});

test.serial('a tick that is lost leaves the stimulus as it was', async t => {
	const {client, send, until, directory} = await opened(t, {
		engine: engine('exit+lacks-save', '60'),
		engineLost: 'pause',
	});
	t.true((await send('excite', {node: 3})).ok);
	await until('the loss', () => client.settings.paused);
	await send('stop');
	await client.ended;
	t.is(client.checkpoints().at(-1)?.tick, 59);
	t.like(await verifyRun(directory), {ticks: 59, checkpoints: 2});
});

test.serial('with --force an engine goes on with fewer nodes', async t => {
	const folder = scratch(t);
	for (const words of ['given', 'given+lacks-save']) {
		const directory = ['--run-dir', words];
		const args = ['--engine', engine(words), '--neurons', '30', '--steps', '3', '--hz', '1000', ...directory];
		t.is((await run(folder, args)).code, 0);
		const again = await run(folder, ['--resume', words, '--neurons', '20', '--force', '--steps', '2']);
		t.is(again.code, 0, again.stderr);
		const {x} = (await saved(join(folder, words), 'state_5.1.npz')).variables;
		t.true(x?.length === 20 && x.every(each => Math.abs(each - 0.05) < 1e-6));
	}
});

test.serial('a replay that is left while an engine is being started ends', async t => {
	const folder = scratch(t);
	const args = ['--engine', engine(), '--steps', '40', '--checkpoint-every', '10t', ...options];
	t.is((await run(folder, args)).code, 0);
	const replay = await openReplay(join(folder, 'run'));
	await replay.send({id: 'pause', args: {}, by: 'library'});
	void replay.send({id: 'seek', args: {tick: 35}, by: 'library'});
	void replay.send({id: 'stop', args: {}, by: 'library'});
	t.is((await replay.ended).error, undefined);
});

test.serial('a checkpoint of another engine is refused', async t => {
	const folder = scratch(t);
	t.is((await run(folder, ['--engine', engine(), '--steps', '3', ...options])).code, 0);
	const other = await run(folder, ['--resume', 'run', '--engine', engine('alien'), '--steps', '3']);
	t.is(other.code, 3);
	t.regex(other.stderr, /saved with the engine test engine, and this one is alien; --force takes over the variables/);
	const forced = await run(folder, ['--resume', 'run', '--engine', engine('alien'), '--steps', '3', '--force']);
	t.is(forced.code, 0, forced.stderr);
	const {x} = (await saved(join(folder, 'run'), 'state_6.1.npz')).variables;
	t.true(x?.every(each => Math.abs(each - 0.06) < 1e-6));
});

test.serial('a replay of an engine that can go back to no state goes the whole way to a tick', async t => {
	const folder = scratch(t);
	const args = ['--engine', engine('lacks-save-write'), '--steps', '40', '--checkpoint-every', '10t', ...options];
	t.is((await run(folder, args)).code, 0);
	const replay = await openReplay(join(folder, 'run'));
	await replay.send({id: 'pause', args: {}, by: 'library'});
	for (const tick of [35, 12]) {
		await replay.send({id: 'seek', args: {tick}, by: 'library'});
		for (let i = 0; replay.frame().status.tick !== tick && i < 400; i++) await delay(20);
		t.true(Math.abs(replay.frame().field[0]! - tick / 100) < 1e-6);
	}
	await replay.send({id: 'stop', args: {}, by: 'library'});
	await replay.ended;
});

test.serial(
	'a checkpoint that the engine does not give its state for is refused, and what holds its pipes keeps no run alive',
	async t => {
		const {client, send, messages} = await opened(t, {
			engine: `sleep 60 & ${engine('unsaved-late')}`,
			engineLost: 'pause',
		});
		await send('pause');
		t.like(await send('checkpoint'), {ok: false, code: 'engine-lost'});
		t.true(messages('engine').some(each => each.includes('its state was asked for, and frame came')));
		const begun = performance.now();
		await send('stop');
		await client.ended;
		t.true(performance.now() - begun < 30_000);
	},
);

test.serial('a script steers an engine, goes back in it, and what is exported of it does the same again', async t => {
	const folder = scratch(t);
	const script = [
		{at: 2, id: 'set', args: {name: 'rate', value: 0.5}},
		{at: 4, id: 'checkpoint', args: {}},
		{at: 6, id: 'excite', args: {node: 3}},
		{at: 8, id: 'restore', args: {file: 'state_4.npz'}},
	];
	writeFileSync(join(folder, 'script.jsonl'), script.map(each => `${JSON.stringify(each)}\n`).join(''));
	const first = await run(folder, ['--engine', engine(), '--script', 'script.jsonl', '--steps', '12', ...options]);
	t.is(first.code, 0, first.stderr);
	const state = await saved(join(folder, 'run'), 'state_8.1.npz');
	t.true(state.variables['x']?.every(each => Math.abs(each - 3.02) < 1e-6));
	t.like(await verifyRun(join(folder, 'run')), {ticks: 12, epochs: 2, commands: 3});
	const lines = await exportScript(join(folder, 'run'));
	for (const each of [`--engine '${engine()}'`, '--param rate=0.01']) t.true(lines.includes(each), lines);
	t.notRegex(lines, /--(?:noise|coupling|kernel|neurons|init) /);
});
