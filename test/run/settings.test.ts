import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {linearRateModel} from '../../source/dynamics/linear-rate/model.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {startSettings} from '../../source/run/settings.ts';

test('the defaults of a run', t => {
	t.deepEqual(startSettings(voidModel, {}, undefined), {
		hz: 10,
		dt: 1,
		paused: false,
		preset: 'biology_consciousness',
		parameters: {
			alpha: 0.25,
			beta: 0.1,
			modulation: 1.1,
			diffusion: 0.02,
			fRef: 0.02,
			phaseSens: 0.5,
			timeDynamics: 1,
		},
		noise: 'node',
		noiseAmplitude: 0.02,
		coupling: 'scaled',
		stimulusGain: 1,
		threshold: 0.15,
		synthetic: 'none',
		measureEvery: 1,
		auditEvery: 1000,
		logEvery: {seconds: 1},
		checkpointEvery: {seconds: 60},
		vizEvery: {seconds: 10},
		clamped: [],
		silenced: [],
		breakpoints: [],
	});
	t.is(startSettings(linearRateModel, {}, undefined).preset, undefined);
});

test('an option goes over the checkpoint, the checkpoint over the default', t => {
	const first = startSettings(
		voidModel,
		{hz: 20, dt: 0.5, preset: 'higgs', logEvery: 'never', threshold: 0.2},
		undefined,
	);
	const saved = JSON.parse(JSON.stringify({...first, paused: true}));
	t.deepEqual(startSettings(voidModel, {}, saved), {...saved, paused: false}, 'as saved, but going');
	t.is(startSettings(voidModel, {}, saved).logEvery, undefined);
	const changed = startSettings(voidModel, {hz: 30, logEvery: {ticks: 5}, parameters: {diffusion: 0.1}}, saved);
	t.like(changed, {hz: 30, dt: 0.5, preset: 'higgs', threshold: 0.2, logEvery: {ticks: 5}});
	t.is(changed.parameters['diffusion'], 0.1);
	t.is(changed.parameters['modulation'], first.parameters['modulation']);
	t.is(startSettings(voidModel, {vizEvery: 'never'}, saved).vizEvery, undefined);
});

test('a preset comes first, single parameters after it', t => {
	const settings = startSettings(
		voidModel,
		{preset: 'higgs', parameters: {modulation: 2, timeDynamics: 'off'}},
		undefined,
	);
	t.is(settings.preset, 'custom');
	t.is(settings.parameters['modulation'], 2);
	t.is(settings.parameters['timeDynamics'], 0);
	t.is(startSettings(voidModel, {parameters: {hz: 3}}, undefined).hz, 3, 'a run parameter goes by --param, too');
});

const refused: readonly (readonly [options: RunOptions, message: RegExp])[] = [
	[{preset: 'biology'}, /^domain "biology" is unknown; use one of quantum, /],
	[{parameters: {gain: 1}}, /^parameter "gain" is unknown; use one of /],
	[{parameters: {alpha: 3}}, /^--param alpha: 3 is not allowed; use a number from 0 to 2$/],
	[{measureEvery: 0}, /^--measure-every: 0 is not allowed; use a whole number from 1 to 1000000$/],
	[{measureEvery: 1.5}, /^--measure-every: 1\.5 is not allowed/],
	[{stimulusGain: -1}, /^--stim-gain: -1 is not allowed; use a number from 0 to 100$/],
	[{stimulusGain: Number.NaN}, /^--stim-gain: NaN is not allowed/],
	[{noiseAmplitude: 2}, /^--noise-amplitude: 2 is not allowed/],
	[{noise: 'pink' as 'node'}, /^--noise: "pink" is unknown; use one of none, shared, node$/],
	[{hz: 0.0001}, /^--hz: 0\.0001 is not allowed; use a number from 0\.001 to 1000$/],
];

for (const [options, message] of refused) {
	test(`refused in one line: ${JSON.stringify(options)}`, t => {
		const error = t.throws(() => startSettings(voidModel, options, undefined), {instanceOf: ConnectopError});
		t.is(error.kind, 'usage');
		t.regex(error.message, message);
	});
}

test('a model without presets takes none', t => {
	t.throws(() => startSettings(linearRateModel, {preset: 'higgs'}, undefined), {
		message: 'the model linear-rate has no presets, so "higgs" can\'t be taken',
	});
});
