import process from 'node:process';
import {ConnectopError} from '../../base/errors.ts';
import {builtInModels} from '../../dynamics/models.ts';
import type {Arguments} from '../arguments.ts';
import {readPair} from '../model-options.ts';
import {camel} from '../option.ts';
import {groups, runOptionTable} from '../run-option-table.ts';
import {checkSetting} from './check.ts';
import {type ConfigFile, readConfigFiles} from './config-files.ts';
import {type Environment, readEnvironment} from './environment.ts';
import type {Setting} from './origin.ts';
import {inForce, type Layer, modelOf} from './precedence.ts';
import {presetLayer} from './preset-layer.ts';
import {readConfigText} from './read-file.ts';
import {refusal} from './refusal.ts';

/** What the command line, the environment and the files say together. */
export interface Configuration {
	/** As yargs would give it if all of it had been typed. */
	readonly args: Arguments;
	/** Every value in force and where it comes from; what is missing is as by default. */
	readonly settings: readonly Setting[];
	readonly files: readonly ConfigFile[];
	/** One line each, for stderr. */
	readonly warnings: readonly string[];
}

/**
Joins the command line with the configuration: flag before environment, before ./connectop.toml, before the user's file. Throws one line, `config`,
that names file and line or variable of what is wrong. `names`: the options of a verb that takes not all of them.
*/
export function readConfiguration(
	flags: Arguments,
	environment: Environment = process.env,
	names: readonly string[] = runOptionTable.map(({name}) => name),
): Configuration {
	const warnings: string[] = [];
	const set = readEnvironment(environment, line => warnings.push(line));
	const {files, texts} = readConfigFiles(namedFile(flags['config'], set), environment);
	const given = flagSettings(flags);
	const preset = namedPreset(flags['preset'], set, names);
	const asked = preset === undefined ? [] : [presetLayer(preset, environment, [given, set])];
	const configured: readonly Layer[] = [set, ...asked, ...texts.map(readConfigText)];
	for (const setting of configured.flat())
		if (!setting.option.ofModel && setting.origin.kind !== 'flag') checkSetting(setting, undefined);
	const settings = inForce([given, ...configured]).filter(({option}) => names.includes(option.name));
	const model = settings.some(({option}) => option.name === 'resume') ? undefined : modelOf([settings]);
	const known = builtInModels.find(({id}) => id === model);
	for (const setting of settings)
		if (setting.option.ofModel && setting.origin.kind !== 'flag') checkSetting(setting, known);
	return {args: joined(flags, settings), settings, files, warnings};
}

/** The file that `--config` or the environment names, `false` for none. */
function namedFile(flag: unknown, set: Layer): string | false | undefined {
	if (flag === false) return false;
	if (Array.isArray(flag))
		throw new ConnectopError('usage', 'usage', `--config: is given ${flag.length} times; give it once`);
	const named = flag ?? set.find(({option}) => option.name === 'config')?.argument;
	if (named === undefined) return undefined;
	if (named === '') throw refusal('--config: the name of the file is missing');
	return String(named);
}

/** The preset that the command line or the environment names, of a verb that takes one. */
function namedPreset(flag: unknown, set: Layer, names: readonly string[]): string | undefined {
	if (Array.isArray(flag))
		throw new ConnectopError('usage', 'usage', `--preset: is given ${flag.length} times; give it once`);
	const named = flag ?? set.find(({option}) => option.name === 'preset')?.argument;
	return named === undefined || !names.includes('preset') ? undefined : String(named);
}

function flagSettings(flags: Arguments): Layer {
	const origin = {kind: 'flag'} as const;
	return runOptionTable.flatMap((option): Layer => {
		const argument = flags[camel(option.name)];
		if (argument === undefined) return [];
		if (option.kind !== 'list') return [{option, argument, written: String(argument), origin}];
		return [argument].flat().map(pair => {
			const [parameter, value] = readPair(String(pair));
			return {option, parameter, argument: value, written: value, origin};
		});
	});
}

/** The flags as they are, and what came from elsewhere beside them. */
function joined(flags: Arguments, settings: readonly Setting[]): Arguments {
	const args: Record<string, unknown> = {...flags};
	for (const {option, parameter, argument, origin} of settings) {
		if (origin.kind === 'flag') continue;
		if (parameter === undefined) args[camel(option.name)] = argument;
		else args['param'] = [...[args['param'] ?? []].flat(), `${parameter}=${String(argument)}`];
	}
	return args;
}

/** What is no part of a run: how it looks, who reaches it, and where the configuration is. */
const aroundRun: readonly string[] = [groups.screen, groups.server, groups.configuration];

/** Whether anything is asked of the run itself: by any option that was typed, or by a configuration that sets more than what is around it. */
export const asksForRun = ({settings}: Configuration): boolean =>
	settings.some(({option, origin}) =>
		origin.kind === 'flag' ? option.group !== groups.configuration : !aroundRun.includes(option.group),
	);
