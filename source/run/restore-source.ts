import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {type Checkpoint, readCheckpoint} from '../records/checkpoint.ts';
import type {CheckpointEntry} from '../records/run-document.ts';

/** Where a run looks for what it goes back to. */
export interface RestorePlace {
	readonly directory: string;
	readonly checkpoints: readonly CheckpointEntry[];
	/** Nodes of the run. */
	readonly n: number;
}

/**
Reads a checkpoint of a run that is going on. Throws a usage error when `file` is no name of a file, what `readCheckpoint` throws,
`checkpoint-corrupt` when the content is not what run.json says was saved, and `checkpoint-fit` when it has another number of nodes.
*/
export async function readRestored(file: unknown, {directory, checkpoints, n}: RestorePlace): Promise<Checkpoint> {
	if (typeof file !== 'string' || !/^[\w.-]+$/.test(file))
		throw new ConnectopError('usage', 'restore', 'restore: file must be the name of a checkpoint of this run');
	const checkpoint = await readCheckpoint(join(directory, file));
	const wrong = (code: string, what: string) =>
		new ConnectopError('invalid', code, `${file}${what}; it was not restored`);
	const listed = checkpoints.find(each => each.file === file);
	if (listed && listed.sha256 !== checkpoint.sha256)
		throw wrong('checkpoint-corrupt', ': its content is not what was saved');
	const nodes = checkpoint.state.stimulus.length;
	if (nodes !== n) throw wrong('checkpoint-fit', ` has ${nodes} nodes and the run ${n}`);
	return checkpoint;
}
