import {csrFromPairs} from '../../source/connectome/csr.ts';
import type {Graph} from '../../source/connectome/graph.ts';
import {newDetector} from '../../source/connectome/spike-detector.ts';
import {generate} from '../../source/connectome/topologies.ts';
import type {SavedContext, SavedState} from '../../source/records/checkpoint.ts';

/** A graph with everything a graph can have: direction, signs, types, names. */
export const typedGraph: Graph = {
	...csrFromPairs(3, Int32Array.of(1, 2, 0), Int32Array.of(0, 0, 2), Float32Array.of(0.5, -2, 1)),
	directed: true,
	x: Float32Array.of(0, 0.5, 1),
	y: Float32Array.of(1, 0.25, 0),
	names: ['AVAL', 'wörld 😀', ''],
	types: ['chemical', 'electrical'],
	edgeType: Uint8Array.of(0, 1, 0),
	selfLoops: 2,
	title: 'three cells',
};

export const plainGraph = generate('knn', 50, 4, 7);
/** No edges at all. */
export const loneNode = generate('knn', 1, 1, 0);

/** A state of values that JSON could not hold. */
export const savedState = (change: Partial<SavedState> = {}): SavedState => ({
	tick: 42,
	epoch: 0,
	theta: 0.1 + 0.2,
	thetaBefore: 0.1,
	variables: {W: Float32Array.of(0.1, -0, 1e-40), u: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 3)},
	stimulus: Float32Array.of(0, 0.5, 1),
	detector: newDetector().fill(Math.PI, 0, 2),
	...change,
});

export const savedContext = (graph: SavedContext['graph']): SavedContext => ({
	model: 'model',
	seed: 0xffffffff,
	settings: {hz: 10, threshold: 0.15, parameters: {alpha: 0.1 + 0.2}, logEvery: {seconds: 1}},
	kernel: 'cpu',
	graph,
	modelFile: 'model-mine.mjs',
});
