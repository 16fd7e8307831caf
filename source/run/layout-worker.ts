import {parentPort, workerData} from 'node:worker_threads';
import {type Edges, layoutOf} from '../connectome/graph-layout.ts';

/** What the worker is started with; the arrays are moved into it. */
export interface LayoutTask {
	readonly n: number;
	readonly edges: Edges;
}

/** What it sends back, once: positions, and the edges that it was lent. */
export interface LayoutResult {
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly edges: Edges;
}

const {n, edges} = workerData as LayoutTask;
const {x, y} = layoutOf(n, edges);
const result: LayoutResult = {x, y, edges};
const moved = [x, y, edges.source, edges.target, edges.weight].map(array => array.buffer as ArrayBuffer);
parentPort?.postMessage(result, moved);
