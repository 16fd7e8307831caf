import process from 'node:process';
import test from 'ava';
import {compile, findCompiler} from '../../source/bench/c-programs.ts';
import {openScene} from '../../source/bench/children.ts';
import {cpuSeconds} from '../../source/bench/program/cpu-time.ts';
import {saveFigures} from '../../source/bench/program/keeping.ts';
import {openProgram} from '../../source/bench/program/program.ts';
import {counterOf, documentOf, logRows} from '../../source/bench/program/records.ts';
import {frameEnds, help} from '../../source/bench/program/start-up.ts';
import {built, program} from '../program.ts';
import {failure} from '../records/scratch.ts';
import {scene} from './_contest.ts';

const looked = openScene();
const compiler = await findCompiler(looked);
looked.clear();
const withCompiler = compiler ? test : test.skip;
const onLinux = process.platform === 'linux' ? test : test.skip;

test.before(built);

const command = [process.execPath, program];
const silent = () => undefined;

test('the program is started in a folder of its own, where its records are read', async t => {
	const at = scene(t);
	const {folder, ended, when} = openProgram(at, undefined, true, silent, command).start(
		'--no-ui --neurons 50 --steps 3 --hz 1000 --log-every 1t'.split(' '),
	);
	t.true((await when('\n')) > 0);
	await ended;
	t.true(folder.startsWith(at.folder));
	t.deepEqual(
		logRows(folder, 'metrics').map(({tick}) => tick),
		[1, 2, 3],
	);
	t.is(documentOf(folder).lastTick, 3);
});

test('what nobody counted, or a run without a checkpoint, is an error and never a promise that is kept', async t => {
	const save = {ts: '', tick: 3, kind: 'checkpoint', data: {why: 'interval', ms: 40}};
	const atEnd = {...save, data: {why: 'end', ms: 40}};
	t.deepEqual(
		saveFigures([save, atEnd], {counters: {missed: 2}}, 50).map(({id, value, samples}) => [id, value, samples]),
		[
			['checkpoint', 0.04, 1],
			['checkpoint-missed', 2, 1],
		],
	);
	t.is((await failure(t, () => saveFigures([atEnd], {counters: {missed: 0}}, 50))).code, 'bench-program');
	t.is((await failure(t, () => saveFigures([save], {counters: {}}, 50))).code, 'bench-program');
	t.is(
		(await failure(t, () => counterOf({counters: {late: 1}}, 'missed'))).message,
		'run.json has no counter "missed"',
	);
});

test('a program that fails is told with the last line that it said', async t => {
	const at = scene(t);
	const {ended, when} = openProgram(at, undefined, true, silent, command).start(['--neurons', '0', '--no-ui']);
	t.regex(
		(await failure(t, () => when('never'))).message,
		/^connectop --neurons 0 --no-ui ended with 2: connectop: --neurons: 0 is not allowed/,
	);
	t.is((await failure(t, () => ended)).code, 'bench-program');
});

withCompiler('a screen is drawn on the terminal that was made for it', async t => {
	const at = scene(t);
	const made = await compile(at, compiler!, 'terminal.c', ['-lutil']);
	if (!('path' in made)) return t.fail(made.reason);
	const run = openProgram(at, made.path, true, silent, command).start(['--neurons', '50', '--duration', '0.5'], {
		screen: true,
	});
	t.true((await run.when(frameEnds)) > 0);
	t.true(run.said().includes('connectop'));
	await run.ended;
	t.is(documentOf(run.folder).endReason, 'duration');
});

test('the time of --help is a figure with a promise', async t => {
	const [figure] = await help(openProgram(scene(t), undefined, true, silent, command));
	t.is(figure?.id, 'help');
	t.is(figure?.samples, 5);
	t.true((figure?.value ?? 0) > 0);
	t.deepEqual(figure?.promise, {atMost: 250});
});

onLinux('the processor time of a process grows with what it does, and is not known of none', t => {
	const before = cpuSeconds(process.pid);
	const until = (before?.mainThread ?? 0) + 0.05;
	let after = before;
	while ((after?.mainThread ?? Infinity) < until) after = cpuSeconds(process.pid);
	t.true((after?.process ?? 0) >= (after?.mainThread ?? 1));
	t.is(cpuSeconds(2 ** 30), undefined);
});
