import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import {protocolVersion, type WireMessage} from './wire.ts';

/** What an engine may be able to do besides stepping (docs/engine-protocol.md). */
export const capabilities = ['stimulus', 'write', 'save', 'dt', 'deterministic'] as const;
export type Capability = (typeof capabilities)[number];

const name = z.string().regex(/^[A-Za-z]\w{0,63}$/, 'use letters, digits and _, beginning with a letter');
const line = z
	.string()
	.max(120)
	.regex(/^\P{Cc}*$/u, 'use one line without control characters');
const finite = z.number();

const variable = z
	.strictObject({
		name,
		unit: line.default(''),
		min: finite.optional(),
		max: finite.optional(),
		shown: z
			.tuple([finite, finite])
			.refine(([low, high]) => low < high, 'its first number must be below the second')
			.optional(),
	})
	.refine(({min = -Infinity, max = Infinity}) => min < max, 'min must be below max');

const parameter = z
	.strictObject({
		name,
		title: line.optional(),
		unit: line.default(''),
		default: finite,
		min: finite,
		max: finite,
	})
	.refine(({min, max, default: usual}) => min <= usual && usual <= max, 'default must lie between min and max');

const hello = z.strictObject({
	protocol: z.int(),
	name: line.min(1),
	version: line.default(''),
	/** `own`: it brings nodes and edges; `given`: it runs on the graph that connectop has. */
	graph: z.enum(['own', 'given']),
	nodes: z
		.int()
		.min(1)
		.max(2 ** 31 - 1)
		.optional(),
	/** Names of the nodes, in order. */
	names: z.array(line).optional(),
	variables: z.array(variable).min(1).max(4),
	parameters: z.array(parameter).max(256).default([]),
	/** Numbers of its own that come with each frame. */
	observables: z
		.array(z.strictObject({name, title: line.optional(), unit: line.default('')}))
		.max(64)
		.default([]),
	can: z.array(z.enum(capabilities)).default([]),
});

/** What an engine says of itself first. JSON. */
export type Hello = Readonly<z.infer<typeof hello>>;

/** Throws one line that says what is wrong with it and what is allowed. */
export function readHello({type, fields}: WireMessage): Hello {
	if (type !== 'hello') throw wrong(`its first message is ${type}; it has to be hello`);
	if (fields['protocol'] !== protocolVersion)
		throw wrong(`it speaks protocol ${JSON.stringify(fields['protocol'])}; this version speaks ${protocolVersion}`);
	const {data, error} = hello.safeParse(fields);
	if (!data) {
		const [issue] = error.issues;
		throw wrong(`hello: ${issue?.path.join('.') || 'message'}: ${issue?.message}`);
	}
	const names = [...data.variables, ...data.parameters, ...data.observables].map(each => each.name);
	const twice = names.find((each, i) => names.indexOf(each) < i);
	if (twice !== undefined) throw wrong(`hello: the name ${twice} stands there twice`);
	const taken = data.variables.find(each => reserved.includes(each.name));
	if (taken) throw wrong(`hello: a variable may not be called ${taken.name}: arrays of messages are`);
	if ((data.graph === 'own') !== (data.nodes !== undefined))
		throw wrong('hello: nodes belongs to graph "own", which needs it, and to no other');
	return data;
}

/** Names of arrays in messages that are no variables. */
const reserved = ['state', 'stimulus'];

const wrong = (message: string) => new ConnectopError('invalid', 'engine-hello', message);
