import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {formatValue, parseValue, settable, valueIn} from '../parameter-info.ts';
import {findParameter, liveParameters} from '../parameters.ts';
import type {Settings} from '../protocol.ts';
import {command} from './command.ts';
import type {Steered} from './steered.ts';
import {change} from './undoable.ts';

/** Changes that an event names one by one. */
const mostNamed = 6;

/** One parameter that another value was given. */
interface Adjusted {
	readonly name: string;
	readonly before: number | string;
	readonly after: number | string;
}

/** Sets several parameters between two ticks, all of them or none: what a saved preset is applied with. One undo takes it back. */
export const adjustCommand = command({
	id: 'adjust',
	title: 'set several parameters at once: all of them, or none when one is refused',
	risk: 'steer',
	parameters: z.strictObject({
		values: z
			.record(z.string().max(64), z.union([z.number(), z.string().max(256)]))
			.describe('new values by the names of their parameters, as set takes them'),
		preset: z.string().max(64).optional().describe('name of the preset that they come from, for the record'),
	}),
	example: {values: {hz: 20, threshold: 0.2}},
	handler(run, {values, preset}) {
		const settings = adjusted(run, values);
		const changes = changesOf(run, settings);
		const lead = preset === undefined ? '' : `preset ${preset}: `;
		if (changes.length === 0) return {message: `${lead}every value is in force already`, data: {changes}};
		change(run, settings, `${lead}${inWords(changes, 'back')}`);
		return {message: `${lead}${inWords(changes, 'on')}`, data: {changes}};
	},
});

/** The settings with these values, a preset of the model before what belongs to it. Throws usage errors that name the parameter. */
function adjusted({model, settings}: Steered, values: Readonly<Record<string, number | string>>): Settings {
	const asked = new Map(Object.entries(values).map(([name, value]) => [findParameter(model, name).name, value]));
	if (asked.size === 0)
		throw new ConnectopError('usage', 'arguments', 'adjust: values: is empty; name one parameter at least');
	return liveParameters(model).reduce((so, parameter) => {
		const value = asked.get(parameter.name);
		return value === undefined ? so : parameter.with(so, parseValue(parameter, value));
	}, settings);
}

function changesOf({model, settings: before}: Steered, after: Settings): readonly Adjusted[] {
	return liveParameters(model).flatMap(each => {
		const [was, is] = [valueIn(each, before), valueIn(each, after)];
		if (formatValue(each, was) === formatValue(each, is)) return [];
		return [{name: each.name, before: settable(each, was), after: settable(each, is)}];
	});
}

function inWords(changes: readonly Adjusted[], way: 'on' | 'back'): string {
	const named = changes
		.slice(0, mostNamed)
		.map(({name, before, after}) => `${name} ${way === 'on' ? `${before} → ${after}` : `${after} → ${before}`}`);
	const more = changes.length > mostNamed ? [`${changes.length - mostNamed} more`] : [];
	return [...named, ...more].join(', ');
}
