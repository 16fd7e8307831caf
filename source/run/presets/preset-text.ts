import {parse, TomlError} from 'smol-toml';
import {ConnectopError} from '../../base/errors.ts';
import {formatValue, type ParameterInfo, valueIn} from '../parameter-info.ts';
import type {Settings} from '../protocol.ts';

/** Parameters of a model and of the run as a preset has them, not yet held against those of a run. */
export interface Preset {
	/** As messages call it: its file. */
	readonly file: string;
	/** Id of the model that it was saved from; a file that names none fits any that has its parameters. */
	readonly model: string | undefined;
	/** In the order of the file, as they are typed. */
	readonly values: ReadonlyMap<string, string>;
}

/** What a preset is made from. */
export interface PresetSource {
	readonly model: string;
	readonly parameters: readonly ParameterInfo[];
	readonly settings: Settings;
	/** Lines for people, at the top. */
	readonly remarks: readonly string[];
}

/** A preset as TOML that `connectop run` takes as a configuration too: the model, and every parameter that can be set, with what it is. */
export function presetText({model, parameters, settings, remarks}: PresetSource): string {
	const [ofModel, ofRun] = [parameters.filter(isOfModel), parameters.filter(each => !isOfModel(each))];
	const lines = (all: readonly ParameterInfo[]) => all.flatMap(each => lineOf(each, settings));
	const text = [
		...remarks.map(remark => `# ${remark.replaceAll(/\p{Cc}+/gu, ' ')}`),
		`model = ${JSON.stringify(model)}`,
		'',
		'[param]',
		'# of the model',
		...lines(ofModel),
		'# of the run',
		...lines(ofRun),
	];
	return `${text.join('\n')}\n`;
}

/** Whether a parameter is the model's, its presets included. */
export const isOfModel = ({place}: ParameterInfo): boolean => 'parameter' in place || place.setting === 'preset';

/** A line, or none for what can't be asked for: a preset of the model that is none any more. */
function lineOf(parameter: ParameterInfo, settings: Settings): readonly string[] {
	const {name, kind, title, unit} = parameter;
	const value = formatValue(parameter, valueIn(parameter, settings));
	if (kind === 'choice' && !parameter.choices?.includes(value)) return [];
	const key = /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
	const bare = kind === 'number' || kind === 'integer' || (kind === 'interval' && !value.endsWith('t'));
	const written = bare ? value : kind === 'boolean' ? String(value === 'on') : JSON.stringify(value);
	const what = ['', '1'].includes(unit) ? title : `${title}, ${unit}`;
	return [`${key} = ${written}${what === name ? '' : ` # ${what.replaceAll(/\p{Cc}+/gu, ' ')}`}`];
}

/** Reads a preset. Throws one line that names file and key for bad TOML, and for what is neither a model nor a parameter. */
export function readPreset(text: string, file: string): Preset {
	const {model, param = {}, ...rest} = parsed(text, file);
	if (model !== undefined && typeof model !== 'string') throw refused(`${file}: model: use a text in quotes`);
	if (!isTable(param))
		throw refused(`${file}: param = ${JSON.stringify(param)}: use a table, [param] with lines such as alpha = 0.3`);
	const values = [...Object.entries(rest), ...Object.entries(param)].map(
		([name, value]) => [name, typed(value, file, name)] as const,
	);
	return {file, model, values: new Map(values)};
}

function parsed(text: string, file: string): Readonly<Record<string, unknown>> {
	try {
		return parse(text);
	} catch (error) {
		if (!(error instanceof TomlError)) throw error;
		const [what = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
		throw refused(`${file}:${error.line}: is no TOML: ${what} (column ${error.column})`, error);
	}
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function typed(value: unknown, file: string, name: string): string {
	if (['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value !== '')) return String(value);
	throw refused(`${file}: ${name}: use a number, a text in quotes, true or false`);
}

/** A preset that is wrong: one line, exit code 3. */
export const refused = (message: string, cause?: unknown): ConnectopError =>
	new ConnectopError('invalid', 'preset', message, cause === undefined ? {} : {cause});
