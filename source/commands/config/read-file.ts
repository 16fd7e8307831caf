import {parse, TomlError} from 'smol-toml';
import {didYouMean} from '../../base/nearest-name.ts';
import {builtInModels} from '../../dynamics/models.ts';
import {liveParameters} from '../../run/parameters.ts';
import {findOption, runOptionTable} from '../run-option-table.ts';
import {argumentOfToml, parameterOfToml} from './argument.ts';
import {asWritten, type Origin, type Setting} from './origin.ts';
import {refusal} from './refusal.ts';
import {linesOf, pathOf} from './toml-lines.ts';

/** The text of a configuration file. */
export interface ConfigText {
	/** As messages call it. */
	readonly file: string;
	readonly text: string;
	/** Where its relative paths begin, if not in the working directory. */
	readonly folder?: string | undefined;
}

/** What a file sets, in its order. Throws one line with file and line, `config`, for bad TOML and for keys and kinds of values that there are not. */
export function readConfigText({file, text, folder}: ConfigText): readonly Setting[] {
	const values = parsed(file, text);
	const lines = linesOf(text);
	const originOf = (...keys: readonly string[]): Origin => ({kind: 'file', file, line: lines.get(pathOf(keys)) ?? 1});
	return Object.entries(values).flatMap(([key, value]) => {
		const origin = originOf(key);
		const option = optionOf(key, `${file}:${lines.get(key) ?? 1}`);
		if (option.kind === 'list') return parametersIn(value, option, origin, name => originOf(key, name));
		const setting = {option, argument: undefined, written: JSON.stringify(value), origin};
		return [{...setting, argument: converted(setting, () => argumentOfToml(option, value, folder))}];
	});
}

function parsed(file: string, text: string): Readonly<Record<string, unknown>> {
	try {
		return parse(text);
	} catch (error) {
		if (!(error instanceof TomlError)) throw error;
		const [what = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
		throw refusal(`${file}:${error.line}: is no TOML: ${what} (column ${error.column})`, error);
	}
}

function optionOf(key: string, place: string) {
	const option = findOption(key);
	if (option?.notInFile !== undefined) throw refusal(`${place}: ${key}: ${option.notInFile}`);
	if (option) return option;
	if (builtInModels.some(model => liveParameters(model).some(({name}) => name === key)))
		throw refusal(`${place}: ${key}: there is no such option; a parameter of the model goes below [param]`);
	const names = runOptionTable.flatMap(each => (each.notInFile === undefined ? [each.name] : []));
	const near = didYouMean(key, names);
	throw refusal(`${place}: ${key}: there is no such option${near || '; connectop info --default-config lists them'}`);
}

function parametersIn(
	value: unknown,
	option: Setting['option'],
	origin: Origin,
	originOf: (name: string) => Origin,
): readonly Setting[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
		const setting = {option, argument: undefined, written: JSON.stringify(value), origin};
		throw refusal(`${asWritten(setting)}: use a table, [param] with lines such as alpha = 0.3`);
	}
	return Object.entries(value).map(([parameter, each]) => {
		const setting = {
			option,
			parameter,
			argument: undefined,
			written: JSON.stringify(each),
			origin: originOf(parameter),
		};
		return {...setting, argument: converted(setting, () => parameterOfToml(each))};
	});
}

/** Says where a value of the wrong kind stands. */
export function converted(setting: Setting, convert: () => unknown): unknown {
	try {
		return convert();
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw refusal(`${asWritten(setting)}: ${error.message}`, error);
	}
}
