import {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import {guardedModel} from './guard.ts';
import type {Model} from './model.ts';

const name = z.string().regex(/^[A-Za-z][\w-]*$/, 'must be a name of letters, digits, _ and -');
const number = z.number('must be a finite number');
const callable = z.custom<(...args: never[]) => unknown>(value => typeof value === 'function', 'must be a function');
const parameter = z
	.object({name, title: z.string(), unit: z.string(), default: number, min: number, max: number})
	.refine(each => each.min <= each.default && each.default <= each.max, 'its default must lie from min to max');

/** The shape of a user's model, as far as data can say it. */
const modelShape = z.object({
	id: name,
	title: z.string().optional(),
	variables: z
		.array(z.object({name, unit: z.string(), min: number, max: number, shown: z.tuple([number, number])}))
		.min(1)
		.max(4),
	parameters: z.array(parameter),
	node: z.array(callable),
	edge: callable,
	strength: name.optional(),
	initial: z
		.record(z.string(), callable)
		.refine(value => Object.keys(value).length > 0, 'must hold at least one initial condition'),
	helpers: z.record(z.string(), callable).optional(),
	couplingNorm: number.positive('must be above 0').optional(),
	reactionBound: callable.optional(),
	clock: callable.optional(),
	noiseGain: callable.optional(),
	observables: z.array(z.object({name, title: z.string(), unit: z.string(), of: callable})).optional(),
	presets: z
		.object({title: name, names: z.array(z.string()).min(1), default: z.string(), values: callable})
		.refine(each => each.names.includes(each.default), 'its default must be one of its names')
		.optional(),
	cpuStep: callable.optional(),
});

/** What each kind of value is called in errors, by zod's name for it. */
const kinds: Readonly<Record<string, string>> = {
	array: 'a list',
	object: 'an object',
	record: 'an object',
	string: 'text',
	tuple: 'a list',
};

/** What is wrong with a part of a model that no message of `modelShape` speaks of: a part that is missing, of another kind, or too long or short. */
function inWords(issue: z.core.$ZodRawIssue): string {
	const {input} = issue;
	switch (issue.code) {
		case 'invalid_type': {
			const needed = `must be ${kinds[issue.expected] ?? issue.expected}`;
			return input === undefined ? `is missing; it ${needed}` : `${needed}, not ${found(input)}`;
		}
		case 'too_small':
			return `holds ${lengthOf(input)}; it must hold at least ${issue.minimum}`;
		case 'too_big':
			return `holds ${lengthOf(input)}; it must hold at most ${issue.maximum}`;
		default:
			return 'is not what it must be';
	}
}

const lengthOf = (list: unknown): string => {
	const length = Array.isArray(list) ? list.length : 0;
	return length === 1 ? '1 item' : `${length} items`;
};

function found(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'string') return 'text';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
A user's model module: exports `model`, an object of the shape of `Model` (docs/models.md). Throws one configuration error that names
what is missing or wrong.
*/
export function foreignModel(exports: Readonly<Record<string, unknown>>, file: string): Model {
	const wrong = (what: string) => new ConnectopError('invalid', 'model', `${file}: ${what} (docs/models.md)`);
	const given = exports['model'] ?? exports['default'];
	if (typeof given !== 'object' || given === null) throw wrong('must export an object called model');
	const parsed = modelShape.safeParse(given, {error: inWords});
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw wrong(`${['model', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`);
	}
	const model = given as Model;
	if (model.node.length !== model.variables.length)
		throw wrong(`model.node must hold one function a variable, ${model.variables.length}`);
	if (model.strength !== undefined && !model.parameters.some(each => each.name === model.strength)) {
		throw wrong(`model.strength: "${model.strength}" is no parameter of the model`);
	}
	return guardedModel({...model, title: model.title ?? model.id, origin: file}, file);
}
