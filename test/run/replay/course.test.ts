import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {digestState} from '../../../source/base/digest.ts';
import {ConnectopError} from '../../../source/base/errors.ts';
import {readDigests} from '../../../source/records/digest-log.ts';
import {readRunDocument} from '../../../source/records/run-document.ts';
import {type Course, openCourse} from '../../../source/run/replay/course.ts';

import {lastRecorded} from '../../../source/run/replay/last-recorded.ts';
import {createPlayer} from '../../../source/run/replay/player.ts';
import {stageGraph, stageStart} from '../../../source/run/replay/stage.ts';
import {surveyJournal} from '../../../source/run/replay/survey.ts';
import {readTimeline} from '../../../source/run/replay/timeline.ts';
import {createShared} from '../../../source/run/shared.ts';
import {built, library, scratch} from '../cli.ts';

test.before(built);

const quick = {kernel: 'cpu', hz: 1000, neurons: 30, k: 4, vizEvery: 'never'} as const;

async function recorded(t: ExecutionContext): Promise<string> {
	const directory = join(scratch(t), 'run');
	const {openRun} = await library();
	const client = await openRun({
		...quick,
		checkpointEvery: {ticks: 20},
		checkpointKeep: 0,
		steps: 100,
		runDirectory: directory,
		synthetic: 'pulse',
	});
	t.is((await client.ended).error, undefined);
	return directory;
}

/** The recorded course of a run's first stretch, to be played. */
async function setupOf(directory: string) {
	const survey = await surveyJournal(directory);
	const [first] = survey.stretches;
	if (!first) throw new Error('a journal has a header');
	const on = await stageGraph(directory, first.start);
	const timeline = await readTimeline({
		directory,
		stretches: 1,
		lines: survey.lines,
		recorded: lastRecorded(directory),
		checkpoints: (await readRunDocument(directory)).checkpoints,
	});
	return {directory, timeline, on, block: createShared(on.graph.n, 1)};
}

/** A course at its beginning, and how to wait until no file is read any more. Rejects with what it fails with. */
async function opened(directory: string): Promise<{readonly course: Course; rest(): Promise<void>}> {
	let woken = Promise.withResolvers<void>();
	const failed = Promise.withResolvers<void>();
	failed.promise.catch(() => undefined); // whoever waits hears of it
	const course = await openCourse({
		...(await setupOf(directory)),
		changed: () => undefined,
		wake() {
			woken.resolve();
			woken = Promise.withResolvers();
		},
		fail: failed.reject,
	});
	const rest = async () => {
		while (course.holds) await Promise.race([woken.promise, failed.promise]);
		await Promise.race([failed.promise, Promise.resolve()]);
	};
	return {course, rest};
}

test('of two moments that are sought at once the newest is come to, also when it is before the place of the first', async t => {
	const directory = await recorded(t);
	const digests = await readDigests(join(directory, 'digests.bin'));
	const {course, rest} = await opened(directory);
	for (const [...ticks] of [
		[95, 56],
		[95, 10],
		[30, 99, 61, 41],
	]) {
		for (const tick of ticks) course.seek({epoch: 0, tick});
		await rest();
		while (!course.arrive()) {
			course.play();
			course.stage.nexus.tick();
			t.true(course.where.tick <= 100);
		}
		const {lo, hi} = digests[(ticks.at(-1) ?? 0) - 1] ?? {};
		t.like(course.where, {tick: ticks.at(-1)}, ticks.join());
		t.deepEqual([...digestState(Object.values(course.stage.nexus.snapshot().variables))], [lo, hi], ticks.join());
		t.is(course.sought, undefined);
	}
});

test('a moment that is here already when it is sought is not gone past', async t => {
	const said: unknown[] = [];
	const {driven, script} = await createPlayer({
		...(await setupOf(await recorded(t))),
		speed: 1,
		emit: emission => void said.push(emission.type === 'event' ? emission.news.message : emission.type),
		wake: () => undefined,
		fail: t.fail,
	});
	script.play();
	driven.tick();
	t.true(driven.apply({id: 'seek', args: {tick: 1}, by: 'test'}).ok);
	driven.tick();
	t.is(driven.tickCount, 1);
	t.true(said.includes('at tick 1 of epoch 0'));
	driven.tick();
	t.is(driven.tickCount, 2);
});

test('a place behind the moment that is sought is not taken for it', async t => {
	const directory = await recorded(t);
	const {course, rest} = await opened(directory);
	course.seek({epoch: 0, tick: 5});
	while (course.where.tick < 6) course.stage.nexus.tick();
	t.false(course.arrive());
	await t.throwsAsync(rest, {message: /its journal does not lead to tick 5 of epoch 0$/});
});

test('a state whose content is not what run.json says is not begun from, and the file is named', async t => {
	const directory = await recorded(t);
	const {course, rest} = await opened(directory);
	// A whole file, of another state.
	writeFileSync(join(directory, 'state_80.npz'), readFileSync(join(directory, 'state_60.npz')));
	course.seek({epoch: 0, tick: 85});
	const error = await t.throwsAsync(rest, {instanceOf: ConnectopError});
	t.regex(error.message, /state_80\.npz: its content is not what was saved$/);
	t.notRegex(error.message, /\n/);
});

test('the state that a run made of a checkpoint file is compared with what run.json says', async t => {
	const directory = await recorded(t);
	const on = join(directory, '..', 'on');
	const {openRun} = await library();
	const client = await openRun({resume: join(directory, 'state_40.npz'), runDirectory: on, steps: 20});
	t.is((await client.ended).error, undefined);
	const start = (await surveyJournal(on)).stretches[0]?.start;
	if (!start) throw new Error('a journal has a header');
	t.is((await stageStart(on, start))?.tick, start.tick);
	const {checkpoints} = await readRunDocument(on);
	const [first, second] = checkpoints.map(each => join(on, each.file));
	writeFileSync(first ?? '', readFileSync(second ?? ''));
	const error = await t.throwsAsync(() => stageStart(on, start), {instanceOf: ConnectopError});
	t.regex(error.message, /state_\d+\.npz: its content is not what was saved$/);
});
