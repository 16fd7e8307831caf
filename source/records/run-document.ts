import {join} from 'node:path';
import {Low} from 'lowdb';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {jsonDocument} from './json-document.ts';
import {runDocumentName} from './run-document-name.ts';
import type {SlurmJob} from './slurm-job.ts';

/** A checkpoint as run.json lists it. */
export interface CheckpointEntry {
	readonly file: string;
	readonly tick: number;
	readonly epoch: number;
	readonly bytes: number;
	readonly sha256: string;
	readonly at: string;
	/** Newest `seq` when the state was copied: commands of the journal up to it are in the state. Absent in older runs. */
	readonly seq?: number;
}

/** Something that was written down while a run went on, or after it. */
export interface RunNote {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly tick: number;
	readonly epoch: number;
	/** One line. */
	readonly text: string;
}

/** run.json: what a run is, and how far it has come. */
export interface RunDocument {
	readonly v: number;
	readonly id: string;
	readonly version: string;
	readonly node: string;
	readonly host: string;
	readonly pid: number;
	/** Tells a process of this boot from one of an earlier boot with the same pid. */
	readonly bootId: string | undefined;
	readonly jobId: string | undefined;
	/** Process group of the external engine that steps. */
	readonly enginePid?: number;
	/** The Slurm job that it is or was last part of. */
	readonly job?: SlurmJob;
	/** Path of the control socket, on this host. */
	readonly socket?: string;
	/** Address of the HTTP API, if it was asked for. */
	readonly api?: string;
	/** The run that this one branched off from, and where. */
	readonly origin?: Readonly<Record<string, unknown>>;
	/** What it is called besides its id. */
	readonly name?: string;
	/** The newest, oldest first. */
	readonly notes?: readonly RunNote[];
	readonly startedAt: string;
	readonly endedAt?: string;
	readonly status: 'running' | 'ended' | 'failed';
	readonly endReason?: string;
	/** What the run failed with. */
	readonly failure?: {readonly kind: string; readonly code: string; readonly message: string};
	/** As given on the command line or by the library. */
	readonly options: Readonly<Record<string, unknown>>;
	/** As in force now. */
	readonly settings: Readonly<Record<string, unknown>>;
	readonly seed: number;
	readonly model: {readonly id: string; readonly title: string; readonly file?: string; readonly equations?: string};
	readonly kernel: {readonly id: string; readonly title: string; readonly reason: string};
	readonly substeps: number;
	readonly graph: Readonly<Record<string, unknown>>;
	readonly checkpoints: readonly CheckpointEntry[];
	readonly lastTick: number;
	readonly lastSeq: number;
	readonly epoch: number;
	readonly heartbeat: string;
	readonly counters: Readonly<Record<string, number>>;
}

/** The file, replaced as a whole at every write. */
export interface RunDocumentFile {
	readonly data: RunDocument;
	/** Changes and writes. Throws `disk-full`, `run-directory-lost` or `write-failed`. */
	update(change: Partial<RunDocument>): Promise<void>;
}

/** Makes run.json of `data`; nothing is written before the first update. */
export function createRunDocument(directory: string, data: RunDocument): RunDocumentFile {
	const store = new Low<RunDocument>(jsonDocument(join(directory, runDocumentName)), data);
	return {
		get data() {
			return store.data;
		},
		async update(change) {
			store.data = {...store.data, ...change};
			await store.write();
		},
	};
}

/** What has to be as it should for a run to be found, resumed or listed; the rest is passed on as it is. */
const shape = z.object({
	v: z.literal(1, {error: 'is no run of this version'}),
	id: z.string(),
	host: z.string(),
	pid: z.int(),
	name: z.string().optional(),
	notes: z.array(z.object({at: z.string(), tick: z.number(), epoch: z.number(), text: z.string()})).optional(),
	startedAt: z.string(),
	status: z.enum(['running', 'ended', 'failed']),
	checkpoints: z.array(
		z.object({
			file: z.string().regex(/^[\w.-]+\.npz$/),
			tick: z.int().min(0),
			epoch: z.int().min(0),
			sha256: z.string(),
		}),
	),
	lastTick: z.number(),
	lastSeq: z.number(),
	epoch: z.int().min(0),
});

/** Reads run.json. Throws a configuration error, `run-document`, when it is missing or damaged. */
export async function readRunDocument(directory: string): Promise<RunDocument> {
	const path = join(directory, runDocumentName);
	const wrong = (what: string, cause?: unknown) =>
		new ConnectopError('invalid', 'run-document', `${path}: ${what}`, {cause});
	let document: RunDocument | null;
	try {
		document = await jsonDocument<RunDocument>(path).read();
	} catch (error) {
		throw wrong(`can't be read: ${messageOf(error)}`, error);
	}
	if (document === null) throw wrong('no such file; a run has one');
	const {error} = shape.safeParse(document);
	if (!error) return document;
	const [issue] = error.issues;
	throw wrong(`is damaged: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}
