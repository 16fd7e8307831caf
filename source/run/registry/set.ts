import {z} from 'zod';
import {
	formatValue,
	type ParameterInfo,
	type ParameterValue,
	parseValue,
	settable,
	valueIn,
} from '../parameter-info.ts';
import {findParameter} from '../parameters.ts';
import {command} from './command.ts';
import {change} from './undoable.ts';

/** Sets any parameter of the run or the model: `{name: 'hz', value: 20}`, `{name: 'log-every', value: '100t'}`. */
export const setCommand = command({
	id: 'set',
	title: 'set a parameter',
	risk: 'steer',
	parameters: z.strictObject({
		name: z.string().max(64).describe('the parameter, of the run or of the model'),
		value: z.union([z.number(), z.string().max(256)]).describe('its new value, as a number or as it is typed'),
	}),
	example: {name: 'hz', value: 20},
	handler(run, {name, value}) {
		const parameter = findParameter(run.model, name);
		const before = valueIn(parameter, run.settings);
		const after = parseValue(parameter, value);
		const line = (from: ParameterValue, to: ParameterValue) =>
			`${parameter.name} ${formatValue(parameter, from)} → ${formatValue(parameter, to)}${unit(parameter, to)}`;
		const settings = parameter.with(run.settings, after);
		// What changes nothing leaves nothing to take back.
		if (JSON.stringify(before) === JSON.stringify(after)) run.configure(settings);
		else change(run, settings, line(after, before));
		return {
			message: line(before, after),
			data: {name: parameter.name, before: settable(parameter, before), after: settable(parameter, after)},
		};
	},
});

function unit(parameter: ParameterInfo, value: ParameterValue): string {
	const bare = ['', '1'].includes(parameter.unit) || (parameter.kind === 'interval' && !isSeconds(value));
	return bare ? '' : ` ${parameter.unit}`;
}

const isSeconds = (value: unknown): boolean => typeof value === 'object' && value !== null && 'seconds' in value;
