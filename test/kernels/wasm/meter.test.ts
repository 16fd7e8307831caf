import test from 'ava';
import fc from 'fast-check';
import {uniform} from '../../../source/base/threefry.ts';
import {metricsOf} from '../../../source/connectome/metrics.ts';
import {pairsOf} from '../../../source/connectome/pairs.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {degreeAt} from '../../../source/kernels/wasm/layout.ts';
import {anyGraph} from '../gpu/graphs.ts';
import {wasmField} from './wasm-field.ts';

/** Fields that follow one another: small moves, jumps of some nodes, and values that are not between 0 and 1. */
const anyMoves = fc.array(
	fc.record({
		seed: fc.nat(),
		reach: fc.constantFrom(0.01, 0.3, 1),
		share: fc.constantFrom(0.02, 0.3, 1),
		low: fc.constantFrom(0, -1),
		threshold: fc.constantFrom(0.15, 0.15, 0.15, 0, 1, 0.5),
	}),
	{minLength: 3, maxLength: 12},
);

test('after any moves of any field the figures are those that are counted anew, bit for bit', async t => {
	await fc.assert(
		fc.asyncProperty(anyGraph, anyMoves, async (graph, moves) => {
			const {publisher, meter} = await wasmField(t, voidModel, graph, 1);
			const field = publisher.state.current[0]!;
			const plain = metricsOf(pairsOf(graph));
			for (const {seed, reach, share, low, threshold} of moves) {
				for (let i = 0; i < field.length; i++) {
					if (uniform(seed, 1, 0, i) >= share) continue;
					field[i] =
						reach === 1 ? low + (1 - low) * uniform(seed, 2, 0, i) : field[i]! + reach * (uniform(seed, 2, 0, i) - 0.5);
				}
				t.deepEqual(meter.measure(field, threshold), plain(field, threshold));
			}
			t.deepEqual(meter.audit(field, 0.15), []);
		}),
		{numRuns: 100},
	);
});

for (const threads of [1, 2, 4]) {
	test(`${threads} threads: a front that spreads, holes that open and noise at the threshold are measured as by one loop`, async t => {
		const graph = generate('knn', 70_000, 12, 1);
		const {publisher, meter} = await wasmField(t, voidModel, graph, threads);
		const field = publisher.state.current[0]!;
		const plain = metricsOf(pairsOf(graph));
		const {x, y} = graph;
		for (let tick = 0; tick < 25; tick++) {
			for (let i = 0; i < field.length; i++) {
				const inFront = Math.hypot(x[i]! - 0.4, y[i]! - 0.4) < tick * 0.03;
				const inHole = tick > 12 && Math.hypot(x[i]! - 0.5, y[i]! - 0.5) < 0.1;
				const level = inHole ? 0 : inFront ? 0.6 : tick % 3 === 0 ? 0.385 : 0.1;
				field[i] = level + 0.02 * (uniform(tick, 1, 0, i) - 0.5);
			}
			t.deepEqual(meter.measure(field, 0.15), plain(field, 0.15));
		}
	});
}

test('an audit tells what was kept wrong, and makes it right', async t => {
	const graph = generate('knn', 500, 6, 1);
	const {publisher, meter, block} = await wasmField(t, voidModel, graph, 1);
	const field = publisher.state.current[0]!;
	field.fill(0.6);
	const right = meter.measure(field, 0.15);
	t.deepEqual(meter.audit(field, 0.15), []);
	// A degree in memory turns over: the next change of that row is counted from the wrong number.
	const memory = block.wasm?.buffer ?? new SharedArrayBuffer(0);
	const degrees = new Int32Array(memory, new Int32Array(memory, degreeAt, 1)[0], graph.n);
	degrees[7]! += 2;
	field[7] = 0;
	meter.measure(field, 0.15);
	field[7] = 0.6;
	t.notDeepEqual(meter.measure(field, 0.15), right);
	t.regex(meter.audit(field, 0.15).join(), /activeEdges \d+, not \d+/);
	t.deepEqual(meter.measure(field, 0.15), right);
});
