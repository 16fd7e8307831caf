import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../source/base/csr.ts';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {diffusionSum, exchangePasses} from '../../source/dynamics/diffusion.ts';

const n = 6;
const edges = (weight: fc.Arbitrary<number>) =>
	fc.array(fc.record({source: fc.nat(n - 1), target: fc.nat(n - 1), weight}), {maxLength: 30});
const field = fc.array(fc.float({min: 0, max: 1, noNaN: true}), {minLength: n, maxLength: n});

type Edge = {readonly source: number; readonly target: number; readonly weight: number};
const csr = (list: readonly Edge[]): Csr =>
	csrFromPairs(
		n,
		Int32Array.from(list, each => each.source),
		Int32Array.from(list, each => each.target),
		Float32Array.from(list, each => each.weight),
	);

const kinds = {
	unit: fc.constant(1),
	weighted: fc.float({min: 0.125, max: 8, noNaN: true}),
	signed: fc.float({min: -8, max: 8, noNaN: true}).filter(weight => weight !== 0),
};

for (const [kind, weight] of Object.entries(kinds)) {
	test(`sums are Σ w·x_j − |w|·x_i over in-edges: ${kind}`, t => {
		fc.assert(
			fc.property(edges(weight), field, (list, values) => {
				const x = Float32Array.from(values);
				const sums = new Float32Array(n);
				diffusionSum(csr(list))(x, sums);
				const expected = Array.from({length: n}, (_, i) =>
					list
						.filter(each => each.target === i)
						.reduce((sum, each) => sum + each.weight * (x[each.source] ?? 0) - Math.abs(each.weight) * (x[i] ?? 0), 0),
				);
				t.true(expected.every((value, i) => Math.abs(value - (sums[i] ?? Number.NaN)) < 1e-4));
			}),
		);
	});
}

test('the three loops agree bit for bit where they may stand in for each other', t => {
	fc.assert(
		fc.property(edges(fc.constant(1)), field, (list, values) => {
			const graph = csr(list);
			const x = Float32Array.from(values);
			const [unit, weighted] = [new Float32Array(n), new Float32Array(n)];
			diffusionSum(graph)(x, unit);
			diffusionSum({...graph, unit: false})(x, weighted);
			t.deepEqual(unit, weighted);
		}),
	);
});

test('exchange keeps the sum of a symmetric graph and brings it towards its mean', t => {
	const ring = csr(
		Array.from({length: n}, (_, i) => [
			{source: i, target: (i + 1) % n, weight: 1},
			{source: (i + 1) % n, target: i, weight: 1},
		]).flat(),
	);
	const from = Float32Array.of(1, 0, 0.5, 0.25, 0, 1);
	const mean = from.reduce((sum, value) => sum + value) / n;
	const kept = from.slice();
	const after = exchangePasses(n, diffusionSum(ring))(from, new Float32Array(n), 0.2, 200);
	t.true(after.every(value => Math.abs(value - mean) < 1e-5));
	t.deepEqual(from, kept, 'what was given is not written to');
});

test('no passes leave the field as it is', t => {
	const from = Float32Array.of(1, 2, 3, 4, 5, 6);
	t.deepEqual(exchangePasses(n, diffusionSum(csr([])))(from, new Float32Array(n), 0.2, 0), from);
});
