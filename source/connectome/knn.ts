import type {Graph} from './graph.ts';
import {type Allocate, binPoints, emptyGrid, type Grid} from './grid.ts';
import {nearestRows} from './nearest.ts';
import {orderByPlace, randomPoints} from './points.ts';
import {countListings, countRows, fillRows, gatherListings, type Lists, sumUp} from './symmetric.ts';

/** What a graph of nearest neighbours is built in; threads that build one together share its arrays. */
export interface KnnWork {
	readonly n: number;
	readonly k: number;
	readonly seed: number;
	/** 2N coordinates of the points as they are drawn, and their places along the Hilbert curve. */
	readonly random: Float32Array;
	readonly places: Uint32Array;
	readonly order: Int32Array;
	/** Coordinates of the nodes. */
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly grid: Grid;
	readonly lists: Lists;
	readonly rowPtr: Int32Array;
	/** What the last step fills, as long as the rows together. */
	edges: KnnEdges | undefined;
}

export interface KnnEdges {
	readonly colIdx: Int32Array;
	readonly weight: Float32Array;
}

/** A part of the work that can begin when the one before is done. */
export interface KnnStep {
	/** `whole`: it can't be divided; `rows`: bands of any width; `bands`: as few bands as there are threads, for each costs a pass over all edges. */
	readonly divided: 'whole' | 'rows' | 'bands';
	/** Its share of the time, measured on a million nodes, in hundredths. */
	readonly share: number;
	/** Does its part of the nodes `from … to − 1`, and touches what belongs to no other. */
	run(work: KnnWork, from: number, to: number): void;
}

/** The steps in order. What comes out does not depend on how they are divided. */
export const knnSteps: readonly KnnStep[] = [
	{
		divided: 'rows',
		share: 4,
		run: ({seed, random, places}, from, to) => randomPoints(seed, random, places, from, to),
	},
	{divided: 'whole', share: 2, run: ({places, order}) => orderByPlace(places, order)},
	{divided: 'rows', share: 1, run: placeNodes},
	{divided: 'whole', share: 2, run: ({x, y, grid}) => binPoints(x, y, grid)},
	{
		divided: 'rows',
		share: 62,
		run: ({x, y, k, grid, lists}, from, to) => nearestRows(x, y, k, grid, lists.table, from, to),
	},
	{divided: 'bands', share: 1, run: ({lists}, from, to) => countListings(lists, from, to)},
	{divided: 'whole', share: 1, run: ({lists}) => sumUp(lists.start)},
	{divided: 'bands', share: 4, run: ({lists}, from, to) => gatherListings(lists, from, to)},
	{divided: 'rows', share: 13, run: ({lists, rowPtr}, from, to) => countRows(lists, rowPtr, from, to)},
	{divided: 'whole', share: 1, run: ({rowPtr}) => sumUp(rowPtr)},
	{divided: 'rows', share: 9, run: fillEdges},
];

/** The arrays to build N nodes with k neighbours each in: 44 + 8k bytes a node, about. */
export function knnWork(n: number, k: number, seed: number, allocate: Allocate): KnnWork {
	const ints = (length: number) => new Int32Array(allocate(4 * length));
	const floats = (length: number) => new Float32Array(allocate(4 * length));
	return {
		n,
		k,
		seed,
		random: floats(2 * n),
		places: new Uint32Array(allocate(4 * n)),
		order: ints(n),
		x: floats(n),
		y: floats(n),
		grid: emptyGrid(n, allocate),
		lists: {n, k, table: ints(n * k), start: ints(n + 1), listedBy: ints(n * k)},
		rowPtr: ints(n + 1),
		edges: undefined,
	};
}

/** The arrays that the last step fills; the one before has made the offsets. */
export function knnEdges({n, rowPtr}: KnnWork, allocate: Allocate): KnnEdges {
	const length = rowPtr[n]!;
	return {colIdx: new Int32Array(allocate(4 * length)), weight: new Float32Array(allocate(4 * length))};
}

/** The graph that has been built. */
export function knnGraph({n, k, x, y, rowPtr, edges}: KnnWork): Graph {
	if (!edges) throw new Error('the last step has not been done');
	return {
		n,
		rowPtr,
		...edges,
		unit: true,
		signed: false,
		x,
		y,
		directed: false,
		types: [],
		selfLoops: 0,
		title: `knn k ${k}`,
	};
}

/** Random points of the unit square, each joined to its k nearest, stored along a Hilbert curve so that neighbours are near in memory. */
export function knn(n: number, k: number, seed: number): Graph {
	const allocate = (bytes: number) => new ArrayBuffer(bytes);
	const work = knnWork(n, k, seed, allocate);
	for (const [at, step] of knnSteps.entries()) {
		if (at === knnSteps.length - 1) work.edges = knnEdges(work, allocate);
		step.run(work, 0, n);
	}
	return knnGraph(work);
}

/** Puts the points where they stand along the curve. */
function placeNodes({random, order, x, y}: KnnWork, from: number, to: number): void {
	for (let i = from; i < to; i++) {
		x[i] = random[2 * order[i]!]!;
		y[i] = random[2 * order[i]! + 1]!;
	}
}

function fillEdges({lists, rowPtr, edges}: KnnWork, from: number, to: number): void {
	if (!edges) throw new Error('there is nothing to write the edges to');
	fillRows(lists, rowPtr, edges.colIdx, from, to);
	edges.weight.fill(1, rowPtr[from], rowPtr[to]);
}
