import test from 'ava';
import fc from 'fast-check';
import {plainMeter} from '../../../source/connectome/metrics.ts';
import {pairsOf} from '../../../source/connectome/pairs.ts';
import {newDetector} from '../../../source/connectome/spike-detector.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import type {Model} from '../../../source/dynamics/model.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import type {Kernel} from '../../../source/kernels/kernel.ts';
import {Nexus} from '../../../source/run/nexus.ts';
import {startSettings} from '../../../source/run/settings.ts';
import {createPublisher, createShared} from '../../../source/run/shared.ts';
import {fitzHughNagumo, smallModel} from '../../kernels/gpu/models.ts';
import {harness} from '../nexus-harness.ts';

const sender =
	({nexus}: Pick<ReturnType<typeof harness>, 'nexus'>) =>
	(id: string, args: object = {}) =>
		nexus.apply({id, args: {...args}, by: 'key'});

test('a clamped node has its value at once, after every tick and after whatever else acts on it, until it is released', t => {
	const run = harness({neurons: 30, init: 'uniform'});
	const send = sender(run);
	run.ticks(3);
	t.true(send('clamp', {nodes: [7, 2, 7], value: 0.5}).ok);
	t.deepEqual(run.nexus.settings.clamped, [
		{node: 2, value: 0.5},
		{node: 7, value: 0.5},
	]);
	const values = () => [run.nexus.field[2], run.nexus.field[7]];
	t.deepEqual(values(), [0.5, 0.5]);
	run.ticks(5);
	t.deepEqual(values(), [0.5, 0.5]);
	send('quench', {node: 2, hops: 2});
	t.deepEqual(values(), [0.5, 0.5]);
	send('stimulus', {texts: ['the whole alphabet of it all, 0123456789']});
	t.deepEqual(values(), [0.5, 0.5]);
	send('clamp', {nodes: [7], value: 0.25});
	t.deepEqual(values(), [0.5, 0.25]);
	const snapshot = run.nexus.snapshot();
	snapshot.variables['W']?.fill(0.9);
	run.nexus.apply({id: 'restore', args: {file: 'x', sha256: ''}, by: 'key'}, snapshot);
	t.deepEqual(values(), [0.5, 0.25]);
	t.is(run.nexus.field[3], Math.fround(0.9));
	send('release', {nodes: [7]});
	t.deepEqual(values(), [0.5, 0.25], 'it goes on from there');
	run.ticks(1);
	t.is(run.nexus.field[2], 0.5);
	t.not(run.nexus.field[7], 0.25);
	send('release');
	t.deepEqual(run.nexus.settings.clamped, []);
	run.ticks(1);
	t.not(run.nexus.field[2], 0.5);
	t.deepEqual(
		run
			.said('event')
			.map(each => each.news.message)
			.filter(each => /held|released/.test(each)),
		['W of 2 nodes held at 0.5', 'W of node 7 held at 0.25', 'released node 7', 'released node 2'],
	);
	send('release');
	t.is(run.said('event').at(-1)?.news.message, 'nothing is held there');
});

const models: readonly Model[] = [voidModel, linearRateModel, fitzHughNagumo];

test('clamped nodes never differ from their value: any model, graph, step, coupling and number of exchange passes', t => {
	const passes = new Set<number>();
	fc.assert(
		fc.property(
			fc.record({
				of: fc.constantFrom(...models),
				topology: fc.constantFrom(...(['knn', 'ring'] as const)),
				n: fc.integer({min: 5, max: 40}),
				seed: fc.integer({min: 0, max: 1000}),
				dt: fc.constantFrom(0.1, 0.5, 1),
				coupling: fc.constantFrom(...(['scaled', 'raw'] as const)),
				strength: fc.constantFrom(0, 0.02, 0.2, 0.5),
				noise: fc.constantFrom(...(['none', 'shared', 'node'] as const)),
				held: fc.array(fc.tuple(fc.nat(1000), fc.double({min: 0, max: 1, noNaN: true}), fc.boolean()), {
					minLength: 1,
					maxLength: 8,
				}),
			}),
			({of, topology, n, seed, dt, coupling, strength, noise, held}) => {
				const parameters = of.strength === undefined ? {} : {[of.strength]: strength};
				const run = harness({of, on: generate(topology, n, 4, seed), seed, dt, coupling, noise, parameters});
				const send = sender(run);
				const expected = new Map<number, number>();
				for (const [any, value, silent] of held) {
					const node = any % n;
					t.true(silent ? send('silence', {nodes: [node]}).ok : send('clamp', {nodes: [node], value}).ok);
					expected.set(node, silent ? 0 : Math.fround(value));
				}
				passes.add(run.nexus.substeps);
				for (let tick = 0; tick < 10; tick++) {
					for (const [node, value] of expected) t.is(run.nexus.field[node], value);
					run.ticks(1);
				}
			},
		),
		{numRuns: 60},
	);
	t.true(passes.size > 1, 'some ticks had more than one pass');
});

test('held at 0 means as near to 0 as the bounds let it, and values outside them are refused with the bounds', t => {
	const high = smallModel({
		variables: [{name: 'x', unit: '1', min: 2, max: 9, shown: [2, 9]}],
		initial: {high: ([x]) => x?.fill(5)},
	});
	const run = harness({of: high, neurons: 10, noise: 'none'});
	const send = sender(run);
	send('silence', {nodes: [4]});
	t.is(run.nexus.field[4], 2);
	const outcome = send('clamp', {nodes: [4], value: 1});
	t.is(outcome.ok ? '' : outcome.error, 'clamp: x 1 is not allowed; use a number from 2 to 9');
});

