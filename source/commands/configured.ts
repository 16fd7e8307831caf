import process from 'node:process';
import type {Arguments} from './arguments.ts';
import {type Configuration, readConfiguration} from './config/configuration.ts';
import {withOrigin} from './config/with-origin.ts';

/**
Carries out a verb with its command line and the configuration together. Warnings go to stderr; what is refused later says where it came from.
`names`: the options that the verb takes, if not all of `connectop run`.
*/
export async function configured<T>(
	flags: Arguments,
	carryOut: (configuration: Configuration) => Promise<T>,
	names?: readonly string[],
): Promise<T> {
	const configuration = readConfiguration(flags, process.env, names);
	for (const line of configuration.warnings) process.stderr.write(`connectop: ${line}\n`);
	try {
		return await carryOut(configuration);
	} catch (error) {
		throw withOrigin(error, configuration.settings);
	}
}
