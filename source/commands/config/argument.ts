import {isAbsolute, join} from 'node:path';
import {isModelFile} from '../../run/load-model.ts';
import type {Option} from '../option.ts';

/**
A value of a TOML file as yargs would hand it on. A number that is none becomes NaN, for the check that says which numbers are allowed. `folder`:
where the paths of this file begin, if not in the working directory.
@throws {TypeError} What kind of value is wanted, in words.
*/
export function argumentOfToml(option: Option, value: unknown, folder?: string): unknown {
	const {kind, choices} = option;
	if (kind === 'number') {
		if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
			throw new TypeError('use a number without quotes');
		return typeof value === 'number' ? value : Number.NaN;
	}
	if (kind === 'switch') {
		if (typeof value === 'boolean') return value;
		throw new TypeError('use true or false');
	}
	const asNumber = kind === 'interval' || kind === 'size' || choices !== undefined;
	if (asNumber && typeof value === 'number') return String(value);
	if (typeof value !== 'string') throw new TypeError('use a text in quotes');
	return folder !== undefined && isPath(option, value) ? join(folder, value) : value;
}

/** A parameter's value in the table `param`: a number, a switch, or the name of a choice. */
export function parameterOfToml(value: unknown): string {
	if (typeof value === 'boolean' || typeof value === 'number') return String(value);
	if (typeof value === 'string' && value !== '') return value;
	throw new TypeError('use a number, a text in quotes, true or false');
}

/** A value of the environment as yargs would hand it on. Throws as `argumentOfToml` does. */
export function argumentOfText({kind}: Option, text: string): unknown {
	if (kind === 'number') return text.trim() === '' ? Number.NaN : Number(text);
	if (kind !== 'switch') return text;
	const word = text.toLowerCase();
	if (['1', 'on', 'true', 'yes'].includes(word)) return true;
	if (['0', 'off', 'false', 'no'].includes(word)) return false;
	throw new TypeError('use true or false');
}

function isPath({kind, name}: Option, value: string): boolean {
	if (isAbsolute(value)) return false;
	return (
		kind === 'path' || (name === 'model' && isModelFile(value)) || (name === 'input' && !['-', 'none'].includes(value))
	);
}
