import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../source/base/csr.ts';
import {uniform} from '../../source/base/threefry.ts';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {linearRateModel} from '../../source/dynamics/linear-rate/model.ts';
import type {FieldState, Model} from '../../source/dynamics/model.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../source/kernels/cpu.ts';
import {withoutSources} from '../../source/kernels/without-sources.ts';
import {anyGraph, heavyTailed} from './gpu/graphs.ts';
import {fitzHughNagumo} from './gpu/models.ts';

/** Source, target and weight of every entry, in CSR order. */
const entriesOf = ({n, rowPtr, colIdx, weight}: Csr) =>
	Array.from({length: n}, (_, i) =>
		Array.from(colIdx.subarray(rowPtr[i], rowPtr[i + 1]), (j, e) => [j, i, weight[(rowPtr[i] ?? 0) + e]] as const),
	).flat();

const someNodes = fc.uniqueArray(fc.nat(59), {maxLength: 12});
const within = ({n}: Csr, nodes: readonly number[]) => nodes.filter(node => node < n);

/** The same graph with all weights 1, as it is when no file gave any. */
const unitGraph = ({n, rowPtr, colIdx}: Csr): Csr => {
	const targets = Array.from({length: n}, (_, i) =>
		Array.from<number>({length: (rowPtr[i + 1] ?? 0) - (rowPtr[i] ?? 0)}).fill(i),
	);
	return csrFromPairs(n, colIdx, Int32Array.from(targets.flat()), new Float32Array(colIdx.length).fill(1));
};

const graphs = fc.oneof(anyGraph, anyGraph.map(unitGraph));

test('what is left of a graph is every edge that does not begin at one of the nodes, in its order', t => {
	const kinds = new Set<string>();
	fc.assert(
		fc.property(graphs, someNodes, (graph, some) => {
			const nodes = within(graph, some);
			const {unit, signed, n} = graph;
			kinds.add(`${unit} ${signed}`);
			const left = withoutSources(graph, nodes);
			t.like(left, {n, unit, signed});
			t.deepEqual(
				entriesOf(left),
				entriesOf(graph).filter(([source]) => !nodes.includes(source)),
			);
			t.is(left.weight.length, left.colIdx.length);
		}),
	);
	t.deepEqual([...kinds].toSorted(), ['false false', 'false true', 'true false']);
});

function stateOn(model: Model, n: number): FieldState {
	const arrays = () => model.variables.map(() => new Float32Array(n));
	const current = arrays().map((array, v) => array.map((_, i) => uniform(v, 7, 0, i)));
	return {n, current, next: arrays(), stimulus: new Float32Array(n), noise: new Float32Array(0)};
}

const planOf = (model: Model, substeps: number) => ({
	dt: 0.5,
	u: 0.3,
	p: model.parameters.map(each => each.default),
	substeps,
	coupling: 0.01,
	noiseScale: 0,
	stimulusScale: 0,
	stimulusDecay: 1,
});

const quiet = {kind: 'none', seed: 0, tick: 0, amplitude: 0} as const;

const bits = (arrays: readonly Float32Array[]) => arrays.map(each => Buffer.from(each.buffer).toString('hex'));

const models = fc.constantFrom(voidModel, linearRateModel, fitzHughNagumo);
const substepsOf = fc.constantFrom(1, 2, 5);

test('a kernel that silences nodes steps, to the bit, as one on the graph without their edges, and as before when it gets them back', t => {
	fc.assert(
		fc.property(models, graphs, someNodes, substepsOf, (model, graph, some, substeps) => {
			const nodes = within(graph, some);
			const kernel = cpuKernel(model, graph);
			const result = (step: typeof kernel.step) => {
				const state = stateOn(model, graph.n);
				step(state, planOf(model, substeps), quiet);
				return bits(state.next);
			};
			const {step} = kernel;
			const before = result(step);
			kernel.silence?.(nodes);
			t.deepEqual(result(step), result(cpuKernel(model, withoutSources(graph, nodes)).step));
			kernel.silence?.([]);
			t.deepEqual(result(step), before);
			t.deepEqual(result(step), result(cpuKernel(model, graph).step));
		}),
	);
});

test('the value of a silenced node reaches no other node', t => {
	fc.assert(
		fc.property(models, graphs, fc.nat(59), substepsOf, (model, graph, any, substeps) => {
			const node = any % graph.n;
			const kernel = cpuKernel(model, graph);
			kernel.silence?.([node]);
			const others = (value: number) => {
				const state = stateOn(model, graph.n);
				state.current[0]?.fill(value, node, node + 1);
				kernel.step(state, planOf(model, substeps), quiet);
				return [...(state.next[0] ?? [])].filter((_, i) => i !== node);
			};
			t.deepEqual(others(0.1), others(0.9));
		}),
	);
});

test('other nodes are silenced one after the other: only the last ones are', t => {
	const graph = heavyTailed(40, 200, false);
	const kernel = cpuKernel(voidModel, graph);
	kernel.silence?.([1, 2, 3]);
	kernel.silence?.([4]);
	const [one, other] = [stateOn(voidModel, 40), stateOn(voidModel, 40)];
	kernel.step(one, planOf(voidModel, 1), quiet);
	cpuKernel(voidModel, withoutSources(graph, [4])).step(other, planOf(voidModel, 1), quiet);
	t.deepEqual(bits(one.next), bits(other.next));
});
