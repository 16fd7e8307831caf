import process from 'node:process';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {checkEngine} from '../../../source/run/external/check/check-engine.ts';
import {openProbe} from '../../../source/run/external/check/probe.ts';

const fixture = fileURLToPath(new URL('engine.mjs', import.meta.url));
const where = (...args: readonly string[]) => ({
	command: [process.execPath, fixture, ...args].join(' '),
	cwd: process.cwd(),
});
/** Long enough for a process to start on a machine that has much to do. */
const patient = 60_000;

const wrongs: ReadonlyArray<readonly [wrong: string, line: RegExp]> = [
	['exit', /^engine of the tests; it ended with exit code 3$/],
	[
		'print',
		/^text came on its data pipe \(stdout\): “how is it going\?”; only messages may go there, print to stderr$/,
	],
	['nan', /^frame 5: x of node 2 is NaN, which is no number that float32 holds$/],
	['other', /^frame 5: x has the shape \[7\] and the graph 8 nodes$/],
	['huge', /^frame: its arrays have 1600000000 bytes, far more than belong there$/],
	['early', /^a frame of tick 5 was asked for, and one of tick 6 came$/],
	['bounds', /^frame 5: x of node 0 is 1000000; hello says -1000 to 1000$/],
	['json', /^a line that is not JSON came/],
	['flood', /^it sent more than 5000 events in a second$/],
	['error', /^it gave up: it blew up$/],
];

for (const [wrong, line] of wrongs) {
	test.serial(`what an engine does wrong is told in one line: ${wrong}`, async t => {
		const probe = await openProbe(where(wrong), patient, 0);
		t.teardown(probe.kill);
		await probe.start(1);
		for (let tick = 1; tick < 5; tick++) t.is((await probe.step())[0]?.length, 8);
		const {message} = (await t.throwsAsync(probe.step())) ?? {};
		t.regex(message ?? '', line);
	});
}

test.serial('an answer too much is told', async t => {
	const probe = await openProbe(where('twice'), patient, 0);
	t.teardown(probe.kill);
	await probe.start(1);
	const steps = async () => {
		for (let tick = 1; tick < 7; tick++) await probe.step();
	};
	await t.throwsAsync(steps, {
		message:
			/it sent frame without being asked|a frame of tick 6 was asked for, and one of tick 5 came|the engine is gone/,
	});
});

const starts: ReadonlyArray<readonly [wrong: string, line: RegExp]> = [
	['talks', /^text came on its data pipe \(stdout\): “Loading…”/],
	['protocol', /^it speaks protocol 2; this version speaks 1$/],
];

for (const [wrong, line] of starts) {
	test.serial(`an engine that can not begin says why: ${wrong}`, async t => {
		const {message} = (await t.throwsAsync(openProbe(where(wrong), patient, 0))) ?? {};
		t.regex(message ?? '', line);
	});
}

test.serial('an engine that never says hello is not waited for without end', async t => {
	const {message} = (await t.throwsAsync(openProbe(where('mute'), 300, 0))) ?? {};
	t.is(message, 'no answer to the start: hello within 0.3 s');
});

test.serial('a good engine passes the check, and one that lies does not', async t => {
	const good = await checkEngine(where(), {nodes: 50, timeoutMs: patient, found: () => undefined});
	t.true(good.ok, JSON.stringify(good.findings));
	t.deepEqual(
		good.findings.map(each => each.rule),
		[
			'hello',
			'start and step',
			'parameters',
			'unknown fields',
			'ticks that jump',
			'deterministic',
			'dt',
			'stimulus',
			'write',
			'save and load',
			'end',
		],
	);
	const bad = await checkEngine(where('unsaved'), {nodes: 50, timeoutMs: patient, found: () => undefined});
	t.deepEqual(
		bad.findings.filter(each => !each.ok).map(each => [each.rule, each.detail]),
		[['save and load', 'save was answered by frame without an array state of dtype u1']],
	);
});
