import {z} from 'zod';
import {formatValue, parseValue, valueIn} from '../parameter-info.ts';
import {findParameter} from '../parameters.ts';
import {command} from './command.ts';

/** Sets any parameter of the run or the model: `{name: 'hz', value: 20}`, `{name: 'log-every', value: '100t'}`. */
export const setCommand = command({
	id: 'set',
	title: 'set a parameter',
	risk: 'steer',
	parameters: z.strictObject({name: z.string(), value: z.union([z.number(), z.string()])}),
	handler(run, {name, value}) {
		const parameter = findParameter(run.model, name);
		const before = valueIn(parameter, run.settings);
		const after = parseValue(parameter, value);
		run.configure(parameter.with(run.settings, after));
		const bare = ['', '1'].includes(parameter.unit) || (parameter.kind === 'interval' && !isSeconds(after));
		const unit = bare ? '' : ` ${parameter.unit}`;
		return `${parameter.name} ${formatValue(parameter, before)} → ${formatValue(parameter, after)}${unit}`;
	},
});

const isSeconds = (value: unknown): boolean => typeof value === 'object' && value !== null && 'seconds' in value;
