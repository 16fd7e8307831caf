import {z} from 'zod';
import {version} from '../base/version.ts';
import type {NodeReport} from '../run/graph-part.ts';
import type {ParameterInfo} from '../run/parameter-info.ts';
import type {Event, History, Level, Link, RunFacts, Status} from '../run/protocol.ts';
import {settingsSchema} from '../run/settings-schema.ts';
import {protocolVersion} from './wire.ts';

/* The only description of what goes over the wire: bodies are checked by it, clients read by it, the API's document is made from it. */

const count = z.int().min(0);
const level = z.enum(['debug', 'info', 'warn', 'error'] satisfies Level[]);

export const eventSchema = z
	.looseObject({
		v: z.int(),
		ts: z.string(),
		seq: count,
		epoch: count,
		tick: count,
		level,
		kind: z.string(),
		message: z.string(),
		data: z.record(z.string(), z.unknown()).optional(),
	})
	.describe('something that happened') as unknown as z.ZodType<Event>;

/** Numbers of a run; those that are none (NaN) are null in JSON. */
const figure = z.number().nullable();

export const statusSchema = z
	.object({
		tick: count,
		epoch: count,
		time: figure.describe('model time, s'),
		paused: z.boolean(),
		ended: z.boolean(),
		achievedHz: figure,
		realTimeFactor: figure,
		late: count,
		missed: count,
		latenessMs: figure,
		latenessP99Ms: figure,
		stepMs: figure,
		tickMs: figure,
		substeps: count,
		revision: z.int().describe('grows with every command that changes the field'),
		savedTick: z.int(),
		measuredTick: count.describe('the tick that `metrics` are of'),
		metrics: z.record(z.string(), figure),
		input: z.object({taken: count, dropped: count}),
		engine: z.string().optional().describe('what is wrong with the external engine; absent while it answers'),
		disk: z
			.string()
			.optional()
			.describe('what is wrong with the disk that the records go to; absent while it takes them'),
	})
	.describe('how a run goes now') as unknown as z.ZodType<Status>;

const samples = z.array(figure);
export const historySchema = z
	.object({
		meanWeight: samples,
		activeEdges: samples,
		cohesion: samples,
		complexity: samples,
		entropy: samples,
		tickMs: samples,
		activeShare: samples,
	})
	.describe('one sample a second, oldest first') as unknown as z.ZodType<History>;

export const checkpointSchema = z.object({
	file: z.string(),
	tick: count,
	epoch: count,
	bytes: count,
	sha256: z.string(),
	at: z.string(),
	seq: count.optional(),
});

export const factsSchema = z
	.looseObject({id: z.string(), directory: z.string(), seed: z.number()})
	.describe('what does not change in a run') as unknown as z.ZodType<RunFacts>;

export const parameterSchema = z
	.looseObject({name: z.string(), title: z.string(), unit: z.string(), kind: z.string()})
	.describe('a setting that can change while the run goes on') as unknown as z.ZodType<ParameterInfo>;

/** Where a run stands, as a list shows it. */
export const summarySchema = z.object({
	id: z.string(),
	name: z.string().optional().describe('what it is called besides its id'),
	notes: z
		.array(z.object({at: z.string(), tick: z.number(), epoch: z.number(), text: z.string()}))
		.readonly()
		.optional()
		.describe('what was written down, the newest last'),
	directory: z.string(),
	state: z
		.enum(['running', 'paused', 'ended', 'failed', 'dead', 'elsewhere'])
		.describe('dead: its process is gone; elsewhere: on another host'),
	host: z.string(),
	pid: z.int(),
	jobId: z.string().optional(),
	startedAt: z.string(),
	lastSeen: z.string(),
	tick: z.number(),
	hz: z.number().optional(),
	nodes: z.number().optional(),
	model: z.string(),
	socket: z.string().optional(),
	api: z.string().optional(),
});
export type RunSummary = z.infer<typeof summarySchema>;

/** All that there is to say of a run that is going on. */
export const detailsSchema = z.object({
	protocol: z.int().default(protocolVersion),
	version: z.string().default(version),
	pid: z.int(),
	facts: factsSchema,
	parameters: z.array(parameterSchema),
	settings: settingsSchema,
	status: statusSchema,
	checkpoints: z.array(checkpointSchema),
});

