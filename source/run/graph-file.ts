import type {Report} from '../base/progress.ts';
import type {ReadOptions} from '../connectome/readers/read-options.ts';
import type {LoadedGraph} from './building/graph-task.ts';
import {inGraphThread} from './building/graph-thread.ts';

/**
Reads a graph file piece by piece and lays it out unless it brings positions, in a thread of its own. The graph's title is the file's name, with the
layout where it is the cheaper one of large graphs.

Throws a ConnectopError of kind `invalid`: `graph-file` when the file cannot be read, `graph-memory` when the graph needs more than there
is, and what readGraph says of malformed files.
*/
export async function loadGraphFile(path: string, options: ReadOptions = {}, report?: Report): Promise<LoadedGraph> {
	const answer = await inGraphThread({type: 'file', path, options}, report);
	if (answer.type !== 'loaded') throw new Error('the thread was asked for a file');
	return answer.loaded;
}
