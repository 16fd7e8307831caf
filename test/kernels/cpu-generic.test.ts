import test from 'ava';
import type {Csr} from '../../source/base/csr.ts';
import {ConnectopError} from '../../source/base/errors.ts';
import {generate} from '../../source/connectome/topologies.ts';
import type {Model} from '../../source/dynamics/model.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {fieldRun} from './field-run.ts';
import {heavyTailed} from './gpu/graphs.ts';
import {fitzHughNagumo, smallModel} from './gpu/models.ts';

/** The same model without its hand-written step. */
function generic({cpuStep: _own, ...model}: Model): Model {
	return model;
}

const weighted = heavyTailed(200, 2000, false);
const cases: readonly (readonly [name: string, graph: Csr, options: RunOptions, substeps: 'one' | 'more'])[] = [
	['unit weights', generate('knn', 300, 12, 0), {}, 'one'],
	['weights, heavy-tailed: sub-steps', weighted, {}, 'more'],
	['signs', heavyTailed(200, 2000, true), {}, 'more'],
	['raw coupling', weighted, {coupling: 'raw', parameters: {diffusion: 0.005}}, 'more'],
	['dt 0.5, higgs, shared noise', generate('ring', 100, 4, 0), {dt: 0.5, preset: 'higgs', noise: 'shared'}, 'one'],
	[
		'no coupling, no noise, no time dynamics',
		generate('knn', 50, 3, 0),
		{noise: 'none', parameters: {diffusion: 0, timeDynamics: 0}},
		'one',
	],
	['a single node', generate('knn', 1, 1, 0), {}, 'one'],
];

for (const [name, graph, options, substeps] of cases) {
	test(`the generic step equals the void step within 1e-6 over 200 ticks: ${name}`, t => {
		const own = fieldRun(voidModel, graph, options);
		const general = fieldRun(generic(voidModel), graph, options);
		t.is(own.substeps > 1 ? 'more' : 'one', substeps);
		t.is(own.substeps, general.substeps);
		let farthest = 0;
		for (let tick = 0; tick < 200; tick++) {
			if (tick % 40 === 7) {
				for (const run of [own, general]) run.stimulus.fill(0.3, 0, Math.min(10, graph.n));
			}
			own.tick();
			general.tick();
			own.field.forEach((value, i) => {
				farthest = Math.max(farthest, Math.abs(value - (general.field[i] ?? Number.NaN)));
			});
		}
		t.log(`${farthest.toExponential(1)}, ${own.substeps} passes`);
		t.true(farthest < 1e-6, String(farthest));
		t.true(own.field.every(value => value >= 0 && value <= 1));
	});
}

test('a model of two variables follows its equations and bounds', t => {
	const run = fieldRun(fitzHughNagumo, generate('ring', 4, 2, 0), {noise: 'none', parameters: {diffusion: 0}, dt: 0.1});
	const f = Math.fround;
	let [v, w] = [run.field[2] ?? 0, run.field[2] ?? 0];
	for (let tick = 0; tick < 100; tick++) {
		run.tick();
		[v, w] = [f(v + f(f(0.1) * f(v - v ** 3 / 3 - w + 0.5))), f(w + f(f(0.1) * f(0.08 * (v + 0.7 - 0.8 * w))))];
	}
	t.true(Math.abs((run.field[2] ?? Number.NaN) - v) < 1e-5);
});

test('a value that is not finite stops the step with one line that names variable and node', t => {
	const ring = generate('ring', 5, 2, 0);
	const bad = smallModel({edge: () => 0, node: [(x, _u, rate) => (x > 0.5 ? Number.NaN : -rate * x)]});
	const run = fieldRun(bad, ring, {noise: 'none'});
	const first = run.field.findIndex(value => value > 0.5);
	const error = t.throws(() => run.tick(), {instanceOf: ConnectopError});
	t.is(error.code, 'not-finite');
	t.is(error.message, `small: x of node ${first} became NaN; rates and couplings must be finite`);

	const edge = fieldRun(smallModel({edge: () => Number.POSITIVE_INFINITY}), ring, {noise: 'none'});
	t.is(t.throws(() => edge.tick(), {instanceOf: ConnectopError}).code, 'not-finite');
});

test('noise, stimulus and coupling enter variable 0 each with its own factor', t => {
	const pair: Csr = {
		n: 2,
		rowPtr: Int32Array.of(0, 1, 2),
		colIdx: Int32Array.of(1, 0),
		weight: Float32Array.of(1, 1),
		unit: true,
		signed: false,
	};
	const still = smallModel({node: [() => 0], noiseGain: () => 3, strength: 'rate'});
	const run = fieldRun(still, pair, {
		noise: 'none',
		dt: 0.25,
		coupling: 'raw',
		stimulusGain: 2,
		parameters: {rate: 0.5},
	});
	const [a = 0, b = 0] = run.field;
	run.stimulus[0] = 0.4;
	run.tick();
	t.true(Math.abs((run.field[0] ?? 0) - (a + 0.25 * 0.5 * (b - a) + 0.25 * 2 * 0.4)) < 1e-6);

	const noisy = fieldRun(still, pair, {noise: 'shared', noiseAmplitude: 1, dt: 0.25, parameters: {rate: 0}});
	const before = noisy.field.slice();
	noisy.tick();
	const moved = noisy.field.map((value, i) => value - (before[i] ?? 0));
	t.true(Math.abs((moved[0] ?? 0) - (moved[1] ?? 1)) < 1e-6, 'one value for all nodes');
	t.true(Math.abs(moved[0] ?? 0) <= Math.sqrt(0.25) * 3 + 1e-6);
	t.true(Math.abs(moved[0] ?? 0) > 0);
});
