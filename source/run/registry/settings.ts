import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {conditionMetrics} from '../breakpoints.ts';
import {formatValue, parseValue, unknownName, valueIn} from '../parameter-info.ts';
import {liveParameters} from '../parameters.ts';
import type {Settings} from '../protocol.ts';
import {requireRecorders} from '../recording/plan.ts';
import {settingsSchema} from '../settings-schema.ts';
import {command} from './command.ts';
import {requireNodes} from './existing-nodes.ts';
import type {Steered} from './steered.ts';
import {change} from './undoable.ts';

/**
All settings at once: what an undo stands in the journal as, since a replay that begins at a checkpoint does not know what was before it. Pausing is
not one of them here: it stays as it is.
*/
export const settingsCommand = command({
	id: 'settings',
	title: 'put all settings in force at once',
	risk: 'steer',
	internal: true,
	parameters: z.strictObject({settings: settingsSchema}),
	example: {
		settings: {
			hz: 10,
			dt: 1,
			paused: false,
			parameters: {alpha: 0.25},
			noise: 'node',
			noiseAmplitude: 0.02,
			coupling: 'scaled',
			stimulusGain: 1,
			threshold: 0.15,
			synthetic: 'none',
			measureEvery: 1,
			auditEvery: 1000,
			logEvery: {seconds: 1},
			clamped: [{node: 3, value: 0.5}],
			silenced: [],
			breakpoints: [],
		},
	},
	handler(run, {settings}) {
		const wanted = fitting(run, {...settings, paused: run.settings.paused});
		change(run, wanted, 'all settings');
		return 'settings put in force';
	},
});

/** The settings, if this run can have them. Throws usage errors that name what it can't. Values in force already are taken as they are. */
export function fitting(run: Steered, wanted: Settings): Settings {
	const {model, settings: now} = run;
	const known = model.parameters.map(each => each.name);
	for (const name of Object.keys(wanted.parameters))
		if (!known.includes(name)) throw unknownName('parameter', `parameter "${name}"`, name, known);
	for (const name of known)
		if (!(name in wanted.parameters))
			throw new ConnectopError('usage', 'parameter', `settings: the parameter ${name} is missing`);
	for (const parameter of liveParameters(model)) {
		const value = valueIn(parameter, wanted);
		const custom = parameter.kind === 'choice' && value === 'custom';
		if (parameter.kind === 'interval' || custom || value === valueIn(parameter, now)) continue;
		parseValue(parameter, formatValue(parameter, value));
	}
	requireHeld(run, wanted);
	const metrics = conditionMetrics(model);
	requireRecorders(wanted.recorders ?? [], run);
	for (const {metric} of wanted.breakpoints)
		if (!metrics.includes(metric)) throw unknownName('condition', `metric "${metric}"`, metric, metrics);
	return wanted;
}

function requireHeld(run: Steered, {clamped, silenced}: Settings): void {
	requireNodes(run, [...clamped.map(each => each.node), ...silenced]);
	const {min = -Infinity, max = Infinity, name = ''} = run.model.variables[0] ?? {};
	const out = clamped.find(({value}) => value < min || value > max);
	if (out)
		throw new ConnectopError(
			'usage',
			'parameter',
			`settings: ${name} ${out.value} is not allowed; use a number from ${min} to ${max}`,
		);
	const held = new Set(clamped.map(each => each.node));
	const loose = silenced.find(node => !held.has(node));
	if (loose !== undefined)
		throw new ConnectopError('usage', 'node', `settings: node ${loose} is silenced and must be clamped too`);
}
