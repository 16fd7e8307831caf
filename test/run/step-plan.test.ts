import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {generate} from '../../source/connectome/topologies.ts';
import {inStrength} from '../../source/dynamics/stability.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {startSettings} from '../../source/run/settings.ts';
import {createPlanner} from '../../source/run/step-plan.ts';
import {smallModel} from '../kernels/gpu/models.ts';

const plannerOf = (options: RunOptions, model = voidModel, strength = {mean: 24, max: 48}) =>
	createPlanner(model, strength, startSettings(model, options, undefined));

test('a plan holds the numbers of its tick', t => {
	const plan = plannerOf({dt: 0.5, stimulusGain: 3, parameters: {diffusion: 0.01}}).at(125);
	t.is(plan.dt, 0.5);
	t.true(Math.abs(plan.u - 1.5) < 1e-12, 'T at t = 12.5 s');
	t.deepEqual(plan.p, [0.25, 0.1, 1.1, 0.01, 0.02, 0.5, 1]);
	t.is(plan.substeps, 1);
	t.true(Math.abs(plan.coupling - 0.5 * 0.01 * (12 / 24)) < 1e-15);
	t.true(Math.abs(plan.noiseScale - Math.sqrt(0.5) * 1.5) < 1e-12);
	t.is(plan.stimulusScale, 1.5);
});

test('without noise its factor is 0; without time dynamics T is 1', t => {
	t.is(plannerOf({noise: 'none'}).at(7).noiseScale, 0);
	t.is(plannerOf({parameters: {timeDynamics: 0}}).at(125).u, 1);
});

test('sub-steps share the coupling; raw leaves the scale out', t => {
	const planner = plannerOf({coupling: 'raw', parameters: {diffusion: 0.1}});
	const load = 0.1 * 2 * 48;
	const room = 2 - 0.15 * 1.1 * 1.5;
	t.is(planner.substeps, Math.ceil(load / room));
	t.true(Math.abs(planner.at(0).coupling * planner.substeps - 0.1) < 1e-15);
});

test('the stimulus decays by 0.9 a reference tick', t => {
	t.true(Math.abs(plannerOf({}).at(0).stimulusDecay - 0.9) < 1e-15);
	t.true(Math.abs(plannerOf({dt: 0.5}).at(0).stimulusDecay ** 2 - 0.9) < 1e-15);
});

test('a model without clock, gain or strength gets time in seconds, √dt and a coupling of 1', t => {
	const {coupling, u, noiseScale} = plannerOf({dt: 0.25, coupling: 'raw'}, smallModel({}), {mean: 1, max: 1}).at(30);
	t.true(Math.abs(u - 3) < 1e-12);
	t.is(noiseScale, 0.5);
	t.is(coupling, 0.25);
});

test('an unstable dt is refused with the largest that is allowed', t => {
	const strength = inStrength(generate('knn', 100, 12, 0));
	const error = t.throws(() => plannerOf({dt: 20, preset: 'cosmogenesis'}, voidModel, strength), {
		instanceOf: ConnectopError,
	});
	t.is(error.code, 'dt-unstable');
	const [, largest] = /use dt < ([\d.]+):/.exec(error.message) ?? [];
	t.notThrows(() => plannerOf({dt: Number(largest) * 0.98, preset: 'cosmogenesis'}, voidModel, strength));
});
