import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../../source/base/csr.ts';
import {uniform} from '../../../source/base/threefry.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../../../source/dynamics/model.ts';
import {domainSparsity} from '../../../source/dynamics/void/domains.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {harness} from '../../run/nexus-harness.ts';
import {anyGraph} from '../gpu/graphs.ts';
import {wasmField} from './wasm-field.ts';

const bytes = (array: Float32Array | undefined) => Buffer.from(array?.slice().buffer ?? new ArrayBuffer(0));
const hex = (array: Float32Array | undefined) => bytes(array).toString('hex');

const anyPlan = (model: Model): fc.Arbitrary<StepPlan> =>
	fc.record({
		dt: fc.constantFrom(0.1, 1, 2.5),
		u: fc.constantFrom(0.7, 1, 1.43),
		p: fc.constant(model.parameters.map(each => each.default)),
		substeps: fc.constantFrom(1, 2, 3, 6),
		coupling: fc.constantFrom(0, 0.0017, 0.3),
		noiseScale: fc.constantFrom(0, 0.9, 1.3),
		stimulusScale: fc.constantFrom(0, 1, 3),
		stimulusDecay: fc.constantFrom(0.9, 0.5, 1),
	});

const anyNoise: fc.Arbitrary<NoiseDraw> = fc.record({
	kind: fc.constantFrom('none', 'shared', 'node'),
	seed: fc.nat(0xffffffff),
	tick: fc.nat(1_000_000),
	amplitude: fc.constantFrom(0, 0.02, 1),
});

/** A start with zeros, ones and negative zeros among its values, and stimuli around the least that is kept. */
function fill({current, stimulus}: Pick<Field, 'current' | 'stimulus'>, seed: number): void {
	const odd = [0, 1, -0, 1e-20];
	for (const array of current)
		for (let i = 0; i < array.length; i++) array[i] = i % 5 === 4 ? (odd[i % 4] ?? 0) : uniform(seed, 1, 0, i);
	for (let i = 0; i < stimulus.length; i++) stimulus[i] = [0, 0, 1e-6, 1.05e-6, 0.3, 1e-7][i % 6] ?? 0;
}

const ownField = (n: number): {-readonly [K in keyof Field]: Field[K]} => ({
	n,
	current: [new Float32Array(n)],
	next: [new Float32Array(n)],
	stimulus: new Float32Array(n),
});

for (const model of [voidModel, linearRateModel]) {
	test(`${model.id}: any graph, plan and noise gives the bits of the cpu kernel, stimulus and digest included`, async t => {
		await fc.assert(
			fc.asyncProperty(anyGraph, anyPlan(model), anyNoise, fc.nat(), async (graph, plan, noise, seed) => {
				const {publisher, kernel} = await wasmField(t, model, graph, 1);
				const own = ownField(graph.n);
				fill(own, seed);
				fill(publisher.state, seed);
				const cpu = cpuKernel(model, graph);
				for (let tick = 0; tick < 4; tick++) {
					const draw = {...noise, tick: noise.tick + tick};
					cpu.step(own, plan, draw);
					kernel.step(publisher.state, plan, draw);
					t.is(hex(publisher.state.next[0]), hex(own.next[0]));
					t.is(hex(publisher.state.stimulus), hex(own.stimulus));
					[own.current, own.next] = [own.next, own.current];
					publisher.swap();
					if (tick === 1) {
						const nodes = [0, Math.floor(graph.n / 2)];
						cpu.silence?.(nodes);
						kernel.silence?.(nodes);
					}
					if (tick !== 2) continue;
					cpu.silence?.([]);
					kernel.silence?.([]);
				}
			}),
			{numRuns: 60},
		);
	});
}

/** A star, a hub among small rows and rows without an edge: rows that no slice can hold without being mostly padding. */
function starsOf(n: number): Csr {
	const source: number[] = [];
	const rowPtr = new Int32Array(n + 1);
	for (let i = 0; i < n; i++) {
		if (i === 3 || i === n - 2) for (let j = 0; j < n; j++) if (j !== i) source.push(j);
		if (i % 7 === 1) source.push((i * 31) % n, (i * 57 + 1) % n);
		rowPtr[i + 1] = source.length;
	}
	const weight = Float32Array.from(source, (_, e) => ((e * 37) % 101) / 50 - 0.7);
	return {n, rowPtr, colIdx: Int32Array.from(source), weight, unit: false, signed: true};
}

test('rows that are much longer than their neighbours are summed in their order, too', async t => {
	for (const unit of [true, false]) {
		const star = starsOf(3001);
		const graph = unit ? {...star, unit, signed: false, weight: star.weight.map(() => 1)} : star;
		const {publisher, kernel} = await wasmField(t, voidModel, graph, 2);
		const own = ownField(graph.n);
		fill(own, 5);
		fill(publisher.state, 5);
		const plan = {
			dt: 1,
			u: 1,
			p: [0.25, 0.1, 1.1],
			substeps: 2,
			coupling: 1e-3,
			noiseScale: 1,
			stimulusScale: 1,
			stimulusDecay: 0.9,
		};
		const draw = {kind: 'node', seed: 1, tick: 9, amplitude: 0.02} as const;
		cpuKernel(voidModel, graph).step(own, plan, draw);
		kernel.step(publisher.state, plan, draw);
		t.is(Buffer.compare(bytes(publisher.state.next[0]), bytes(own.next[0])), 0);
	}
});

const large = generate('knn', 20_000, 12, 3);
const commands = [
	['excite', {node: 77, hops: 2}],
	['quench', {node: 12_345, hops: 3}],
	['stimulus', {texts: ['hello', 'world']}],
	['clamp', {nodes: [5, 6, 7, 19_999], value: 0.1}],
	['set', {name: 'diffusion', value: 0.3}],
	['silence', {nodes: [100, 101, 15_000]}],
	['set', {name: 'dt', value: 0.5}],
	['release', {}],
	['set', {name: 'noise', value: 'shared'}],
	['set', {name: 'threshold', value: 0.3}],
	['set', {name: 'noise', value: 'none'}],
	['set', {name: 'threshold', value: 0.15}],
] as const;

for (const [index, domain] of Object.keys(domainSparsity).entries()) {
	const threads = [1, 2, 4][index % 3] ?? 1;
	test(`${domain}, ${threads} threads: 1,000 ticks with commands in between have the digests and figures of the cpu`, async t => {
		const options = {on: large, preset: domain, seed: 3} as const;
		const {publisher, kernel, meter} = await wasmField(t, voidModel, large, threads);
		const cpu = harness(options);
		const wasm = harness({...options, with: kernel, in: {publisher, meter}, auditEvery: 97});
		for (let tick = 0; tick < 1000; tick++) {
			const command = commands[(tick / 40) % commands.length];
			if (tick > 0 && command) {
				const [id, args] = command;
				const outcomes = [cpu, wasm].map(({nexus}) => nexus.apply({id, args: {...args}, by: 'key'}));
				t.true(
					outcomes.every(each => each.ok),
					JSON.stringify(outcomes),
				);
			}
			cpu.ticks(1);
			wasm.ticks(1);
			if (tick % 10 === 0) t.deepEqual(wasm.nexus.metrics, cpu.nexus.metrics);
		}
		const digests = ({said}: typeof cpu) => said('digest').map(({tick, lo, hi}) => `${tick} ${lo} ${hi}`);
		t.deepEqual(digests(wasm), digests(cpu));
		t.deepEqual(wasm.bytes(), cpu.bytes());
		t.deepEqual(
			wasm.said('event').filter(({news}) => news.kind === 'audit'),
			[],
		);
	});
}
