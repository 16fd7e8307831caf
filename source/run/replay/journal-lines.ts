import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import type {JournalEntry} from '../../records/journal.ts';
import {savedEngine} from '../../records/state-arrays.ts';
import type {ExternalEngine} from '../external/engine-model.ts';
import type {Settings} from '../protocol.ts';

const stamp = {seq: z.int(), epoch: z.int().min(0), tick: z.int().min(0)};

const start = z.object({
	...stamp,
	kind: z.enum(['header', 'resume']),
	version: z.string(),
	node: z.string(),
	options: z.record(z.string(), z.unknown()),
	settings: z.record(z.string(), z.unknown()),
	init: z.string(),
	model: z.string(),
	seed: z.number(),
	kernel: z.object({id: z.string(), title: z.string(), reason: z.string()}),
	graph: z.object({file: z.string().regex(/^[\w.-]+$/), sha256: z.string()}),
	modelFile: z
		.string()
		.regex(/^[^/\\]+$/)
		.optional(),
	equationsFile: z
		.string()
		.regex(/^[^/\\]+$/)
		.optional(),
	engine: savedEngine.optional(),
	code: z.object({model: z.string().optional(), equations: z.string().optional()}).default({}),
	from: z.object({file: z.string(), sha256: z.string().optional(), tick: z.int().optional()}).optional(),
	/** Of a resumption: records that it found in digests.bin. */
	digests: z.int().min(0).optional(),
});

const command = z.object({
	...stamp,
	kind: z.literal('command'),
	/** Tick before whose next step it acted, in the epoch before it. */
	at: z.int().min(0),
	id: z.string(),
	args: z.record(z.string(), z.unknown()),
	by: z.string(),
});

const end = z.object({
	...stamp,
	kind: z.literal('end'),
	reason: z.string(),
	/** Records in digests.bin when nothing more could come: a full disk may have kept the last ones out. */
	digests: z.int().min(0).optional(),
});

/** The header or the line of a resumption: all that a stretch of the run began with. */
export interface StartLine extends Omit<z.infer<typeof start>, 'settings' | 'engine'> {
	readonly line: number;
	readonly settings: Settings;
	/** The external engine that stepped. */
	readonly engine?: ExternalEngine | undefined;
}

/** A command that took effect. `epoch` and `tick` are those after it. */
export type CommandLine = z.infer<typeof command> & {readonly line: number};

type EndLine = z.infer<typeof end> & {readonly line: number};

export type JournalLine = StartLine | CommandLine | EndLine;

const lines = z.discriminatedUnion('kind', [start, command, end]);

/** What a line of the journal says; undefined when it is of a kind that changes nothing in a replay. Throws `journal-foreign`. */
export function journalLine({row, line}: JournalEntry, path: string): JournalLine | undefined {
	if (!['header', 'resume', 'command', 'end'].includes(String(row['kind']))) return undefined;
	const {data, error} = lines.safeParse(row);
	if (data) return {...data, line} as JournalLine;
	const [issue] = error.issues;
	throw new ConnectopError(
		'unverified',
		'journal-foreign',
		`${path}:${line}: ${issue?.path.join('.') || 'the line'} is not what a journal of this version holds: ${issue?.message}`,
	);
}
