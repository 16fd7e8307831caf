import process from 'node:process';
import {ConnectopError} from '../../base/errors.ts';
import type {Model} from '../../dynamics/model.ts';
import {builtInModels} from '../../dynamics/models.ts';
import {checkOptions} from '../../run/options.ts';
import {startSettings} from '../../run/settings.ts';
import {readLook} from '../../ui/look.ts';
import {readApi} from '../api-options.ts';
import {camel} from '../option.ts';
import {readRunOptions} from '../run-options.ts';
import {asWritten, type Setting} from './origin.ts';
import {refusal} from './refusal.ts';

/**
Refuses a value that its option does not take, as the command line would: one line with file and line or variable, `config`. What depends on the
model is checked where `model` is known; what depends on other options is left to them.
*/
export function checkSetting(setting: Setting, model: Model | undefined): void {
	const {option, parameter, argument} = setting;
	if (option.ofModel && !model) return;
	const args =
		parameter === undefined ? {[camel(option.name)]: argument} : {param: [`${parameter}=${String(argument)}`]};
	try {
		const options = readRunOptions(args);
		checkOptions(options);
		startSettings(model ?? builtInModels[0], options, undefined);
		if (option.name === 'api-port') readApi({...args, api: true});
		readLook(args, process.env, process.stdout);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		if (error.code === 'graph') return; // it needs another option
		throw refusal(`${asWritten(setting)}: ${withoutValue(error.message, option.name)}`, error);
	}
}

/** The rule alone, of `--hz: fast is not allowed; use a number above 0`: option and value have been said. */
function withoutValue(message: string, name: string): string {
	return message
		.replace(new RegExp(`^${name} ".*" is unknown; `), '')
		.replace(/^--(?:param )?[\w-]+(?: [^:]*)?: /, '')
		.replace(/^(?:\S+ is (?:not allowed|no interval)|that is no number); /, '');
}
