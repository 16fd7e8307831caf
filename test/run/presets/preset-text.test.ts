import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../../source/base/errors.ts';
import {builtInModels} from '../../../source/dynamics/models.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {type ParameterInfo, parseValue, valueIn, valuesOf} from '../../../source/run/parameter-info.ts';
import {liveParameters} from '../../../source/run/parameters.ts';
import {fitPreset, wouldChange} from '../../../source/run/presets/fit-preset.ts';
import {presetText, readPreset} from '../../../source/run/presets/preset-text.ts';
import {startSettings} from '../../../source/run/settings.ts';

const parameters = liveParameters(voidModel);
const settings = startSettings(voidModel, {}, undefined);

function anyValue({kind, min = -1e9, max = 1e9, choices = []}: ParameterInfo): fc.Arbitrary<number | string> {
	switch (kind) {
		case 'choice':
			return fc.constantFrom(...choices);
		case 'boolean':
			return fc.constantFrom(0, 1);
		case 'interval':
			return fc.oneof(
				fc.constant('0'),
				fc.integer({min: 1, max: 1e6}).map(ticks => `${ticks}t`),
				fc.double({min: 0.1, max: 1e5, noNaN: true}).map(seconds => String(seconds)),
			);
		case 'integer':
			return fc.integer({min, max: Math.min(max, 2 ** 31)});
		default:
			return fc.double({min, max, noNaN: true});
	}
}

const anySettings = fc
	.constantFrom(...builtInModels)
	.chain(model => {
		const all = liveParameters(model);
		return fc.record({model: fc.constant(model), values: fc.tuple(...all.map(anyValue))});
	})
	.map(({model, values}) => {
		const all = liveParameters(model);
		const start = startSettings(model, {}, undefined);
		const set = all.reduce((so, each, at) => each.with(so, parseValue(each, values[at] ?? 0)), start);
		return {model, all, settings: set};
	});

test('what is saved is what is read again, bit by bit, and fits the run it came from', t => {
	fc.assert(
		fc.property(anySettings, fc.string({unit: 'binary'}), ({model, all, settings}, remark) => {
			const text = presetText({model: model.id, parameters: all, settings, remarks: [remark]});
			const values = fitPreset(readPreset(text, 'x.toml'), model.id, all);
			const again = all.reduce(
				(so, each) => {
					const value = values[each.name];
					return value === undefined ? so : each.with(so, parseValue(each, value));
				},
				startSettings(model, {}, undefined),
			);
			for (const each of all) t.deepEqual(valueIn(each, again), valueIn(each, settings), each.name);
			t.deepEqual(wouldChange(values, all, settings), []);
		}),
		{numRuns: 200},
	);
});

test('the text says what each line is, and what can not be asked for is left out', t => {
	const text = presetText({
		model: 'void',
		parameters,
		settings: {...settings, preset: 'custom', hz: 20},
		remarks: ['preset warm\u001B[31m\nmodel = "evil"'],
	});
	t.regex(
		text,
		/^# preset warm \[31m model = "evil"\nmodel = "void"\n\n\[param\]\n# of the model\nalpha = 0\.25 # growth, 1\/tick\n/,
	);
	t.regex(text, /\nhz = 20 # ticks a second, Hz\n/);
	t.regex(text, /\ntimeDynamics = true # time dynamics\n/);
	t.notRegex(text, /^domain/m);
});

const refusal = (text: string): string => {
	try {
		fitPreset(readPreset(text, 'warm.toml'), 'void', parameters);
	} catch (error) {
		if (error instanceof ConnectopError && error.kind === 'invalid' && error.code === 'preset') return error.message;
		throw error;
	}
	return 'fine';
};

test('what is wrong is said in one line with file, key and what is allowed', t => {
	t.is(refusal('model = "void"\nhz = 20\n[param]\nalpha = 0.3'), 'fine');
	t.is(refusal('[param]\nALPHA = "0.3"\ntimeDynamics = false\nlog-every = "100t"'), 'fine');
	t.is(refusal('[param]\nalpha = 9'), 'warm.toml: alpha: 9 is not allowed; use a number from 0 to 2');
	t.is(refusal('[param]\nalpha = "high"'), 'warm.toml: alpha: high is not allowed; use a number from 0 to 2');
	t.is(refusal('[param]\nalpha = true'), 'warm.toml: alpha: true is not allowed; use a number from 0 to 2');
	t.is(refusal('[param]\nalpha = nan'), 'warm.toml: alpha: NaN is not allowed; use a number from 0 to 2');
	t.is(refusal('[param]\nalpha = [1]'), 'warm.toml: alpha: use a number, a text in quotes, true or false');
	t.regex(refusal('[param]\nnoise = "loud"'), /^warm\.toml: noise: "loud" is unknown; use one of none, shared, node/);
	t.regex(
		refusal('[param]\nalhpa = 1'),
		/^warm\.toml: parameter "alhpa" is unknown; use one of .*did you mean alpha\?$/,
	);
	t.regex(refusal('neurons = 7'), /^warm\.toml: parameter "neurons" is unknown/);
	t.is(refusal('model = "sis"\nhz = 2'), 'warm.toml: is of the model sis, and this run is of void');
	t.is(refusal('model = 3'), 'warm.toml: model: use a text in quotes');
	t.is(refusal('param = 3'), 'warm.toml: param = 3: use a table, [param] with lines such as alpha = 0.3');
	t.is(refusal('model = "void"'), 'warm.toml: sets no parameter; below [param] stand lines such as hz = 20');
	t.regex(refusal('hz = = 3'), /^warm\.toml:1: is no TOML: .*\(column \d+\)$/);
});

test('the values of a run are those that its preset has', t => {
	const text = presetText({model: 'void', parameters, settings, remarks: []});
	const all = valuesOf(parameters, settings);
	t.deepEqual({...all, ...fitPreset(readPreset(text, 'x'), 'void', parameters)}, all);
});
