import {ConnectopError} from '../base/errors.ts';
import {formatInterval} from '../base/interval.ts';
import type {Abilities, Model} from '../dynamics/model.ts';
import {type ParameterInfo, type ParameterValue, unknownName} from './parameter-info.ts';
import type {Settings} from './protocol.ts';
import {usualSettings} from './usual-settings.ts';

/** A parameter where its model is known, so that it can be set. */
export interface LiveParameter extends ParameterInfo {
	/** The settings with this value. */
	with(settings: Settings, value: ParameterValue): Settings;
}

type Key = Exclude<keyof typeof usualSettings, 'paused'>;

function own(name: string, key: Key, title: string, unit: string, rest: Partial<LiveParameter>): LiveParameter {
	const usual = usualSettings[key];
	return {
		name,
		title,
		unit,
		kind: 'number',
		...rest,
		default: typeof usual === 'object' ? formatInterval(usual) : usual,
		place: {setting: key},
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
	own('audit-every', 'auditEvery', 'ticks between audits of the measurements, 0: none', 'tick', {
		kind: 'integer',
		min: 0,
		max: 1e9,
	}),
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
					place: {setting: 'preset'},
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
				place: {parameter: each.name},
				with: (settings, value) => withParameter(settings, model, each.name, Number(value)),
			}),
		),
	];
}

/** Every parameter of the run and the model, in the order of the screen. */
export const liveParameters = (model: Model): readonly LiveParameter[] => [
	...paceParameters.filter(each => model.external?.dt !== false || each.name !== 'dt'),
	...ofModel(model),
	...runParameters.filter(each => !model.external || ofEveryEngine(model.external, each.name)),
];

/** An external engine has its own noise and couplings. */
const ofEveryEngine = ({stimulus, lacks}: Abilities, name: string): boolean => {
	if (name === 'stim-gain') return stimulus;
	if (name === 'synthetic') return stimulus && lacks['quench'] === undefined; // its pulses do both
	return !['noise', 'noise-amplitude', 'coupling'].includes(name);
};

/** The settings with a preset's values. Throws a usage error that lists the presets when it is none of them. */
export function withPreset(settings: Settings, model: Model, preset: string): Settings {
	const {presets} = model;
	if (!presets) throw new ConnectopError('usage', 'preset', `the model ${model.id} has no presets`);
	if (!presets.names.includes(preset))
		throw unknownName('preset', `${presets.title} "${preset}"`, preset, presets.names);
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
	if (model.external && [...paceParameters, ...runParameters].some(each => each.name === name))
		throw new ConnectopError(
			'usage',
			'parameter',
			`${name}: the engine ${model.title} has its own, or does not take it (docs/engine-protocol.md, "can")`,
		);
	throw unknownName(
		'parameter',
		`parameter "${name}"`,
		name,
		all.map(each => each.name),
	);
}
