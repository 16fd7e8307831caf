import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {generate} from '../../source/connectome/topologies.ts';
import {couplingScale, inStrength, substepsFor} from '../../source/dynamics/stability.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';

/** Parameters of the void model in its order. */
const parameters = (change: Readonly<Record<string, number>> = {}) =>
	voidModel.parameters.map(each => change[each.name] ?? each.default);

test('in-strength sums the sizes of the weights over in-edges', t => {
	const graph = csrFromPairs(3, Int32Array.of(0, 1, 2), Int32Array.of(1, 2, 1), Float32Array.of(2, -3, 0.5));
	t.deepEqual(inStrength(graph), {mean: 5.5 / 3, max: 3});
});

test('the scaled coupling is 12 / mean in-strength; raw is 1, and so is a graph without edges', t => {
	t.is(couplingScale('scaled', {mean: 24, max: 100}), 0.5);
	t.is(couplingScale('raw', {mean: 24, max: 100}), 1);
	t.is(couplingScale('scaled', {mean: 0, max: 0}), 1);
	const {mean, max} = inStrength(generate('ring', 30, 12, 0));
	t.is(couplingScale('scaled', {mean, max}), 1);
});

test('passes are the fewest with dt·D·λmax/n + dt·reaction ≤ 2', t => {
	const p = parameters({alpha: 0.25, beta: 0.1, modulation: 1.1, phaseSens: 0.5, timeDynamics: 1});
	const reaction = 0.15 * 1.1 * 1.5;
	t.is(substepsFor(voidModel, p, 1, 0.02, {mean: 12, max: 12}), 1);
	fc.assert(
		fc.property(
			fc.double({min: 0.01, max: 4, noNaN: true}),
			fc.double({min: 0, max: 0.1, noNaN: true}),
			fc.double({min: 0, max: 1000, noNaN: true}),
			(dt, coupling, max) => {
				const n = substepsFor(voidModel, p, dt, coupling, {mean: 1, max});
				const load = (passes: number) => (dt * coupling * 2 * max) / passes + dt * reaction;
				t.true(load(n) <= 2 + 1e-9);
				t.true(n === 1 || load(n - 1) > 2 - 1e-9);
			},
		),
	);
});

test('without time dynamics the reaction is weaker', t => {
	const still = parameters({timeDynamics: 0, modulation: 10});
	t.notThrows(() => substepsFor(voidModel, still, 1.3, 0, {mean: 1, max: 1}));
	t.throws(() => substepsFor(voidModel, parameters({modulation: 10}), 1.3, 0, {mean: 1, max: 1}));
});

test('a dt that no number of passes helps is refused with the largest that holds', t => {
	const p = parameters({modulation: 2.764});
	const error = t.throws(() => substepsFor(voidModel, p, 5, 0.02, {mean: 12, max: 12}), {instanceOf: ConnectopError});
	t.is(error.kind, 'invalid');
	t.is(error.code, 'dt-unstable');
	const [, largest] = /use dt < ([\d.]+):/.exec(error.message) ?? [];
	t.is(largest, (2 / (0.15 * 2.764 * 1.5)).toPrecision(3));
	t.notThrows(() => substepsFor(voidModel, p, Number(largest) - 0.01, 0.0001, {mean: 12, max: 12}));
});

test('a coupling that needs more than 1000 passes is refused', t => {
	const error = t.throws(() => substepsFor(voidModel, parameters(), 1, 10, {mean: 1, max: 1e6}), {
		instanceOf: ConnectopError,
	});
	t.is(error.code, 'coupling-unstable');
	t.regex(error.message, /more than 1000; lower dt or the coupling strength/);
});

test('a coupling below zero counts by its size', t => {
	const strength = {mean: 1, max: 500};
	const [up, down] = [0.02, -0.02].map(coupling => substepsFor(voidModel, parameters(), 1, coupling, strength));
	t.is(up, down);
	t.true((up ?? 0) > 1);
});