/** A command as it comes in. `by` says in the journal which face it came from. */
export const commandSchema = z.strictObject({
	id: z.string().min(1).max(64).describe('a command of the registry'),
	args: z.record(z.string(), z.unknown()).default({}).describe("the command's arguments"),
	by: z.enum(['key', 'signal', 'script', 'http', 'palette']).default('http'),
});

export const outcomeSchema = z.object({
	ok: z.literal(true),
	tick: z.number().describe('the tick it took effect on'),
	data: z.record(z.string(), z.unknown()).optional(),
	settings: settingsSchema.describe('as they are after it'),
});

export const problemSchema = z
	.object({
		ok: z.literal(false),
		error: z.string().describe('a stable code'),
		detail: z.string().describe('one line for people'),
		validation: z.array(z.object({path: z.string(), message: z.string()})).optional(),
	})
	.describe('why not');

/** What a client of the frame stream may ask for. */
export const wishSchema = z.object({
	protocol: z.coerce.number().int().default(protocolVersion).describe('what the client speaks'),
	fps: z.coerce.number().min(0.1).max(30).default(4).describe('at most so many frames a second'),
	field: z
		.enum(['full', 'cells', 'view', 'none'])
		.default('full')
		.describe(
			'every node, means over the cells of a picture (of at most 64 nodes of each), what a screen says that it draws where the graph is large, or no field',
		),
	columns: z.coerce.number().int().min(1).max(1000).default(80).describe('cells of the picture, with field=cells'),
	rows: z.coerce.number().int().min(1).max(1000).default(24),
});
export type Wish = z.infer<typeof wishSchema>;

/** Nodes whose values a screen watches one by one, at most. */
const mostWatched = 256;

/** What a screen draws of a large graph; it says so on the stream, with field=view. */
export const lookSchema = z.strictObject({
	x: z.number().min(0).max(1),
	y: z.number().min(0).max(1),
	zoom: z.number().min(1).max(4096),
	columns: z.int().min(1).max(1000),
	rows: z.int().min(1).max(1000),
	watched: z.array(z.int().min(0)).max(mostWatched).default([]),
});

const nearSchema = z.object({
	node: count,
	name: z.string().optional(),
	x: z.number(),
	y: z.number(),
	incoming: z.number().optional(),
	outgoing: z.number().optional(),
});

/** What there is to say of a node. */
export const nodeReportSchema = z.object({
	node: count,
	name: z.string().optional(),
	x: z.number().describe('its place in the unit square'),
	y: z.number(),
	incoming: count.describe('edges'),
	outgoing: count,
	strengthIn: figure.describe('sum of their weights'),
	strengthOut: figure,
	joined: count.describe('nodes that it is joined to'),
	near: z.array(nearSchema).describe('the first of them, the greatest weight first'),
}) as unknown as z.ZodType<NodeReport>;

const linkSchema = z.object({
	state: z.enum(['lost', 'replay', 'read-only']),
	message: z.string(),
}) satisfies z.ZodType<Link>;

/** The head of a message of the frame stream: first everything, then what has changed. */
export const headSchema = z.discriminatedUnion('type', [
	detailsSchema.extend({
		type: z.literal('hello'),
		link: linkSchema.optional(),
		samples: count,
		history: historySchema,
		events: z.array(z.unknown()),
		parts: z.object({named: z.boolean()}).optional().describe('say what is drawn; frames hold that part of the field'),
	}),
	z.object({
		type: z.literal('part'),
		look: lookSchema.omit({watched: true}),
		dense: z.boolean(),
		shown: count,
		nodes: count,
		edges: count,
		edgeShare: z.number(),
		degreeRange: z.tuple([count, count]),
		names: z.array(z.string()).optional(),
	}),
	z.object({
		type: z.literal('frame'),
		status: statusSchema,
		settings: settingsSchema.optional(),
		samples: count.optional(),
		/** Only the samples that are new. */
		history: historySchema.optional(),
		events: z.array(eventSchema).optional(),
		/** Events that the client was too slow for. */
		lost: count.optional(),
		checkpoints: z.array(checkpointSchema).optional(),
		skipped: count.optional().describe('frames this client was too slow for, in all'),
		watched: z.array(count).optional().describe('nodes whose values stand at the end of the field'),
	}),
	z.object({
		type: z.literal('end'),
		reason: z.string(),
		summary: z.string(),
		error: z.object({kind: z.string(), code: z.string(), message: z.string()}).optional(),
	}),
]);
export type Head = z.infer<typeof headSchema>;
