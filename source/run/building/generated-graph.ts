import type {Report} from '../../base/progress.ts';
import type {Graph} from '../../connectome/graph.ts';
import {checkNeighbours, generate, type Topology} from '../../connectome/topologies.ts';
import {coresToUse} from '../cores.ts';
import {inGraphThread} from './graph-thread.ts';
import {knnByThreads} from './knn-threads.ts';

/** Neighbours from which threads are worth their start: some 60,000 nodes with 12 each, a tenth of a second. */
const manyNeighbours = 750_000;

/** More than so many threads wait for memory. */
const mostThreads = 8;

/** A generated graph; large ones are built in threads, and their arrays are shared memory. Throws as `generate` does. */
export async function generatedGraph(
	topology: Topology,
	n: number,
	k: number,
	seed: number,
	report?: Report,
): Promise<Graph> {
	checkNeighbours(topology, n, k);
	if (n * k < manyNeighbours) return generate(topology, n, k, seed);
	if (topology === 'knn') return knnByThreads(n, k, seed, Math.min(mostThreads, coresToUse()), report);
	const answer = await inGraphThread({type: 'topology', topology, n, k, seed}, report);
	if (answer.type !== 'generated') throw new Error('the thread was asked for a topology');
	return answer.graph;
}
