import {basename, join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import type {Graph} from '../connectome/graph.ts';
import {corruptGraph, graphArrays, graphFrom} from './graph-arrays.ts';
import {decodeNpz, encodingNpz} from './npz.ts';
import {inOneGo, type Steps, withPauses} from './pauses.ts';
import {noMemory, readNpz} from './read-npz.ts';
import {writeVerified} from './write-verified.ts';

/** The graph of a run, stored once beside its checkpoints and named by its content. */
export interface GraphFile {
	readonly file: string;
	/** SHA-256 of the file, hex. */
	readonly sha256: string;
}

/**
Writes graph-<hash>.npz, read back before it gets its name: arrays as numpy and scipy know CSR, over in-edges; names and types as JSON. The thread
stays free for others meanwhile; `report` is told how far it is. Throws what `writeVerified` does.
*/
export async function writeGraph(directory: string, graph: Graph, report?: Report): Promise<GraphFile> {
	const pieces = await withPauses(encodingGraph(graph));
	const nameOf = (sha256: string) => `graph-${sha256.slice(0, 12)}.npz`;
	const told = report && ((done: number, total: number) => report({task: 'writing the graph', done, total, unit: 'B'}));
	const {path, sha256} = await writeVerified(join(directory, 'graph.npz'), pieces, {nameOf, told});
	return {file: basename(path), sha256};
}

/** A graph as the bytes of an npz archive. */
export const encodeGraph = (graph: Graph): readonly Uint8Array[] => inOneGo(encodingGraph(graph));

/** The graph in the bytes of an archive; `from` names them in errors. Throws `checkpoint-corrupt`. */
export const decodeGraph = (bytes: Uint8Array, from: string): Graph => inOneGo(graphFrom(decodeNpz(bytes, from), from));

function* encodingGraph(graph: Graph): Steps<readonly Uint8Array[]> {
	return yield* encodingNpz(yield* graphArrays(graph));
}

/**
Reads a graph written by `writeGraph`; its arrays lie in shared memory. `report` is told how far it is. Throws `checkpoint-corrupt` when it is missing,
damaged or another one.
*/
export async function readGraphFile(directory: string, {file, sha256}: GraphFile, report?: Report): Promise<Graph> {
	const path = join(directory, file);
	const found = await readNpz(path, {shared: true, report}).catch((error: unknown) => {
		if (error instanceof ConnectopError && error.code === noMemory) throw error;
		if (error instanceof ConnectopError) return undefined; // it can't be what was saved
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw corruptGraph(path, missing ? 'is missing; a checkpoint needs its graph beside it' : messageOf(error), error);
	});
	if (found?.sha256 !== sha256)
		throw corruptGraph(path, 'is damaged; its content is not what the checkpoint was saved with');
	return withPauses(graphFrom(found.arrays, path));
}
