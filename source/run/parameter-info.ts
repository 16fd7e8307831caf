import {ConnectopError} from '../base/errors.ts';
import {formatInterval, type Interval, parseInterval} from '../base/interval.ts';
import {didYouMean} from '../base/nearest-name.ts';
import type {Settings} from './protocol.ts';

export type ParameterValue = number | string | Interval;

/** What is known of a setting that can change while a run goes on, whichever part of the program it belongs to. JSON. */
export interface ParameterInfo {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'interval';
	readonly min?: number;
	readonly max?: number;
	readonly choices?: readonly string[];
	readonly default?: number | string;
	/** Where its value stands: one of the run's settings, or a parameter of the model. */
	readonly place: {readonly setting: keyof Settings} | {readonly parameter: string};
}

/** The value in force. */
export function valueIn({place, default: usual}: ParameterInfo, settings: Settings): ParameterValue {
	if ('parameter' in place) return settings.parameters[place.parameter] ?? usual ?? 0;
	const value = settings[place.setting] as ParameterValue;
	return place.setting === 'preset' ? (value ?? 'custom') : value;
}

/** What was typed may be of any length; a line is not. */
const short = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** A usage error for a name that is none of those allowed; says which is nearest. */
export function unknownName(code: string, what: string, given: string, allowed: readonly string[]): ConnectopError {
	const message = `${short(what)} is unknown; use one of ${allowed.join(', ')}${didYouMean(given, allowed)}`;
	return new ConnectopError('usage', code, message);
}
/** Reads a typed value. Throws a usage error that names parameter, value and what is allowed. */
export function parseValue(parameter: ParameterInfo, text: string | number): ParameterValue {
	const {name, kind} = parameter;
	if (kind === 'interval') return parseInterval(text, name);
	if (kind === 'choice') {
		if (parameter.choices?.includes(String(text))) return String(text);
		throw unknownName('parameter', `${name}: "${text}"`, String(text), parameter.choices ?? []);
	}
	if (kind === 'boolean') return parseSwitch(name, text);
	const value = typeof text === 'string' && text.trim() === '' ? Number.NaN : Number(text);
	const {min = -Infinity, max = Infinity} = parameter;
	if (value >= min && value <= max && (kind !== 'integer' || Number.isInteger(value))) return withoutMinusZero(value);
	const what = kind === 'integer' ? 'a whole number' : 'a number';
	throw new ConnectopError('usage', 'parameter', `${name}: ${text} is not allowed; use ${what} from ${min} to ${max}`);
}

/** −0 is another number than 0 to a digest, and comes back from a record as 0. */
const withoutMinusZero = (value: number): number => (value === 0 ? 0 : value);

function parseSwitch(name: string, text: string | number): number {
	const word = String(text).toLowerCase();
	if (['1', 'on', 'true', 'yes'].includes(word)) return 1;
	if (['0', 'off', 'false', 'no'].includes(word)) return 0;
	throw new ConnectopError('usage', 'parameter', `${name}: "${text}" is not allowed; use on or off`);
}

/** The value as it is shown and typed. */
export function formatValue(parameter: ParameterInfo, value: ParameterValue): string {
	if (parameter.kind === 'interval') return formatInterval(value as Interval);
	if (parameter.kind === 'boolean') return value === 1 ? 'on' : 'off';
	return String(value);
}

/** A value as `set` takes it. */
export const settable = (parameter: ParameterInfo, value: ParameterValue): number | string =>
	typeof value === 'number' ? value : formatValue(parameter, value);

/** The values of all parameters by name, as `set` takes them. */
export const valuesOf = (
	parameters: readonly ParameterInfo[],
	settings: Settings,
): Readonly<Record<string, number | string>> =>
	Object.fromEntries(parameters.map(each => [each.name, settable(each, valueIn(each, settings))]));
