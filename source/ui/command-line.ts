import type {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import {issueInWords} from '../base/issue-words.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {type Field, fieldsOf, usageOf, withAdded} from './command-fields.ts';
import type {PaletteCommand} from './palette-commands.ts';

/** Arguments of a command as its schema takes them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The one of `commands` whose id a line begins with, and what stands after it. */
export function commandOf(
	line: string,
	commands: readonly PaletteCommand[],
): {readonly spec: PaletteCommand; readonly rest: string} | undefined {
	const [, id = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(line) ?? [];
	const spec = commands.find(each => each.id === id);
	return spec && {spec, rest};
}

/**
Reads typed arguments: `name=value` each, values alone in the order of the schema, or one JSON object. Throws a usage error of one line
that names the argument and what is allowed.
*/
export function parseArguments(spec: PaletteCommand, typed: string): Arguments {
	const text = typed.trim();
	const given = text.startsWith('{') ? fromJson(spec, text) : fromWords(spec, text);
	const parsed = spec.parameters.safeParse(withAdded(spec, given));
	if (!parsed.success) throw new ConnectopError('usage', 'arguments', `${spec.id}: ${explain(parsed.error, spec)}`);
	return given;
}

function fromJson(spec: PaletteCommand, text: string): Arguments {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === 'object' && value !== null) return value as Arguments;
	} catch (cause) {
		throw new ConnectopError('usage', 'arguments', `${spec.id}: this is no JSON object; ${expected(spec)}`, {cause});
	}
	throw new ConnectopError('usage', 'arguments', `${spec.id}: this is no JSON object; ${expected(spec)}`);
}

function fromWords(spec: PaletteCommand, text: string): Arguments {
	const fields = fieldsOf(spec);
	const [only] = fields.filter(field => field.required);
	const isText = only && (only.type === 'string' || (only.type === 'list' && !only.numbers));
	const named = new RegExp(`(^|\\s)(${fields.map(({name}) => name).join('|')})=`);
	// A command whose one need is text takes the line as it is, quotes and all.
	if (text !== '' && isText && fields.length === 1 && !named.test(text))
		return {[only.name]: only.type === 'list' ? [text] : text};
	const condition = fromCondition(fields, text);
	if (condition) return condition;
	const given: Record<string, unknown> = {};
	const words = wordsOf(text);
	for (const [at, word] of words.entries()) {
		if (word.name === undefined && fields.every(each => each.name in given)) throw tooMany(spec, fields, words, at);
		const [name, value] = word.name === undefined ? [nextOf(fields, given), word.value] : [word.name, word.value];
		const field = fields.find(each => each.name === name);
		if (!field) {
			const names = fields.map(each => each.name);
			const allowed = names.length === 0 ? 'it takes none' : `use ${names.join(', ')}${didYouMean(name, names)}`;
			throw new ConnectopError('usage', 'arguments', `${spec.id}: argument "${name}" is unknown; ${allowed}`);
		}
		given[name] = typedValue(field, value);
	}
	return given;
}

/** `cohesion < 5 for 10 ticks do pause bell`, for a command that takes a condition and what to do then. */
function fromCondition(fields: readonly Field[], text: string): Arguments | undefined {
	const names = fields.map(({name}) => name);
	if (!names.includes('when') || !names.includes('do') || text.startsWith('when=') || text === '') return undefined;
	const [, when = '', actions] = /^(.*?)(?:\s+do\s+(.*))?$/.exec(text) ?? [];
	return {when, ...(actions === undefined ? {} : {do: actions.split(/[\s,]+/).filter(each => each !== '')})};
}

/** The argument that a value without a name is for. */
const nextOf = (fields: readonly Field[], given: Arguments): string =>
	fields.find(field => !(field.name in given))?.name ?? '';

/** Said of the first word for which no argument is left; `preset save from here` was meant as one text. */
function tooMany(spec: PaletteCommand, fields: readonly Field[], words: readonly Word[], at: number): ConnectopError {
	const last = fields.at(-1);
	const whole = words.slice(at - 1).map(({value}) => value);
	const plain = words.slice(at - 1).every(({name, value}) => name === undefined && !/["'\\]/.test(value));
	const meant = last?.type === 'string' && last.choices.length === 0 && at > 0 && plain;
	const hint = meant ? `to take the words as one, put them in quotes: "${whole.join(' ')}"` : expected(spec);
	return new ConnectopError('usage', 'arguments', `${spec.id}: too many values; ${hint}`);
}

const expected = (spec: PaletteCommand): string => {
	const usage = usageOf(spec);
	return usage === '' ? 'it takes no arguments' : `type ${usage}`;
};

interface Word {
	readonly name: string | undefined;
	readonly value: string;
}

/** Words are parted by spaces; quotes keep them together, also after `name=`. */
function wordsOf(text: string): readonly Word[] {
	const words: Word[] = [];
	for (const [, name, double, single, bare] of text.matchAll(
		/(?:([A-Za-z][\w-]*)=)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+))/g,
	))
		words.push({name, value: double?.replaceAll(/\\(.)/g, '$1') ?? single ?? bare ?? ''});
	return words;
}

function typedValue({type, numbers}: Field, text: string): unknown {
	const minus = text.replaceAll('−', '-');
	switch (type) {
		case 'integer':
		case 'number':
			return numberOr(minus);
		case 'boolean':
			return /^(true|on|yes|1)$/i.test(text) ? true : /^(false|off|no|0)$/i.test(text) ? false : text;
		case 'list':
			return minus
				.split(',')
				.filter(each => each !== '')
				.flatMap(each => (numbers ? rangeOr(each) : [each]));
		case 'string':
			return text;
		case 'other':
			return /^[[{]/.test(text) ? jsonOr(text) : numberOr(minus);
	}
}

const numberOr = (text: string): number | string => (text === '' || Number.isNaN(Number(text)) ? text : Number(text));

/** Most numbers that `a-b` stands for. */
const widestRange = 10_000;

/** `3-6` in a list of numbers: 3, 4, 5, 6. */
function rangeOr(text: string): readonly (number | string)[] {
	const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
	if (from === undefined || to === undefined) return [numberOr(text)];
	const length = Number(to) - Number(from) + 1;
	return length > 0 && length <= widestRange ? Array.from({length}, (_, i) => Number(from) + i) : [text];
}

function jsonOr(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text; // the schema says what it wants instead
	}
}

function explain({issues}: z.ZodError, spec: PaletteCommand): string {
	const [issue] = issues;
	if (!issue) return expected(spec);
	const place = issue.path.join('.');
	return `${place === '' ? '' : `${place}: `}${issueInWords(issue)}; ${expected(spec)}`;
}
