import {Worker} from 'node:worker_threads';
import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {openWasm} from '../../../source/kernels/wasm/host.ts';
import {gateAt} from '../../../source/kernels/wasm/layout.ts';
import {wasmField} from './wasm-field.ts';

const plan = {
	dt: 1,
	u: 1,
	p: [0.25, 0.1, 1.1],
	substeps: 1,
	coupling: 1e-3,
	noiseScale: 1,
	stimulusScale: 1,
	stimulusDecay: 0.9,
};
const draw = {kind: 'node', seed: 1, tick: 9, amplitude: 0.02} as const;

test('a thread that takes part and never comes back is told after ten seconds, instead of waited for', async t => {
	const {publisher, kernel, block} = await wasmField(t, voidModel, generate('knn', 20_000, 12, 3), 2);
	// Goes in at the gate as a thread does, and stays.
	const stuck = new Worker(
		`const {workerData, parentPort} = require('node:worker_threads');
		const gate = new Int32Array(workerData.memory.buffer, workerData.at, 1);
		const before = Atomics.load(gate, 0) & ~0x3ff;
		parentPort.postMessage('ready');
		for (;;) {
			const now = Atomics.load(gate, 0);
			if ((now & ~0x3ff) === before || (now & 0x100) !== 0) continue;
			if (Atomics.compareExchange(gate, 0, now, now + 1) === now) break;
		}`,
		{eval: true, workerData: {memory: block.wasm, at: gateAt}},
	);
	t.teardown(() => stuck.terminate());
	await new Promise(resolve => stuck.once('message', resolve));
	// It may miss the gate of a short job, and not that of many.
	const error = t.throws(() => {
		for (let tick = 0; tick < 1000; tick++) kernel.step(publisher.state, plan, draw);
	});
	t.is((error as {code?: string}).code, 'kernel-thread');
});

test('without shared wasm memory there is a reason, and no kernel', async t => {
	const host = await openWasm({memory: new SharedArrayBuffer(0), why: 'no address space'}, 2);
	t.deepEqual(host, {reason: 'no wasm memory could be had: no address space'});
});

test('nodes that are silenced again and again take no more memory', async t => {
	const {kernel, block} = await wasmField(t, voidModel, generate('knn', 20_000, 12, 3), 1);
	kernel.silence?.([1]);
	const bytes = block.wasm?.buffer.byteLength ?? 0;
	for (let i = 0; i < 20; i++) kernel.silence?.([i, 2 * i + 1, 19_999]);
	t.true((block.wasm?.buffer.byteLength ?? 0) <= bytes + 65_536);
});

test('a silence that finds no room is refused, and the steps go on as before', async t => {
	const graph = generate('knn', 20_000, 12, 3);
	const {publisher, kernel, block} = await wasmField(t, voidModel, graph, 1);
	const memory = block.wasm;
	t.truthy(memory);
	if (!memory) return;
	kernel.step(publisher.state, plan, draw);
	const before = publisher.state.next[0]?.slice();
	const grow = memory.grow.bind(memory);
	memory.grow = () => {
		throw new RangeError('full');
	};
	t.throws(() => kernel.silence?.([1, 2, 3]), {message: /wasm memory can't grow/});
	kernel.step(publisher.state, plan, draw);
	t.deepEqual(publisher.state.next[0], before);
	memory.grow = grow;
	for (let i = 0; i < 30; i++) kernel.silence?.(i % 2 === 0 ? [3, i + 4] : Array.from({length: 9000}, (_, j) => j));
	kernel.silence?.([]);
	kernel.step(publisher.state, plan, draw);
	t.deepEqual(publisher.state.next[0], before);
});
