import {z} from 'zod';
import type {PaletteCommand} from './palette-commands.ts';

/** An argument of a command, as its schema describes it. */
export interface Field {
	readonly name: string;
	readonly required: boolean;
	readonly type: 'number' | 'integer' | 'boolean' | 'string' | 'list' | 'other';
	/** Of a list: whether its items are numbers. */
	readonly numbers: boolean;
	readonly usual: unknown;
	readonly choices: readonly string[];
	readonly description: string;
}

interface JsonSchema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly items?: JsonSchema;
	readonly default?: unknown;
	readonly enum?: readonly unknown[];
	readonly description?: string;
}

/** Arguments that the run adds by itself, with something that fits their schema: nobody types them. */
const addedByRun: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {restore: {sha256: ''}};

/** Arguments as they will be when the run has added its own. */
export const withAdded = (
	spec: PaletteCommand,
	args: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => ({
	...addedByRun[spec.id],
	...args,
});

const known = new WeakMap<PaletteCommand, readonly Field[]>();

/** The arguments of a command, in the order of its schema; none when the schema is no plain object. */
export function fieldsOf(spec: PaletteCommand): readonly Field[] {
	const before = known.get(spec);
	if (before) return before;
	const schema = z.toJSONSchema(spec.parameters, {io: 'input', unrepresentable: 'any'}) as JsonSchema;
	const fields = Object.entries(schema.properties ?? {})
		.filter(([name]) => !(name in (addedByRun[spec.id] ?? {})))
		.map(([name, each]) => fieldOf(name, each, schema.required));
	known.set(spec, fields);
	return fields;
}

function fieldOf(name: string, schema: JsonSchema, required: readonly string[] = []): Field {
	return {
		name,
		required: required.includes(name),
		type: typeOf(schema.type),
		numbers: schema.items?.type === 'number' || schema.items?.type === 'integer',
		usual: schema.default,
		choices: (schema.enum ?? schema.items?.enum ?? []).map(String),
		description: schema.description ?? '',
	};
}

function typeOf(type: string | undefined): Field['type'] {
	if (type === 'array') return 'list';
	return type === 'number' || type === 'integer' || type === 'boolean' || type === 'string' ? type : 'other';
}

/** Whether a command can't be sent as it is. */
export const needsArguments = (spec: PaletteCommand): boolean =>
	!spec.parameters.safeParse(withAdded(spec, {})).success;

/** What to type after a command: `node=INTEGER [hops=0] [amplitude=0.3]`. */
export function usageOf(spec: PaletteCommand): string {
	return fieldsOf(spec)
		.map(field => {
			const value = field.usual !== undefined ? typedAs(field.usual) : placeOf(field);
			return field.required ? `${field.name}=${value}` : `[${field.name}=${value}]`;
		})
		.join(' ');
}

function placeOf({type, choices, numbers}: Field): string {
	if (choices.length > 0) return choices.join(type === 'list' ? ',' : '|');
	if (type === 'list') return numbers ? 'N,N,…' : 'A,B,…';
	return type === 'number' ? 'NUMBER' : type === 'integer' ? 'INTEGER' : type === 'boolean' ? 'true|false' : 'TEXT';
}

/** A command with arguments as they can be typed: `excite node=12 hops=1 amplitude=0.3`. */
export function exampleOf(spec: PaletteCommand): string {
	const {id, example} = spec;
	const args: Readonly<Record<string, unknown>> = (example as Readonly<Record<string, unknown>>) ?? {};
	const {when, do: actions} = args;
	if (typeof when === 'string' && Array.isArray(actions)) return `${id} ${when} do ${actions.join(' ')}`;
	const [only, ...others] = fieldsOf(spec);
	const alone = only?.required && others.length === 0 ? args[only.name] : undefined;
	if (Array.isArray(alone) && alone.length === 1 && typeof alone[0] === 'string') return `${id} ${alone[0]}`;
	const words = Object.entries(args)
		.filter(([name]) => !(name in (addedByRun[id] ?? {})))
		.map(([name, value]) => `${name}=${typedAs(value)}`);
	return [id, ...words].join(' ');
}

function typedAs(value: unknown): string {
	const text = Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);
	return /\s/.test(text) ? JSON.stringify(text) : text;
}
