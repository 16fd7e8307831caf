import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {digestState} from '../../../source/base/digest.ts';
import {readDigests} from '../../../source/records/digest-log.ts';
import {readJsonLines} from '../../../source/records/json-lines.ts';
import {openReplay, type ReplayOptions} from '../../../source/run/replay/open-replay.ts';
import type {ReplayRun} from '../../../source/run/replay/replay-run.ts';
import {built, library, scratch} from '../cli.ts';
import {steer} from './random-run.ts';

test.before(built);

const nodes = 40;
const quick = {kernel: 'cpu', hz: 1000, neurons: nodes, k: 4, vizEvery: 'never'} as const;

async function recorded(t: ExecutionContext, seed: number): Promise<string> {
	const directory = join(scratch(t), 'run');
	const {openRun} = await library();
	const client = await openRun({
		...quick,
		seed,
		runDirectory: directory,
		checkpointEvery: {ticks: 50},
		checkpointKeep: 3,
	});
	await steer(client, seed, 60, nodes);
	await client.send({id: 'set', args: {name: 'hz', value: 1000}, by: 'library'});
	await client.send({id: 'stop', args: {}, by: 'library'});
	t.is((await client.ended).error, undefined);
	return directory;
}

/** Opens a replay that is left when the test is over, however that ends. */
async function opened(t: ExecutionContext, directory: string, options: ReplayOptions): Promise<ReplayRun> {
	const client = await openReplay(directory, options);
	t.teardown(async () => {
		client.detach();
		await client.ended;
	});
	return client;
}

const send = (client: ReplayRun, id: string, args = {}) => client.send({id, args, by: 'test'});

async function until(what: () => boolean): Promise<void> {
	while (!what()) await delay(5);
}

/** The digest of the state that a replay shows; it stands still. */
const shown = (client: ReplayRun) => digestState([client.frame().field]);

const atRest = (client: ReplayRun) => (epoch: number, tick: number) => () => {
	const {status} = client.frame();
	return status.epoch === epoch && status.tick === tick;
};

test('a replay plays to the last recorded tick, pauses there, and shows the recorded events', async t => {
	const directory = await recorded(t, 21);
	const files = () =>
		readdirSync(directory, {recursive: true, withFileTypes: true})
			.filter(each => each.isFile())
			.map(each => [each.name, readFileSync(join(each.parentPath, each.name), 'hex')]);
	const before = files();
	const client = await opened(t, directory, {speed: 1000});
	t.is(client.frame().link?.state, 'replay');
	const {epoch = 0, tick = 0, lo, hi} = (await readDigests(join(directory, 'digests.bin'))).at(-1) ?? {};
	await until(() => client.frame().status.paused && atRest(client)(epoch, tick)());
	t.deepEqual([...shown(client)], [lo, hi]);
	const recordedEvents: string[] = [];
	for await (const {row} of readJsonLines(join(directory, 'events.jsonl'))) recordedEvents.push(String(row['kind']));
	await until(() => client.frame().events.some(each => each.kind === 'end' && each.seq > 0));
	const kinds = client.frame().events.flatMap(each => (each.seq === 0 ? [] : [each.kind]));
	t.true(recordedEvents.length >= kinds.length && kinds.length > 10);
	await send(client, 'stop');
	const end = await client.ended;
	t.is(end.error, undefined);
	t.regex(end.summary, /nothing was changed/);
	t.deepEqual(files(), before, 'no file was touched');
});

/** Takes the places among the commands out of run.json, as older runs have none: a replay can't begin at their checkpoints. */
function withoutPlaces(directory: string): void {
	const path = join(directory, 'run.json');
	writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/,\s+"seq": \d+/g, ''));
}

for (const [name, change] of [
	['', () => undefined],
	[', in an older run too', withoutPlaces],
] as const)
	test(`a replay goes to any tick of any epoch, forward and back, and its state is the recorded one${name}`, async t => {
		const directory = await recorded(t, 22);
		change(directory);
		const digests = await readDigests(join(directory, 'digests.bin'));
		const client = await opened(t, directory, {at: 0});
		t.like(await send(client, 'pause'), {ok: true});
		const targets = [0.9, 0.1, 0, 0.5, 0.51, 0.3, 0.99, 0.02].map(each => digests[Math.floor(each * digests.length)]);
		for (const target of targets) {
			const {epoch = 0, tick = 0, lo, hi} = target ?? {};
			t.like(await send(client, 'seek', {tick, epoch}), {ok: true});
			await until(() => client.frame().status.paused && atRest(client)(epoch, tick)());
			t.deepEqual([...shown(client)], [lo, hi], `tick ${tick} of epoch ${epoch}`);
		}
		await send(client, 'seek', {tick: 5, epoch: 0});
		await until(atRest(client)(0, 5));
		await send(client, 'step', {count: 2});
		await until(atRest(client)(0, 7));
		const seven = digests.find(each => each.epoch === 0 && each.tick === 7);
		t.deepEqual([...shown(client)], [seven?.lo, seven?.hi]);
		await send(client, 'stop');
		await client.ended;
	});

test('a replay is not steered: other commands are refused, and so are ticks that were not recorded', async t => {
	const directory = await recorded(t, 23);
	const client = await opened(t, directory, {speed: 0.001});
	t.like(await send(client, 'set', {name: 'hz', value: 5}), {ok: false, code: 'replay'});
	t.like(await send(client, 'excite', {node: 3}), {ok: false, code: 'replay'});
	t.like(await send(client, 'checkpoint'), {ok: false, code: 'replay'});
	t.like(await send(client, 'toString'), {ok: false, code: 'replay'});
	t.like(await send(client, 'seek', {tick: 1e7}), {ok: false, code: 'seek'});
	t.like(await send(client, 'seek', {tick: -1}), {ok: false, code: 'arguments'});
	t.like(await send(client, 'speed', {factor: 0}), {ok: false, code: 'arguments'});
	t.like(await send(client, 'speed', {factor: 3}), {ok: true});
	t.true((await client.mapGraph()).n === nodes && client.checkpoints().length > 1);
	t.true((await client.verifyCheckpoint('state_0.npz')).ok);
	t.true((await client.pastEvents(5)).length === 5);
	await send(client, 'stop');
	await client.ended;
	t.like(await send(client, 'pause'), {ok: false, code: 'ended'});
	await t.throwsAsync(() => openReplay(directory, {at: 1e7}), {
		message: /--at 10000000: tick 10000000 was not recorded/,
	});
	await t.throwsAsync(() => openReplay(directory, {speed: 0}), {message: /--speed 0/});
});
