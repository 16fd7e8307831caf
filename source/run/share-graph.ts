import type {Graph} from '../connectome/graph.ts';
import type {Pairs} from '../connectome/pairs.ts';
import {share as copyShared} from './shared.ts';

/** What is in shared memory stays where it is. */
const share: typeof copyShared = array =>
	array.buffer instanceof SharedArrayBuffer && array.buffer.byteLength === array.byteLength ? array : copyShared(array);

/** The same graph with its arrays in shared memory, which the engine's thread reads without a copy. */
export function shareGraph(graph: Graph): Graph {
	const {rowPtr, colIdx, weight, x, y, edgeType} = graph;
	return {
		...graph,
		rowPtr: share(rowPtr),
		colIdx: share(colIdx),
		weight: share(weight),
		x: share(x),
		y: share(y),
		...(edgeType ? {edgeType: share(edgeType)} : {}),
	};
}

/** The same pairs of joined nodes with their arrays in shared memory. */
export const sharePairs = ({n, rowPtr, colIdx}: Pairs): Pairs => ({n, rowPtr: share(rowPtr), colIdx: share(colIdx)});
