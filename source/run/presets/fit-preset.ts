import {messageOf} from '../../base/errors.ts';
import {formatValue, type ParameterInfo, parseValue, settable, unknownName, valueIn} from '../parameter-info.ts';
import type {Settings} from '../protocol.ts';
import {type Preset, refused} from './preset-text.ts';

/**
The values of a preset as `adjust` takes them, if a run of that model can have all of them. Throws one line that names file and key and says what
is allowed; then none of it is to be applied.
*/
export function fitPreset(
	{file, model: saved, values}: Preset,
	model: string,
	parameters: readonly ParameterInfo[],
): Readonly<Record<string, number | string>> {
	if (saved !== undefined && saved !== model)
		throw refused(`${file}: is of the model ${saved}, and this run is of ${model}`);
	if (values.size === 0) throw refused(`${file}: sets no parameter; below [param] stand lines such as hz = 20`);
	return Object.fromEntries([...values].map(entry => fitted(file, entry, parameters)));
}

function fitted(
	file: string,
	[name, value]: readonly [string, string],
	parameters: readonly ParameterInfo[],
): readonly [string, number | string] {
	const parameter = parameters.find(each => each.name.toLowerCase() === name.toLowerCase());
	if (!parameter) {
		const names = parameters.map(each => each.name);
		throw refused(`${file}: ${unknownName('preset', `parameter "${name}"`, name, names).message}`);
	}
	try {
		return [parameter.name, settable(parameter, parseValue(parameter, value))];
	} catch (error) {
		throw refused(`${file}: ${messageOf(error)}`, error);
	}
}

/** Names of the parameters that a preset would change; its values fit. */
export const wouldChange = (
	values: Readonly<Record<string, number | string>>,
	parameters: readonly ParameterInfo[],
	settings: Settings,
): readonly string[] =>
	parameters.flatMap(each => {
		const value = values[each.name];
		if (value === undefined) return [];
		const same = formatValue(each, parseValue(each, value)) === formatValue(each, valueIn(each, settings));
		return same ? [] : [each.name];
	});
