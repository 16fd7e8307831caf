import type {Graph} from '../../connectome/graph.ts';
import {hilbertIndex} from '../../connectome/hilbert.ts';
import {outEdges} from '../../connectome/neighbourhood.ts';
import {degreesOf} from '../../connectome/node-degrees.ts';
import {lastFor} from './memo.ts';

/** A node joined to another one; sums of the weights of all edges towards it and back. */
export interface Neighbour {
	readonly node: number;
	/** Of the edges from the neighbour; undefined when there is none. */
	readonly incoming?: number | undefined;
	/** Of the edges to the neighbour. */
	readonly outgoing?: number | undefined;
}

/** Numbers of edges, and sums of their weights. An undirected edge counts both ways. */
export interface NodeDegree {
	readonly incoming: number;
	readonly outgoing: number;
	readonly strengthIn: number;
	readonly strengthOut: number;
}

/** What people ask of a graph's nodes. Found when asked for first, kept where it is dear. */
export interface GraphStructure {
	readonly graph: KnownGraph;
	/** The graph with its edges, where the screen holds it. */
	readonly whole: Graph | undefined;
	/** Whether neighbours and edges of a node are known; of a graph that the run keeps they come when they are asked for. */
	knows(node: number): boolean;
	/** The greatest weight first, whatever its sign. */
	neighboursOf(node: number): readonly Neighbour[];
	/** All neighbours, those that `neighboursOf` leaves out too. */
	joinedTo(node: number): number;
	degreeOf(node: number): NodeDegree;
	/** Edges at each node that is known; undirected ones once. */
	degrees(): Numbered;
	/** Nodes that can be gone through, along a curve on which those next to each other are near in the plane, and the place of each on it. */
	walk(): {readonly order: Int32Array; readonly place: Numbered};
	/** Some nodes with the most edges, the first first. */
	hubs(): readonly number[];
}

/** A number for each node that is known. */
export type Numbered = {readonly [node: number]: number | undefined};

/** What is known of a graph's nodes: all of a graph that the screen holds. */
export interface KnownGraph {
	readonly n: number;
	readonly directed: boolean;
	readonly x: Numbered;
	readonly y: Numbered;
	/** Absent when nodes have none. */
	readonly names?: {readonly [node: number]: string | undefined};
}

/** What people ask of `graph`. */
export function createStructure(graph: Graph): GraphStructure {
	const out = once(() => (graph.directed ? outEdges(graph) : graph));
	const counted = once(() => degreesOf(graph));
	const degrees = once(() => Int32Array.from({length: graph.n}, (_, node) => counted().degreeOf(node)));
	const walk = once(() => walkOf(graph));
	const last = lastFor<readonly Neighbour[]>();
	return {
		graph,
		whole: graph,
		knows: () => true,
		degrees,
		walk,
		hubs: () => counted().hubs,
		neighboursOf: known,
		joinedTo: node => known(node).length,
		degreeOf,
	};

	function known(node: number): readonly Neighbour[] {
		return last([node], () => neighboursOf(node));
	}

	function neighboursOf(node: number): readonly Neighbour[] {
		const found = new Map<number, Neighbour>();
		const {rowPtr, colIdx, weight} = graph;
		for (let e = rowPtr[node]!; e < rowPtr[node + 1]!; e++) {
			const known = found.get(colIdx[e]!);
			found.set(colIdx[e]!, {
				node: colIdx[e]!,
				incoming: (known?.incoming ?? 0) + weight[e]!,
				outgoing: undefined,
			});
		}
		for (const [to, sum] of targetsOf(node)) {
			const incoming = found.get(to)?.incoming;
			found.set(to, {node: to, incoming, outgoing: sum});
		}
		const size = ({incoming = 0, outgoing = 0}: Neighbour) => Math.max(Math.abs(incoming), Math.abs(outgoing));
		return [...found.values()].sort((a, b) => size(b) - size(a) || a.node - b.node);
	}

	/** Nodes that `node` acts on, with the sums of the weights. */
	function targetsOf(node: number): Map<number, number> {
		const sums = new Map<number, number>();
		const {rowPtr, colIdx} = out();
		for (let e = rowPtr[node]!; e < rowPtr[node + 1]!; e++) sums.set(colIdx[e]!, 0);
		for (const to of sums.keys()) sums.set(to, weightOf(to, node));
		return sums;
	}

	/** Sum of the weights of the edges `from` → `to`; rows are sorted by source. */
	function weightOf(to: number, from: number): number {
		const {rowPtr, colIdx, weight} = graph;
		let [low, high] = [rowPtr[to]!, rowPtr[to + 1]!];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (colIdx[middle]! < from) low = middle + 1;
			else high = middle;
		}
		let sum = 0;
		for (let e = low; e < rowPtr[to + 1]! && colIdx[e] === from; e++) sum += weight[e]!;
		return sum;
	}

	function degreeOf(node: number): NodeDegree {
		const between = ({rowPtr}: {readonly rowPtr: Int32Array}) => rowPtr[node + 1]! - rowPtr[node]!;
		const total = (of: (neighbour: Neighbour) => number | undefined) =>
			neighboursOf(node).reduce((sum, neighbour) => sum + (of(neighbour) ?? 0), 0);
		return {
			incoming: between(graph),
			outgoing: between(out()),
			strengthIn: total(({incoming}) => incoming),
			strengthOut: total(({outgoing}) => outgoing),
		};
	}
}

/** Sorts numbers that hold a place on the curve above and a node below, which is quicker than comparing nodes. */
export function walkOf({n, x, y}: Pick<Graph, 'n' | 'x' | 'y'>) {
	const cell = (position: number) => (position > 0 ? Math.min(65_535, Math.floor(position * 65_536)) : 0);
	const nodes = 2 ** Math.ceil(Math.log2(n + 1));
	const coarser = Math.max(1, nodes / 2 ** 21); // a place has 32 bits, and 53 are exact
	const keys = new Float64Array(n);
	for (let i = 0; i < n; i++)
		keys[i] = Math.floor(hilbertIndex(cell(x[i] ?? 0), cell(y[i] ?? 0)) / coarser) * nodes + i;
	keys.sort();
	const order = new Int32Array(n);
	const place = new Int32Array(n);
	for (let at = 0; at < n; at++) {
		order[at] = keys[at]! % nodes;
		place[order[at]!] = at;
	}
	return {order, place};
}

function once<Result>(make: () => Result): () => Result {
	let made: {readonly result: Result} | undefined;
	return () => {
		made ??= {result: make()};
		return made.result;
	};
}
