import {ConnectopError} from '../base/errors.ts';
import {formatInterval, type Interval, parseInterval} from '../base/interval.ts';
import {didYouMean} from '../base/nearest-name.ts';
import type {Model} from '../dynamics/model.ts';
import type {Settings} from './protocol.ts';

/** A setting that can change while a run goes on, whichever part of the program it belongs to. */
export interface LiveParameter {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'interval';
	readonly min?: number;
	readonly max?: number;
	readonly choices?: readonly string[];
	readonly default?: number | string;
	/** Reads the value in force. */
	get(settings: Settings): number | string | Interval;
	/** The settings with this value. */
	with(settings: Settings, value: number | string | Interval): Settings;
}

type Key = keyof Settings;

function own(name: string, key: Key, title: string, unit: string, rest: Partial<LiveParameter>): LiveParameter {
	return {
		name,
		title,
		unit,
		kind: 'number',
		...rest,
		get: settings => settings[key] as number | string | Interval,
		with: (settings, value) => ({...settings, [key]: value}),
	};
}

const paceParameters: readonly LiveParameter[] = [
	own('hz', 'hz', 'ticks a second', 'Hz', {min: 0.001, max: 1000}),
	own('dt', 'dt', 'step', 'tick', {min: 1e-6, max: 100}),
];

const runParameters: readonly LiveParameter[] = [
	own('noise', 'noise', 'noise', '', {kind: 'choice', choices: ['none', 'shared', 'node']}),
	own('noise-amplitude', 'noiseAmplitude', 'noise amplitude', '1/tick', {min: 0, max: 1}),
	own('coupling', 'coupling', 'coupling scale', '', {kind: 'choice', choices: ['scaled', 'raw']}),
	own('stim-gain', 'stimulusGain', 'stimulus gain', '1', {min: 0, max: 100}),
	own('threshold', 'threshold', 'active edge threshold', '1', {min: 0, max: 1}),
	own('synthetic', 'synthetic', 'synthetic source', '', {kind: 'choice', choices: ['none', 'pulse']}),
	own('measure-every', 'measureEvery', 'ticks between measurements', 'tick', {kind: 'integer', min: 1, max: 1e6}),
	own('log-every', 'logEvery', 'log interval', 's', {kind: 'interval'}),
	own('checkpoint-every', 'checkpointEvery', 'checkpoint interval', 's', {kind: 'interval'}),
	own('viz-every', 'vizEvery', 'picture interval', 's', {kind: 'interval'}),
];

function ofModel(model: Model): readonly LiveParameter[] {
	const preset = model.presets;
	const choice: readonly LiveParameter[] = preset
		? [
				{
					name: preset.title,
					title: preset.title,
					unit: '',
					kind: 'choice',
					choices: preset.names,
					default: preset.default,
					get: settings => settings.preset ?? 'custom',
					with: (settings, value) => withPreset(settings, model, String(value)),
				},
			]
		: [];
	return [
		...choice,
		...model.parameters.map(
			(each): LiveParameter => ({
				name: each.name,
				title: each.title,
				unit: each.unit,
				kind: each.boolean ? 'boolean' : 'number',
				min: each.min,
				max: each.max,
				default: each.default,
				get: settings => settings.parameters[each.name] ?? each.default,
				with: (settings, value) => withParameter(settings, model, each.name, Number(value)),
			}),
		),
	];
}

/** Every parameter of the run and the model, in the order of the screen. */
export const liveParameters = (model: Model): readonly LiveParameter[] => [
	...paceParameters,
	...ofModel(model),
	...runParameters,
];

/** The settings with a preset's values. Throws a usage error that lists the presets when it is none of them. */
export function withPreset(settings: Settings, model: Model, preset: string): Settings {
	const {presets} = model;
	if (!presets) throw new ConnectopError('usage', 'preset', `the model ${model.id} has no presets`);
	if (!presets.names.includes(preset)) throw unknown('preset', `${presets.title} "${preset}"`, preset, presets.names);
	return {...settings, preset, parameters: {...settings.parameters, ...presets.values(preset)}};
}

/** Sets one model parameter; a preset that it belonged to becomes `custom`. */
function withParameter(settings: Settings, model: Model, name: string, value: number): Settings {
	const {preset} = settings;
	const mine = preset !== undefined && preset !== 'custom' ? model.presets?.values(preset) : undefined;
	const leaves = mine !== undefined && name in mine && mine[name] !== value;
	return {...settings, ...(leaves ? {preset: 'custom'} : {}), parameters: {...settings.parameters, [name]: value}};
}

/** The parameter of that name. Throws a usage error that names the nearest ones. */
export function findParameter(model: Model, name: string): LiveParameter {
	const all = liveParameters(model);
	const found = all.find(each => each.name === name || each.name.toLowerCase() === name.toLowerCase());
	if (found) return found;
	throw unknown(
		'parameter',
		`parameter "${name}"`,
		name,
		all.map(each => each.name),
	);
}

function unknown(code: string, what: string, given: string, allowed: readonly string[]): ConnectopError {
	const message = `${what} is unknown; use one of ${allowed.join(', ')}${didYouMean(given, allowed)}`;
	return new ConnectopError('usage', code, message);
}

/** Reads a typed value. Throws a usage error that names parameter, value and what is allowed. */
export function parseValue(parameter: LiveParameter, text: string | number): number | string | Interval {
	const {name, kind} = parameter;
	if (kind === 'interval') return parseInterval(text, name);
	if (kind === 'choice') {
		if (parameter.choices?.includes(String(text))) return String(text);
		throw unknown('parameter', `${name}: "${text}"`, String(text), parameter.choices ?? []);
	}
	if (kind === 'boolean') return parseSwitch(name, text);
	const value = typeof text === 'string' && text.trim() === '' ? Number.NaN : Number(text);
	const {min = -Infinity, max = Infinity} = parameter;
	if (value >= min && value <= max && (kind !== 'integer' || Number.isInteger(value))) return value;
	const what = kind === 'integer' ? 'a whole number' : 'a number';
	throw new ConnectopError('usage', 'parameter', `${name}: ${text} is not allowed; use ${what} from ${min} to ${max}`);
}

function parseSwitch(name: string, text: string | number): number {
	const word = String(text).toLowerCase();
	if (['1', 'on', 'true', 'yes'].includes(word)) return 1;
	if (['0', 'off', 'false', 'no'].includes(word)) return 0;
	throw new ConnectopError('usage', 'parameter', `${name}: "${text}" is not allowed; use on or off`);
}

/** The value as it is shown and typed. */
export function formatValue(parameter: LiveParameter, value: number | string | Interval): string {
	if (parameter.kind === 'interval') return formatInterval(value as Interval);
	if (parameter.kind === 'boolean') return value === 1 ? 'on' : 'off';
	return String(value);
}
