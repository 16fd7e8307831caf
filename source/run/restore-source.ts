import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {Model} from '../dynamics/model.ts';
import {type Checkpoint, readCheckpoint} from '../records/checkpoint.ts';
import type {CheckpointEntry} from '../records/run-document.ts';

/** Where a run looks for what it goes back to. */
export interface RestorePlace {
	readonly directory: string;
	readonly checkpoints: readonly CheckpointEntry[];
	readonly model: Model;
	/** SHA-256 of the graph that the run is on, and its number of nodes. */
	readonly graphHash: string;
	readonly n: number;
}

/** Throws a usage error when it is no name of a file. */
export function checkpointName(file: unknown): string {
	if (typeof file === 'string' && /^[\w-][\w.-]{0,127}$/.test(file)) return file;
	throw new ConnectopError('usage', 'restore', 'restore: file must be the name of a checkpoint of this run');
}

/**
Reads a checkpoint of a run that is going on. Throws what `readCheckpoint` throws, `checkpoint-corrupt` when the content is not what run.json says
was saved, and `checkpoint-fit` when it is of another model or graph, as in a run that went on with --force.
*/
export async function readRestored(file: string, place: RestorePlace): Promise<Checkpoint> {
	const {directory, checkpoints, model, graphHash, n} = place;
	const checkpoint = await readCheckpoint(join(directory, file));
	const wrong = (code: string, what: string) =>
		new ConnectopError('invalid', code, `${file}${what}; it was not restored`);
	const listed = checkpoints.find(each => each.file === file);
	if (listed && listed.sha256 !== checkpoint.sha256)
		throw wrong('checkpoint-corrupt', ': its content is not what was saved');
	const nodes = checkpoint.state.stimulus.length;
	if (nodes !== n) throw wrong('checkpoint-fit', ` has ${nodes} nodes and the run ${n}`);
	if (checkpoint.model !== model.id || model.variables.some(({name}) => !(name in checkpoint.state.variables)))
		throw wrong('checkpoint-fit', ` was saved by the model ${checkpoint.model}, not by this one, ${model.id}`);
	const engine = checkpoint.engine?.hello['name'];
	if (engine !== undefined && engine !== model.title)
		throw wrong('checkpoint-fit', ` was saved with the engine ${String(engine)}, not with this one, ${model.title}`);
	if (checkpoint.graph.sha256 !== graphHash) throw wrong('checkpoint-fit', ' was saved on another graph');
	return checkpoint;
}
