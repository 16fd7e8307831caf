import {Worker} from 'node:worker_threads';
import test from 'ava';
import {
	createPublisher,
	createShared,
	createSubscriber,
	type Gauges,
	share,
	sharedBytes,
} from '../../source/run/shared.ts';

/** Gauges that all hold one number, so that a mixture shows. */
function gaugesOf(value: number): Gauges {
	const names = Object.keys(createSubscriber(createShared(1, 1)).gauges());
	return Object.fromEntries(names.map(name => [name, value])) as Gauges;
}

test('what is published is read, field and gauges', t => {
	const block = createShared(3, 2);
	t.true(block.memory.byteLength - block.at >= sharedBytes(3, 2));
	const [publisher, subscriber] = [createPublisher(block), createSubscriber(block)];
	publisher.state.current[0]?.set([1, 2, 3]);
	t.deepEqual([...(subscriber.field()[0] ?? [])], [1, 2, 3]);
	publisher.state.next[0]?.set([4, 5, 6]);
	publisher.state.next[1]?.set([7, 8, 9]);
	t.deepEqual([...(subscriber.field()[0] ?? [])], [1, 2, 3], 'a tick that is being computed is not seen');
	publisher.swap();
	t.deepEqual(
		subscriber.field().map(values => [...values]),
		[
			[4, 5, 6],
			[7, 8, 9],
		],
	);
	t.deepEqual([...(publisher.state.current[0] ?? [])], [4, 5, 6]);
	publisher.swap();
	t.deepEqual([...(subscriber.field()[0] ?? [])], [1, 2, 3]);
	publisher.publish(gaugesOf(3));
	t.deepEqual(subscriber.gauges(), gaugesOf(3));
});

test('variables, buffers and stimulus do not overlap', t => {
	const publisher = createPublisher(createShared(5, 3));
	const arrays = [...publisher.state.current, ...publisher.state.next, publisher.state.stimulus];
	for (const [i, array] of arrays.entries()) array.fill(i + 1);
	t.deepEqual(
		arrays.map(array => [...new Set(array)]),
		arrays.map((_, i) => [i + 1]),
	);
	t.true(arrays.every(array => array.length === 5));
});

test('gauges are those of one moment, whoever writes meanwhile', async t => {
	const block = createShared(1, 1);
	const source = new URL('../../source/run/shared.ts', import.meta.url).href;
	const writer = new Worker(
		`const {workerData} = require('node:worker_threads');
		import(workerData.source).then(({createPublisher, createSubscriber}) => {
			const publisher = createPublisher(workerData.block);
			const names = Object.keys(createSubscriber(workerData.block).gauges());
			for (let n = 1; n <= 200000; n++) publisher.publish(Object.fromEntries(names.map(name => [name, n])));
		});`,
		{eval: true, workerData: {block, source}},
	);
	const ended = new Promise((resolve, reject) => writer.once('exit', resolve).once('error', reject));
	const subscriber = createSubscriber(block);
	let over = false;
	void ended.then(() => (over = true));
	let [read, last] = [0, 0];
	while (!over) {
		for (let i = 0; i < 2000; i++) {
			const values = Object.values(subscriber.gauges());
			if (new Set(values).size !== 1) t.fail(values.join());
			const [now = 0] = values;
			if (now < last) t.fail(`${now} after ${last}`);
			last = now;
			read++;
		}
		await new Promise(resolve => setImmediate(resolve));
	}
	await ended;
	t.is(subscriber.gauges().tick, 200_000);
	t.true(read > 0);
});

test('sharing keeps values and type', t => {
	for (const array of [Float32Array.of(1.5, -2), Int32Array.of(3, -4), Uint8Array.of(5, 255), new Float32Array(0)]) {
		const shared = share(array);
		t.deepEqual(shared, array);
		t.true(shared.buffer instanceof SharedArrayBuffer);
	}
});
