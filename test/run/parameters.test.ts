import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import type {Model} from '../../source/dynamics/model.ts';
import {builtInModels} from '../../source/dynamics/models.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {formatValue, parseValue, valueIn} from '../../source/run/parameter-info.ts';
import {findParameter, type LiveParameter, liveParameters, withPreset} from '../../source/run/parameters.ts';
import {startSettings} from '../../source/run/settings.ts';

/** A value that is allowed and one that is not, as they are typed. */
function typed({kind, min = 0, max = 0, choices = []}: LiveParameter): {readonly good: string; readonly bad: string} {
	switch (kind) {
		case 'number':
			return {good: String(min + (max - min) / 4), bad: String(max + 1)};
		case 'integer':
			return {good: String(min + 1), bad: String(min + 0.5)};
		case 'boolean':
			return {good: 'off', bad: 'maybe'};
		case 'choice':
			return {good: choices.at(-1) ?? '', bad: 'nonsense'};
		case 'interval':
			return {good: '7t', bad: 'weekly'};
	}
}

for (const model of builtInModels) {
	const settings = startSettings(model, {}, undefined);
	for (const parameter of liveParameters(model)) {
		test(`${model.id}, ${parameter.name}: what is typed is set, read and shown again; nonsense is one line`, t => {
			const {name, title} = parameter;
			const {good, bad} = typed(parameter);
			t.true(title.length > 0);
			const value = parseValue(parameter, good);
			const changed = parameter.with(settings, value);
			t.deepEqual(valueIn(parameter, changed), value);
			t.is(formatValue(parameter, valueIn(parameter, changed)), good);
			t.deepEqual(
				parseValue(parameter, formatValue(parameter, valueIn(parameter, settings))),
				valueIn(parameter, settings),
			);
			t.deepEqual(parameter.with(changed, valueIn(parameter, settings)).parameters, settings.parameters);
			for (const nonsense of [bad, '', ' ', '1,5']) {
				const error = t.throws(() => parseValue(parameter, nonsense), {instanceOf: ConnectopError});
				t.is(error.kind, 'usage');
				t.true(error.message.startsWith(`${name}: `), error.message);
				t.regex(error.message, /; use /);
			}
		});
	}

	test(`${model.id}: names are unique, whatever the case`, t => {
		const names = liveParameters(model).map(each => each.name.toLowerCase());
		t.is(new Set(names).size, names.length);
	});
}

test('numbers at the ends of the range are allowed, and nothing that is none', t => {
	const hz = findParameter(voidModel, 'hz');
	t.is(parseValue(hz, '1000'), 1000);
	t.is(parseValue(hz, 0.001), 0.001);
	for (const value of ['0', '1000.1', 'NaN', 'Infinity', '-1', '1e400', Number.NaN]) {
		t.throws(() => parseValue(hz, value), {message: `hz: ${value} is not allowed; use a number from 0.001 to 1000`});
	}
});

test('switches take words', t => {
	const clocked = findParameter(voidModel, 'TIMEDYNAMICS');
	for (const word of ['on', 'Yes', 'true', '1', 1]) t.is(parseValue(clocked, word), 1);
	for (const word of ['off', 'NO', 'false', '0', 0]) t.is(parseValue(clocked, word), 0);
	t.throws(() => parseValue(clocked, '2'), {message: 'timeDynamics: "2" is not allowed; use on or off'});
});

test('an unknown name is refused with those there are and the nearest of them', t => {
	const refusals: readonly (readonly [() => unknown, string])[] = [
		[
			() => withPreset(startSettings(voidModel, {}, undefined), voidModel, 'quantuum'),
			'domain "quantuum" is unknown; use one of quantum, standard_model, dark_matter, biology_consciousness, cosmogenesis, higgs; did you mean quantum?',
		],
		[
			() => parseValue(findParameter(voidModel, 'noise'), 'shard'),
			'noise: "shard" is unknown; use one of none, shared, node; did you mean shared?',
		],
	];
	for (const [refuse, message] of refusals) t.throws(refuse, {instanceOf: ConnectopError, message});
	t.throws(() => findParameter(voidModel, 'alpah'), {message: /^parameter "alpah" .*viz-every; did you mean alpha\?$/});
});

test('a preset is one of those that the model names, whatever its function takes', t => {
	const careless: Model = {
		...voidModel,
		presets: {title: 'kind', names: ['slow', 'fast'], default: 'slow', values: () => ({alpha: 0.1})},
	};
	const settings = startSettings(careless, {}, undefined);
	t.is(withPreset(settings, careless, 'fast').preset, 'fast');
	t.throws(() => withPreset(settings, careless, 'fats'), {
		message: 'kind "fats" is unknown; use one of slow, fast; did you mean fast?',
	});
});

test('an unknown parameter lists all', t => {
	const error = t.throws(() => findParameter(voidModel, 'speed'), {instanceOf: ConnectopError});
	t.regex(error.message, /^parameter "speed" is unknown; use one of hz, dt, domain, .*viz-every$/);
});

test('a preset sets its values; setting one of them by hand makes it custom, setting the same value does not', t => {
	const settings = startSettings(voidModel, {}, undefined);
	const [domain, modulation] = [findParameter(voidModel, 'domain'), findParameter(voidModel, 'modulation')];
	const higgs = domain.with(settings, 'higgs');
	t.is(higgs.preset, 'higgs');
	t.is(valueIn(modulation, higgs), voidModel.presets?.values('higgs')['modulation'] ?? Number.NaN);
	t.is(modulation.with(higgs, valueIn(modulation, higgs)).preset, 'higgs');
	t.is(findParameter(voidModel, 'alpha').with(higgs, 0.3).preset, 'higgs', 'alpha is no part of a domain');
	const custom = modulation.with(higgs, 2);
	t.is(custom.preset, 'custom');
	t.is(valueIn(domain, custom), 'custom');
	t.is(domain.with(custom, 'quantum').preset, 'quantum');
});
