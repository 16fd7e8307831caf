import test from 'ava';
import {csrFromPairs} from '../../../source/connectome/csr.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import {fieldRun} from '../../kernels/field-run.ts';

test('a unit without in-edges relaxes to its drive with the time constant', t => {
	const lone = csrFromPairs(1, new Int32Array(0), new Int32Array(0));
	const run = fieldRun(linearRateModel, lone, {noise: 'none', parameters: {tau: 10, drive: 0.3}});
	const [start = 0] = run.field;
	for (let tick = 0; tick < 10; tick++) run.tick();
	t.true(Math.abs((run.field[0] ?? 0) - (0.3 + (start - 0.3) * 0.9 ** 10)) < 1e-5);
	for (let tick = 0; tick < 300; tick++) run.tick();
	t.true(Math.abs((run.field[0] ?? 0) - 0.3) < 1e-6);
});

test('excitation adds gain · weight · rate, inhibition subtracts it', t => {
	const graph = csrFromPairs(3, Int32Array.of(0, 0), Int32Array.of(1, 2), Float32Array.of(2, -2));
	const options = {noise: 'none', coupling: 'raw', parameters: {tau: 10, drive: 0.3, gain: 0.01}} as const;
	const run = fieldRun(linearRateModel, graph, options);
	for (let tick = 0; tick < 400; tick++) run.tick();
	const [source = 0, excited = 0, inhibited = 0] = run.field;
	t.true(Math.abs(source - 0.3) < 1e-5);
	t.true(Math.abs(excited - (0.3 + 10 * 0.01 * 2 * 0.3)) < 1e-5);
	t.true(Math.abs(inhibited - (0.3 - 10 * 0.01 * 2 * 0.3)) < 1e-5);
});

test('rates stay in [0, 1] and saturated nodes are counted', t => {
	const graph = csrFromPairs(2, Int32Array.of(0, 1), Int32Array.of(1, 0), Float32Array.of(1, -1));
	const run = fieldRun(linearRateModel, graph, {coupling: 'raw', parameters: {gain: 1, drive: 1, tau: 2}});
	for (let tick = 0; tick < 50; tick++) run.tick();
	t.true(run.field.every(rate => rate >= 0 && rate <= 1));
	const [observable] = linearRateModel.observables ?? [];
	t.is(observable?.of([Float32Array.of(1, 0.5, 1)]), 2);
});
