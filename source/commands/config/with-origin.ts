import {resolve} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {keyOf, originText, type Setting} from './origin.ts';

/**
A refusal that comes later, when the run is built, and names an option that nobody typed: says where it came from. The exit code is then that of a
wrong configuration.
*/
export function withOrigin(error: unknown, settings: readonly Setting[]): unknown {
	if (!(error instanceof ConnectopError) || !['usage', 'invalid'].includes(error.kind)) return error;
	const named = settings.filter(each => each.origin.kind !== 'flag' && names(error.message, each));
	if (named.length === 0) return error;
	const places = named.map(each => `${keyOf(each)} comes from ${originText(each.origin)}`);
	return new ConnectopError('invalid', error.code, `${error.message} (${places.join(', ')})`, {cause: error});
}

/** Whether a message speaks of an option: `--graph x`, `-k 3`, `domain "x"`, `--param alpha`, or begins with its value: `worm.csv, line 3`. */
function names(message: string, {option, parameter, argument}: Setting): boolean {
	if (parameter !== undefined)
		return [`--param ${parameter}:`, `parameter "${parameter}"`].some(each => message.includes(each));
	if (message.startsWith(`${option.name} "`)) return true;
	const typed = `${option.name.length === 1 ? '-' : '--'}${option.name}`; // as the help has it
	if (new RegExp(`(?<![\\w-])${typed}(?![\\w-])`).test(message)) return true;
	if (option.kind !== 'path' || typeof argument !== 'string') return false;
	return message.startsWith(argument) || message.startsWith(resolve(argument));
}
