import {ConnectopError} from '../base/errors.ts';
import type {Interval} from '../base/interval.ts';
import type {Model} from '../dynamics/model.ts';
import {conditionMetrics} from './breakpoints.ts';
import type {RunOptions} from './options.ts';
import {type ParameterInfo, parseValue} from './parameter-info.ts';
import {findParameter, withPreset} from './parameters.ts';
import type {Settings} from './protocol.ts';
import {usualSettings} from './usual-settings.ts';

/** What a checkpoint says that is older than clamped nodes and breakpoints. */
export const nothingHeld: Pick<Settings, 'clamped' | 'silenced' | 'breakpoints'> = {
	clamped: [],
	silenced: [],
	breakpoints: [],
};

/** Settings of a run that starts at the beginning. */
function defaults(model: Model): Settings {
	const plain: Settings = {
		...usualSettings,
		parameters: Object.fromEntries(model.parameters.map(each => [each.name, each.default])),
		...nothingHeld,
	};
	return model.presets ? withPreset(plain, model, model.presets.default) : plain;
}

/**
The settings a run starts with: what was asked for, over what the checkpoint had, over the defaults. Throws usage errors that name the
option.
*/
export function startSettings(model: Model, options: RunOptions, resumed: Settings | undefined): Settings {
	let settings: Settings = {...fitted(model, defaults(model), resumed), paused: false};
	if (options.preset !== undefined) {
		if (!model.presets)
			throw new ConnectopError(
				'usage',
				'preset',
				`the model ${model.id} has no presets, so "${options.preset}" can't be taken`,
			);
		settings = withPreset(settings, model, options.preset);
	}
	const given = Object.entries(options.parameters ?? {}).map(([name, value]) => ({
		parameter: findParameter(model, name),
		value,
	}));
	// A preset of the model comes before the parameters that it sets, wherever it stands.
	for (const {parameter, value} of given.toSorted((a, b) => presetFirst(a.parameter) - presetFirst(b.parameter))) {
		settings = parameter.with(settings, parseValue({...parameter, name: `--param ${parameter.name}`}, value));
	}
	for (const [name, value] of Object.entries(optionsOfParameters(options))) {
		if (value === undefined) continue;
		const parameter = findParameter(model, name);
		settings = parameter.with(settings, parseValue({...parameter, name: `--${name}`}, value));
	}
	const intervals = {logEvery: options.logEvery, checkpointEvery: options.checkpointEvery, vizEvery: options.vizEvery};
	return {...settings, ...asked(intervals)} as Settings;
}

const presetFirst = ({place}: ParameterInfo): number => ('setting' in place && place.setting === 'preset' ? 0 : 1);

/** The settings of a checkpoint; one that another model saved has none of this model's parameters. */
function fitted(model: Model, plain: Settings, resumed: Settings | undefined): Settings {
	if (!resumed) return plain;
	const {preset, ...rest} = resumed;
	// An interval that is missing there means never; whatever else is missing was not a setting yet.
	const {logEvery: _log, checkpointEvery: _checkpoint, vizEvery: _viz, ...others} = plain;
	const known = preset === 'custom' || (preset !== undefined && model.presets?.names.includes(preset));
	const values = Object.entries(resumed.parameters).filter(([name]) => name in plain.parameters);
	return {
		...others,
		...rest,
		...heldIn(model, resumed),
		...(known && model.presets ? {preset} : plain.preset === undefined ? {} : {preset: plain.preset}),
		parameters: {...plain.parameters, ...Object.fromEntries(values)},
	};
}

/** What a checkpoint holds and waits for, as far as this model can: values within its bounds, numbers that it has. */
function heldIn(model: Model, resumed: Partial<Settings>): typeof nothingHeld {
	const {min = -Infinity, max = Infinity} = model.variables[0] ?? {};
	const {clamped, silenced, breakpoints} = {...nothingHeld, ...resumed};
	const held = clamped.filter(({value}) => value >= min && value <= max);
	const nodes = new Set(held.map(each => each.node));
	const metrics = conditionMetrics(model);
	return {
		clamped: held,
		silenced: silenced.filter(node => nodes.has(node)),
		breakpoints: breakpoints.filter(({metric}) => metrics.includes(metric)),
	};
}

/** Options that set a live parameter of the run, by its name. */
const optionsOfParameters = (options: RunOptions): Readonly<Record<string, number | string | undefined>> => ({
	hz: options.hz,
	dt: options.dt,
	noise: options.noise,
	'noise-amplitude': options.noiseAmplitude,
	coupling: options.coupling,
	'stim-gain': options.stimulusGain,
	threshold: options.threshold,
	synthetic: options.synthetic,
	'measure-every': options.measureEvery,
	'audit-every': options.auditEvery,
});

const asked = (values: Readonly<Record<string, Interval | 'never'>>) =>
	Object.fromEntries(
		Object.entries(values)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]) => [key, value === 'never' ? undefined : value]),
	);
