import test from 'ava';
import {newDetector} from '../../source/connectome/spike-detector.ts';
import {createSaveQueue, type SaveJob} from '../../source/run/save-queue.ts';

const job = (tick: number, why: string): SaveJob =>
	({
		state: {
			tick,
			epoch: 0,
			theta: tick,
			thetaBefore: tick,
			variables: {},
			stimulus: new Float32Array(25),
			detector: newDetector(),
		},
		settings: {},
		why,
		at: {at: 0, epoch: 0, tick},
	}) as unknown as SaveJob;

test('a slow disk: of the interval the newest waits where room is short; others are never left out, and the order stays', async t => {
	const saved: string[] = [];
	const gate = Promise.withResolvers<void>();
	let told = 0;
	const queue = createSaveQueue(
		async ({state, why}) => {
			await gate.promise;
			saved.push(`${why} ${state.tick}`);
		},
		() => told++,
		300,
	);
	queue.add(job(0, 'start'));
	for (let tick = 1; tick <= 50; tick++) queue.add(job(tick, 'interval'));
	queue.add(job(50, 'asked'));
	for (let tick = 51; tick <= 60; tick++) queue.add(job(tick, 'interval'));
	queue.add(job(60, 'end'));
	gate.resolve();
	await queue.settled();
	t.deepEqual(saved, ['start 0', 'interval 1', 'interval 50', 'asked 50', 'interval 60', 'end 60']);
	t.is(queue.skipped, 57);
	t.is(told, 1);
});

test('a disk that keeps up leaves nothing out', async t => {
	const saved: number[] = [];
	const queue = createSaveQueue(
		async ({state}) => void saved.push(state.tick),
		() => t.fail(),
		300,
	);
	for (let tick = 1; tick <= 5; tick++) {
		queue.add(job(tick, 'interval'));
		await queue.settled();
	}
	t.deepEqual(saved, [1, 2, 3, 4, 5]);
});

test('states are let go of when they were saved or left out, and not before', async t => {
	const gate = Promise.withResolvers<void>();
	const queue = createSaveQueue(
		() => gate.promise,
		() => undefined,
		0,
	);
	const holds = ['start', 'interval', 'interval', 'asked'].map((why, tick) => {
		const hold = Int32Array.of(1);
		const one = job(tick, why);
		queue.add({...one, state: {...one.state, hold}});
		return hold;
	});
	const held = () => holds.map(([word]) => word);
	t.deepEqual(held(), [1, 0, 1, 1], 'the second is left out for the third');
	gate.resolve();
	await queue.settled();
	t.deepEqual(held(), [0, 0, 0, 0]);
});
