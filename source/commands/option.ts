import type {Argv, Options} from 'yargs';

/** A value as it stands in a configuration file. */
export type OptionValue = string | number | boolean;

/** An option of the command line, which a configuration can set as well. Help, configuration and completion are made from it. */
export interface Option {
	readonly name: string;
	readonly alias?: string;
	/** `size` is bytes such as 8G, `interval` seconds or 100t, `path` a file, `list` what may be given again. */
	readonly kind: 'number' | 'text' | 'switch' | 'interval' | 'size' | 'path' | 'list';
	/** Its heading in the help. */
	readonly group: string;
	readonly describe: string;
	readonly choices?: readonly string[];
	/** Which numbers, in words, where it is no parameter of a running run. */
	readonly allowed?: string;
	/** The default. */
	readonly value?: OptionValue;
	/** The default in words, where it is no value or reads badly as one. */
	readonly usual?: string;
	/** A value to begin with, where there is no default. */
	readonly example?: OptionValue;
	/** It is about one call or one run: why a file can't set it. */
	readonly notInFile?: string;
	/** A checkpoint holds it: a run that goes on from one takes it from there rather than from a file. */
	readonly held?: true;
	/** What it may be depends on the model: its parameter, or undefined for what is no parameter. */
	readonly ofModel?: {readonly parameter?: string};
}

/** Tells yargs of options. What is no number stays as it was typed, for the message that refuses it. */
export function defineOptions(yargs: Argv, options: readonly Option[]): Argv {
	return options.reduce((all, option) => all.option(option.name, yargsOption(option)), yargs);
}

function yargsOption(option: Option): Options {
	const {kind, group, alias, choices} = option;
	return {
		...(kind === 'switch' ? {type: 'boolean'} : kind === 'number' ? {} : {type: 'string'}),
		...(kind === 'switch' ? {} : {requiresArg: true}),
		...(alias === undefined ? {} : {alias}),
		...(choices === undefined ? {} : {choices}),
		group,
		describe: described(option),
	};
}

/** What it does, and the default in brackets. A switch that is off by itself needs none. */
export function described({describe, value, usual}: Option): string {
	const shown = usual ?? (value === false ? undefined : value);
	return shown === undefined ? describe : `${describe} [${shown}]`;
}

/** The option's name among yargs' arguments. */
export const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
