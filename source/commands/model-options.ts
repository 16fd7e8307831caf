import {ConnectopError} from '../base/errors.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import {parseValue} from '../run/parameter-info.ts';
import {findParameter} from '../run/parameters.ts';
import type {Arguments} from './arguments.ts';
import {camel, type Option} from './option.ts';

/** The options that the built-in models bring: their presets, and parameters that have a flag. */
export const modelOptions = (group: string): readonly Option[] =>
	builtInModels.flatMap(model => [...presetOption(model, group), ...parameterOptions(model, group)]);

function presetOption({presets}: Model, group: string): readonly Option[] {
	if (!presets) return [];
	const {title, names} = presets;
	const rest = {
		kind: 'text',
		group,
		describe: names.join(', '),
		value: presets.default,
		held: true,
		ofModel: {},
	} as const;
	return [{name: title, ...rest}];
}

function parameterOptions({parameters}: Model, group: string): readonly Option[] {
	return parameters.flatMap(({name, flag, flagAlias, boolean, title, unit, default: usual}) => {
		if (flag === undefined) return [];
		const option: Option = {
			name: flag,
			...(flagAlias === undefined ? {} : {alias: flagAlias}),
			...(boolean
				? {kind: 'switch', value: usual === 1, usual: usual === 1 ? 'yes' : 'no'}
				: {kind: 'number', value: usual}),
			group,
			describe: `${title}${unit === '' || unit === '1' ? '' : `, ${unit}`}`,
			held: true,
			ofModel: {parameter: name},
		};
		return [option];
	});
}

/** Values of model parameters, from their own options and from `--param`, which has the last word. Throws usage errors. */
export function readParameters(args: Arguments): Record<string, number | string> {
	const values: Record<string, number | string> = {};
	for (const model of builtInModels) {
		for (const {name, flag} of model.parameters) {
			const given = flag === undefined ? undefined : args[camel(flag)];
			if (given === undefined) continue;
			const parameter = {...findParameter(model, name), name: `--${flag}`};
			values[name] = parseValue(parameter, typeof given === 'boolean' ? Number(given) : (given as number)) as number;
		}
	}
	for (const pair of [args['param'] ?? []].flat() as string[]) {
		const [name, value] = readPair(pair);
		values[name] = value;
	}
	return values;
}

/** `NAME=VALUE`. Throws a usage error for anything else. */
export function readPair(pair: string): readonly [name: string, value: string] {
	const [, name, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
	if (name !== undefined && value !== undefined) return [name.trim(), value.trim()];
	throw new ConnectopError('usage', 'param', `--param ${pair}: use NAME=VALUE, such as alpha=0.3`);
}

/** The preset asked for, by whichever option. A built-in model that takes none is told here, where the option's name is known. */
export function readPreset(args: Arguments): unknown {
	const title = builtInModels
		.map(({presets}) => presets?.title)
		.find(each => each !== undefined && args[each] !== undefined);
	if (title === undefined) return undefined;
	const model = builtInModels.find(({id}) => id === args['model']);
	if (!model || model.presets) return args[title];
	throw new ConnectopError(
		'usage',
		'preset',
		`--${title} ${String(args[title])}: the model ${model.id} has no presets; leave out --${title}`,
	);
}
