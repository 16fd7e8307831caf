import {z} from 'zod';
import type {Settings} from './protocol.ts';
import {longestSpec, mostRecorders} from './recording/limits.ts';

/** Most nodes that can be clamped at a time: they are listed in run.json and in every checkpoint. */
export const mostClamped = 100_000;
/** Most breakpoints at a time: each is looked at after every measurement. */
export const mostBreakpoints = 100;

const node = z.int().min(0);
const every = (what: string) =>
	z
		.union([
			z.strictObject({seconds: z.number().positive()}).readonly(),
			z.strictObject({ticks: z.int().positive()}).readonly(),
		])
		.optional()
		.describe(`how often ${what}: seconds of wall time or ticks; never when it is missing`);

/** What a breakpoint can do. */
export const breakpointActions = z.enum(['pause', 'checkpoint', 'png', 'bell']);

const breakpoint = z
	.strictObject({
		id: z.int().min(1),
		metric: z.string(),
		relation: z.enum(['<', '<=', '>', '>=', '=']),
		value: z.number(),
		ticks: z.int().min(1).describe('ticks in a row that the condition has to hold'),
		actions: z.array(breakpointActions).min(1).readonly(),
	})
	.readonly();

const recorder = z
	.strictObject({
		name: z.string().regex(/^[\w-][\w.-]{0,63}$/),
		spec: z.string().max(longestSpec),
		rowBytes: z.int().min(1).describe('bytes of a row in its file'),
	})
	.readonly();

/** Every setting of a run, and nothing else. Bounds of parameters are the model's and are checked where it is known. */
export const settingsSchema = z
	.strictObject({
		hz: z.number().positive().describe('ticks a second'),
		dt: z.number().positive().describe('step, reference ticks'),
		paused: z.boolean(),
		preset: z.string().exactOptional().describe("name of the model's preset in force, or custom"),
		parameters: z.record(z.string(), z.number()).readonly().describe('parameters of the model'),
		noise: z.enum(['none', 'shared', 'node']),
		noiseAmplitude: z.number().min(0),
		coupling: z.enum(['scaled', 'raw']),
		stimulusGain: z.number().min(0),
		threshold: z.number(),
		synthetic: z.enum(['none', 'pulse']),
		measureEvery: z.int().min(1).describe('ticks between measurements'),
		auditEvery: z.int().min(0).default(1000).describe('ticks between audits of the measurements, 0 for none'),
		logEvery: every('a row of metrics is written'),
		checkpointEvery: every('a checkpoint is saved'),
		vizEvery: every('the pictures are drawn'),
		clamped: z
			.array(z.strictObject({node, value: z.number()}).readonly())
			.max(mostClamped)
			.readonly()
			.refine(list => ascending(list.map(each => each.node)), 'sorted by node, one entry a node')
			.describe('nodes that are held at a value'),
		silenced: z
			.array(node)
			.max(mostClamped)
			.readonly()
			.refine(ascending, 'sorted, each node once')
			.describe('nodes that act on no other'),
		breakpoints: z.array(breakpoint).max(mostBreakpoints).readonly(),
		recorders: z.array(recorder).max(mostRecorders).readonly().exactOptional().describe('what is recorded'),
	})
	.readonly()
	.describe('every setting in force');

function ascending(nodes: readonly number[]): boolean {
	return nodes.every((each, i) => i === 0 || each > nodes[i - 1]!);
}

type Read = z.output<typeof settingsSchema>;

/** Holds when compiled: what the schema gives is a `Settings`, and a `Settings` is what it gives, key by key. */
type Same<A, B> = [A, B, keyof A, keyof B] extends [B, A, keyof B, keyof A] ? true : never;
true satisfies Same<Read, Settings>;
