import {ConnectopError} from '../base/errors.ts';
import type {Interval} from '../base/interval.ts';
import type {Model} from '../dynamics/model.ts';
import type {RunOptions} from './options.ts';
import {findParameter, parseValue, withPreset} from './parameters.ts';
import type {Settings} from './protocol.ts';

/** Edges that a measurement may visit a tick on average; larger graphs are measured less often. */
const edgesATick = 2_000_000;

/** Settings of a run that starts at the beginning. */
function defaults(model: Model, entries: number): Settings {
	const plain: Settings = {
		hz: 10,
		dt: 1,
		paused: false,
		parameters: Object.fromEntries(model.parameters.map(each => [each.name, each.default])),
		noise: 'node',
		noiseAmplitude: 0.02,
		coupling: 'scaled',
		stimulusGain: 1,
		threshold: 0.15,
		synthetic: 'none',
		measureEvery: Math.max(1, Math.ceil(entries / edgesATick)),
		logEvery: {seconds: 1},
		checkpointEvery: {seconds: 60},
		vizEvery: {seconds: 10},
	};
	return model.presets ? withPreset(plain, model, model.presets.default) : plain;
}

/**
The settings a run starts with: what was asked for, over what the checkpoint had, over the defaults. Throws usage errors that name the
option.
*/
export function startSettings(
	model: Model,
	entries: number,
	options: RunOptions,
	resumed: Settings | undefined,
): Settings {
	let settings: Settings = {...(resumed ?? defaults(model, entries)), paused: false};
	if (options.preset !== undefined) {
		if (!model.presets)
			throw new ConnectopError(
				'usage',
				'preset',
				`the model ${model.id} has no presets, so "${options.preset}" can't be taken`,
			);
		settings = withPreset(settings, model, options.preset);
	}
	for (const [name, value] of Object.entries(options.parameters ?? {})) {
		const parameter = findParameter(model, name);
		settings = parameter.with(settings, parseValue(parameter, value));
	}
	const {hz, dt, noise, noiseAmplitude, coupling, stimulusGain, threshold, synthetic, measureEvery} = options;
	const given = {hz, dt, noise, noiseAmplitude, coupling, stimulusGain, threshold, synthetic, measureEvery};
	const intervals = {logEvery: options.logEvery, checkpointEvery: options.checkpointEvery, vizEvery: options.vizEvery};
	return {...settings, ...defined(given), ...asked(intervals)} as Settings;
}

const defined = (values: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const asked = (values: Readonly<Record<string, Interval | 'never'>>) =>
	Object.fromEntries(
		Object.entries(values)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]) => [key, value === 'never' ? undefined : value]),
	);