test('a node that does not exist is named; none of the others is held then', t => {
	const run = harness({neurons: 10});
	const outcome = sender(run)('clamp', {nodes: [3, 10, 11], value: 0.5});
	t.is(outcome.ok ? '' : outcome.error, 'node 10 does not exist; nodes are 0 to 9');
	t.deepEqual(run.nexus.settings.clamped, []);
});

test('no more than 100,000 nodes are held at a time', t => {
	const run = harness({on: generate('ring', 100_010, 2, 0)});
	const send = sender(run);
	t.true(send('clamp', {nodes: Array.from({length: 100_000}, (_, i) => i), value: 0.5}).ok);
	t.true(send('clamp', {nodes: [5], value: 0.6}).ok, 'one that is held already');
	const outcome = send('clamp', {nodes: [100_005], value: 0.5});
	t.is(outcome.ok ? '' : outcome.error, "100001 nodes can't be held; at most 100000 at a time, 100000 are now");
});

test('a silenced node is 0 and nothing comes from it: the others go on as if it were not there', t => {
	const graph = generate('knn', 30, 6, 1);
	const options = {noise: 'none', parameters: {diffusion: 0.2}} as const;
	const [one, other] = [harness({on: graph, ...options}), harness({on: graph, ...options})];
	other.nexus.field[5] = one.nexus.field[5] === 0.9 ? 0.1 : 0.9;
	for (const run of [one, other]) {
		sender(run)('silence', {nodes: [5]});
		run.ticks(10);
	}
	t.deepEqual(one.nexus.field, other.nexus.field);
	t.is(one.nexus.field[5], 0);
	const clamped = harness({on: graph, ...options});
	sender(clamped)('clamp', {nodes: [5], value: 0});
	clamped.ticks(10);
	t.notDeepEqual(clamped.nexus.field, one.nexus.field, 'a clamped node still draws on its neighbours');
	// Clamped to another value, it still acts on nobody.
	sender(one)('clamp', {nodes: [5], value: 1});
	t.deepEqual(one.nexus.settings.silenced, [5]);
	for (const run of [one, other]) run.ticks(5);
	const rest = ({nexus}: typeof one) => nexus.field.filter((_, i) => i !== 5);
	t.deepEqual(rest(one), rest(other));
	t.is(one.nexus.field[5], 1);
});

test('after a release every tick is, to the bit, what it is with a graph that was never cut', t => {
	fc.assert(
		fc.property(
			fc.constantFrom(...models),
			fc.uniqueArray(fc.nat(29), {minLength: 1, maxLength: 6}),
			fc.integer({min: 0, max: 100}),
			(of, nodes, seed) => {
				const on = generate('knn', 30, 6, seed);
				const run = harness({of, on, seed});
				const send = sender(run);
				run.ticks(3);
				send('silence', {nodes});
				run.ticks(5);
				send('release', seed % 2 === 0 ? {} : {nodes});
				const fresh = harness({of, on, seed});
				fresh.nexus.restore(run.nexus.snapshot());
				const from = run.said('digest').length;
				run.ticks(10);
				fresh.ticks(10);
				const digests = ({said}: typeof run) => said('digest').map(({tick, hi, lo}) => [tick, hi, lo]);
				t.deepEqual(digests(run).slice(from), digests(fresh));
				t.is(digests(fresh).length, 10);
			},
		),
		{numRuns: 30},
	);
});

/** The cpu kernel as if its state lay on a device. */
function onDevice(kernel: Kernel, n: number): Kernel {
	const device = {n, current: [new Float32Array(n)], next: [new Float32Array(n)]};
	return {
		id: 'gpu',
		title: 'gpu (test)',
		inPlace: false,
		exact: false,
		step({stimulus}, plan, noise) {
			kernel.step({...device, stimulus}, plan, noise);
			[device.current, device.next] = [device.next, device.current];
		},
		read({current}) {
			for (const [v, values] of current.entries()) values.set(device.current[v] ?? []);
		},
		write({current}) {
			for (const [v, values] of device.current.entries()) values.set(current[v] ?? []);
		},
		dispose: () => undefined,
	};
}

test('a state that lives on a device is held too; what its kernel cannot do is refused and changes nothing', t => {
	const graph = generate('knn', 20, 4, 0);
	const publisher = createPublisher(createShared(20, 1));
	const kernel = onDevice(cpuKernel(voidModel, graph), 20);
	publisher.state.current[0]?.fill(0.4);
	kernel.write(publisher.state);
	const settings = startSettings(voidModel, {noise: 'none'}, undefined);
	const start = {tick: 0, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()};
	const clock = {now: () => 0, wall: () => 0, emit: () => undefined};
	const parts = {model: voidModel, graph, meter: plainMeter(pairsOf(graph)), kernel, publisher, seed: 0, start};
	const nexus = new Nexus({...parts, ...clock, settings});
	const send = sender({nexus});
	send('clamp', {nodes: [3], value: 0.75});
	for (let tick = 0; tick < 5; tick++) {
		nexus.tick();
		nexus.readBack();
		t.is(nexus.field[3], 0.75);
	}
	t.true((nexus.field[2] ?? 0) !== 0.4);
	const before = nexus.settings;
	const outcome = send('silence', {nodes: [4]});
	t.is(
		outcome.ok ? '' : outcome.error,
		"silence: the gpu (test) kernel can't cut couplings; use clamp with the value 0, or a run with --kernel cpu",
	);
	t.is(nexus.settings, before);
	t.throws(
		() => new Nexus({...parts, ...clock, settings: {...settings, clamped: [{node: 1, value: 0}], silenced: [1]}}),
		{message: /^silence: the gpu \(test\) kernel can't cut couplings/},
		'a checkpoint that silences nodes',
	);
});
