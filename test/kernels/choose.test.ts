import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {plainMeter} from '../../source/connectome/metrics.ts';
import {pairsOf} from '../../source/connectome/pairs.ts';
import {generate} from '../../source/connectome/topologies.ts';
import {linearRateModel} from '../../source/dynamics/linear-rate/model.ts';
import type {Model} from '../../source/dynamics/model.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {chooseKernel} from '../../source/kernels/choose.ts';
import {trialPlan} from '../../source/kernels/trial.ts';
import {chooseMeter, openWasm} from '../../source/kernels/wasm/host.ts';
import {createPublisher, createShared} from '../../source/run/shared.ts';

const graph = generate('knn', 2000, 12, 0);
const {wasm: _none, ...plain} = voidModel;
const own: Model = plain;

async function setUp() {
	const block = createShared(graph.n, 1);
	const {state} = createPublisher(block);
	state.current[0]?.fill(0.4);
	state.stimulus.fill(0.5);
	return {state, host: await openWasm(block, 1)};
}

const nowhere = {reason: 'a test'} as const;

test('of the bit-exact kernels the faster one is taken and both figures are told; the state is as it was', async t => {
	for (const model of [voidModel, linearRateModel]) {
		const {state, host} = await setUp();
		const {kernel, reason} = await chooseKernel(model, graph, state, {choice: 'auto', exact: true, wasm: host});
		t.regex(reason, /^fastest here \((wasm )?[\d.]+ ms a tick, cpu [\d.]+ ms\); gpu not taken: it is not bit-exact$/);
		t.true(kernel.exact);
		t.true(state.current[0]?.every(each => each === Math.fround(0.4)));
		t.true(state.stimulus.every(each => each === 0.5));
	}
});

test('without wasm, or for a model that is not compiled to it, the cpu runs and the reason says why', async t => {
	const {state, host} = await setUp();
	const without = await chooseKernel(voidModel, graph, state, {choice: 'auto', exact: true, wasm: nowhere});
	t.is(without.kernel.id, 'cpu');
	t.regex(without.reason, /^wasm not taken: a test;/);
	const other = await chooseKernel(own, graph, state, {choice: 'auto', exact: true, wasm: host});
	t.is(other.kernel.id, 'cpu');
	t.regex(other.reason, /^wasm not taken: void field is not compiled to wasm;/);
});

test('wasm that was asked for and cannot be had ends in one line', async t => {
	const {state, host} = await setUp();
	t.is((await chooseKernel(voidModel, graph, state, {choice: 'wasm', exact: false, wasm: host})).kernel.id, 'wasm');
	await t.throwsAsync(chooseKernel(voidModel, graph, state, {choice: 'wasm', exact: false, wasm: nowhere}), {
		message: "--kernel wasm: can't be had: a test; use --kernel cpu or auto",
	});
	await t.throwsAsync(chooseKernel(own, graph, state, {choice: 'wasm', exact: false, wasm: host}), {
		message: /void field is not compiled to wasm/,
	});
});

test('a meter without wasm counts everything, and says why', t => {
	const {meter, plain: why} = chooseMeter(graph, pairsOf(graph), nowhere);
	t.is(why, 'a test');
	t.is(meter.measure(new Float32Array(graph.n).fill(1), 0.15).cohesion, 1);
	t.deepEqual(meter.audit(new Float32Array(graph.n), 0.15), []);
});

test('the rows of an undirected graph and its pairs give the same figures', async t => {
	const {state, host} = await setUp();
	const [field = new Float32Array()] = state.current;
	for (let i = 0; i < field.length; i++) field[i] = ((i * 37) % 100) / 100;
	const plain = plainMeter(pairsOf(graph)).measure(field, 0.15);
	t.deepEqual(chooseMeter(graph, pairsOf(graph), host).meter.measure(field, 0.15), plain);
	t.deepEqual(chooseMeter({...graph, directed: true}, pairsOf(graph), host).meter.measure(field, 0.15), plain);
});

test('a trial leaves a stimulus that is about to end as it is: a resume has the bits of the run that went on', async t => {
	const {state, host} = await setUp();
	state.stimulus.fill(9.5e-7);
	await chooseKernel(voidModel, graph, state, {choice: 'auto', exact: true, wasm: host});
	t.true(state.stimulus.every(each => each === Math.fround(9.5e-7)));
});

test('a meter that finds no room gives back what it had: the rest is there for others', async t => {
	const {host} = await setUp();
	if ('reason' in host) return t.fail(host.reason);
	const {arena} = host;
	const full = () => {
		throw new ConnectopError('failed', 'kernel-memory', 'no room');
	};
	const before = arena.mark();
	const {plain: why} = chooseMeter(graph, pairsOf(graph), {...host, arena: {...arena, float64: full}});
	t.is(why, 'no room');
	t.is(arena.mark(), before);
	return undefined;
});

test('a wasm kernel that is not taken, or finds no room, gives back what it had', async t => {
	const {state, host} = await setUp();
	if ('reason' in host) return t.fail(host.reason);
	const {arena} = host;
	const wish = {choice: 'auto', exact: true} as const;
	const before = arena.mark();
	const full = () => {
		arena.float64(100);
		throw new ConnectopError('failed', 'kernel-memory', 'no room');
	};
	const crowded = {...host, arena: {...arena, float32: full, int32: full, uint32: full, part: full}};
	const {reason} = await chooseKernel(voidModel, graph, state, {...wish, wasm: crowded});
	t.regex(reason, /^wasm not taken: no room;/);
	t.is(arena.mark(), before);
	const {kernel} = await chooseKernel(voidModel, graph, state, {...wish, wasm: host});
	t.is(arena.mark() === before, kernel.id === 'cpu');
	return undefined;
});

test('kernel and meter are the same in memory that was used before', async t => {
	const [clean, used] = [await setUp(), await setUp()];
	if ('reason' in used.host) return t.fail(used.host.reason);
	const {arena} = used.host;
	const mark = arena.mark();
	arena.uint32(100_000).fill(0xff_ff_ff_ff);
	arena.reset(mark);
	const after = await Promise.all(
		[clean, used].map(async ({state, host}) => {
			const [field = new Float32Array()] = state.current;
			for (let i = 0; i < field.length; i++) field[i] = ((i * 37) % 100) / 100;
			const {kernel} = await chooseKernel(voidModel, graph, state, {choice: 'wasm', exact: true, wasm: host});
			const {meter} = chooseMeter(graph, pairsOf(graph), host);
			for (let tick = 0; tick < 3; tick++)
				kernel.step(state, trialPlan(voidModel, graph), {kind: 'node', seed: 1, tick, amplitude: 0.1});
			kernel.silence?.([1, 2, 3]);
			kernel.step(state, trialPlan(voidModel, graph), {kind: 'none', seed: 1, tick: 3, amplitude: 0});
			return [Array.from(state.next[0] ?? []), meter.measure(field, 0.15), meter.measure(state.next[0] ?? field, 0.15)];
		}),
	);
	t.deepEqual(after[1], after[0]);
	return undefined;
});
