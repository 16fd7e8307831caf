import test from 'ava';
import fc from 'fast-check';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {metricsOf} from '../../source/connectome/metrics.ts';
import {pairsOf} from '../../source/connectome/pairs.ts';
import {golden} from '../base/golden.ts';

interface Inputs {
	readonly name: string;
	readonly N: number;
	readonly edges: readonly (readonly [number, number])[];
	readonly W: readonly number[];
	readonly threshold: number;
}

type Dense = Record<
	'avg_weight' | 'active_synapses' | 'cohesion_components' | 'complexity_cycles' | 'connectome_entropy',
	number
>;

/** Pairs joined by edges that go both ways. */
function undirected(n: number, edges: readonly (readonly [number, number])[]) {
	const both = [...edges, ...edges.map(([a, b]) => [b, a] as const)];
	return pairsOf(
		csrFromPairs(
			n,
			Int32Array.from(both, ([a]) => a),
			Int32Array.from(both, ([, b]) => b),
		),
	);
}

test('metrics-graphs: the dense row of every recorded case', t => {
	for (const {inputs, outputs} of golden<Inputs, {dense: Dense; component_labels_dense: number[]}>('metrics-graphs')) {
		const {name, N, edges, W, threshold} = inputs;
		const found = metricsOf(undirected(N, edges))(Float32Array.from(W), threshold);
		const {dense} = outputs;
		t.is(found.activeEdges, dense.active_synapses, name);
		t.is(found.complexity, dense.complexity_cycles, name);
		t.is(found.cohesion, dense.complexity_cycles - dense.active_synapses + N, 'the components that its cycles imply');
		t.true(Math.abs(found.meanWeight - dense.avg_weight) < 1e-6, name);
		t.true(Math.abs(found.entropy - dense.connectome_entropy) < 1e-6, name);
		t.is(found.sparsity, 1 - (2 * dense.active_synapses) / (N * (N - 1)), name);

		// The original counts cohesion over all edges, active or not: the same when every edge is active.
		const labels = outputs.component_labels_dense;
		const whole = metricsOf(undirected(N, edges))(new Float32Array(N).fill(1), threshold);
		const sizes = labels.map(label => labels.filter(each => each === label).length);
		t.is(whole.cohesion, dense.cohesion_components, name);
		t.is(whole.largestComponent, Math.max(...sizes) / N, name);
	}
});

test('an edge is active above the threshold, strictly and in float32', t => {
	const measure = metricsOf(undirected(2, [[0, 1]]));
	const w = Math.fround(Math.sqrt(0.15));
	const product = Math.fround(w * w);
	t.is(measure(Float32Array.of(w, w), product).activeEdges, 0);
	t.is(measure(Float32Array.of(w, w), product - 1e-7).activeEdges, 1);
	// In float32 0.3·0.5 is 0.15; with 0.3 as float32 has it and a threshold in double precision it would be above.
	t.true(Math.fround(0.3) * 0.5 > 0.15);
	t.is(measure(Float32Array.of(0.3, 0.5), 0.15).activeEdges, 0);
});

test('directions, repeats and self-loops count one pair', t => {
	const one = csrFromPairs(3, Int32Array.of(0, 1, 0, 2, 1), Int32Array.of(1, 0, 1, 2, 2));
	const pairs = pairsOf(one);
	t.deepEqual([...pairs.rowPtr], [0, 0, 1, 2]);
	t.deepEqual([...pairs.colIdx], [0, 1]);
	const found = metricsOf(pairs)(Float32Array.of(1, 1, 1), 0.15);
	t.is(found.activeEdges, 2);
	t.is(found.cohesion, 1);
	t.is(found.complexity, 0);
});

test('a single node is sparse, whole and silent', t => {
	const found = metricsOf(undirected(1, []))(Float32Array.of(0.25), 0.15);
	t.deepEqual(found, {
		activeEdges: 0,
		sparsity: 1,
		meanWeight: 0.25,
		varianceWeight: 0,
		cohesion: 1,
		largestComponent: 1,
		complexity: 0,
		entropy: 0,
	});
});

test('figures agree with plain definitions on random graphs, and the same buffers measure again', t => {
	const n = 12;
	const edge = fc.tuple(fc.nat(n - 1), fc.nat(n - 1)).filter(([a, b]) => a !== b);
	const field = fc.array(fc.float({min: 0, max: 1, noNaN: true}), {minLength: n, maxLength: n});
	fc.assert(
		fc.property(
			fc.uniqueArray(edge, {maxLength: 40, selector: ([a, b]) => Math.min(a, b) * n + Math.max(a, b)}),
			field,
			(edges, w) => {
				const measure = metricsOf(undirected(n, edges));
				const values = Float32Array.from(w);
				const found = measure(values, 0.15);
				const active = edges.filter(([a, b]) => Math.fround((values[a] ?? 0) * (values[b] ?? 0)) > Math.fround(0.15));
				const label = Array.from({length: n}, (_, i) => i);
				for (let pass = 0; pass < n; pass++) {
					for (const [a, b] of active) label[a] = label[b] = Math.min(label[a] ?? 0, label[b] ?? 0);
				}
				const sizes = Object.values(Object.groupBy(label, String)).map(each => each?.length ?? 0);
				t.is(found.activeEdges, active.length);
				t.is(found.cohesion, sizes.length);
				t.is(found.complexity, active.length - n + sizes.length);
				t.is(found.largestComponent, Math.max(...sizes) / n);
				const degree = label.map((_, i) => active.flat().filter(each => each === i).length);
				const shares = degree.filter(d => d > 0).map(d => d / (2 * active.length));
				const entropy = -shares.reduce((sum, p) => sum + p * Math.log(p), 0);
				t.true(Math.abs(found.entropy - entropy) < 1e-12);
				t.deepEqual(measure(values, 0.15), found);
			},
		),
	);
});
