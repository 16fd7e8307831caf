import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Low} from 'lowdb';
import {JSONFile} from 'lowdb/node';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {fileFailure} from './files.ts';

/** A checkpoint as run.json lists it. */
export interface CheckpointEntry {
	readonly file: string;
	readonly tick: number;
	readonly epoch: number;
	readonly bytes: number;
	readonly sha256: string;
	readonly at: string;
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
	readonly startedAt: string;
	readonly endedAt?: string;
	readonly status: 'running' | 'ended' | 'failed';
	readonly endReason?: string;
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

export function createRunDocument(directory: string, data: RunDocument): RunDocumentFile {
	const path = join(directory, 'run.json');
	const store = new Low<RunDocument>(new JSONFile<RunDocument>(path), data);
	return {
		get data() {
			return store.data;
		},
		async update(change) {
			store.data = {...store.data, ...change};
			try {
				await store.write();
			} catch (error) {
				throw fileFailure(error, path);
			}
		},
	};
}

/** Reads run.json. Throws a configuration error when it is missing or damaged. */
export async function readRunDocument(directory: string): Promise<RunDocument> {
	const path = join(directory, 'run.json');
	try {
		const document = JSON.parse(await readFile(path, 'utf8')) as RunDocument;
		if (document.v === 1 && Array.isArray(document.checkpoints)) return document;
	} catch (error) {
		throw new ConnectopError('invalid', 'run-document', `${path}: can't be read: ${messageOf(error)}`, {cause: error});
	}
	throw new ConnectopError('invalid', 'run-document', `${path}: is no run of this version (v must be 1)`);
}
