import type {Graph} from '../connectome/graph.ts';
import type {NearNode, NodeReport} from '../run/graph-part.ts';

/** Neighbours that are named in a report. */
export const mostNear = 200;

/** What there is to say of a node. Of a directed graph all edges are looked through, for those that leave it. */
export function nodeReport(graph: Graph, node: number): NodeReport {
	const {rowPtr, colIdx, weight, directed} = graph;
	const incoming = new Map<number, number>();
	// Undirected edges stand in both rows, with the same weight.
	const outgoing = directed ? new Map<number, number>() : incoming;
	const add = (sums: Map<number, number>, other: number, value: number) =>
		sums.set(other, (sums.get(other) ?? 0) + value);
	const [first, end] = [rowPtr[node]!, rowPtr[node + 1]!];
	for (let e = first; e < end; e++) add(incoming, colIdx[e]!, weight[e]!);
	let leaving = directed ? 0 : end - first;
	if (directed) {
		for (let e = colIdx.indexOf(node); e >= 0; e = colIdx.indexOf(node, e + 1)) {
			add(outgoing, rowOf(rowPtr, e), weight[e]!);
			leaving++;
		}
	}
	const others = [...new Set([...incoming.keys(), ...outgoing.keys()])];
	const size = (other: number) => Math.max(Math.abs(incoming.get(other) ?? 0), Math.abs(outgoing.get(other) ?? 0));
	const near = others.sort((a, b) => size(b) - size(a) || a - b).slice(0, mostNear);
	const total = (sums: Map<number, number>) => [...sums.values()].reduce((sum, value) => sum + value, 0);
	return {
		...placeOf(graph, node),
		incoming: end - first,
		outgoing: leaving,
		strengthIn: total(incoming),
		strengthOut: total(outgoing),
		joined: others.length,
		near: near.map(other => ({
			...placeOf(graph, other),
			incoming: incoming.get(other),
			outgoing: outgoing.get(other),
		})),
	};
}

/** A node, its name and its place. */
function placeOf({x, y, names}: Graph, node: number): Pick<NearNode, 'node' | 'name' | 'x' | 'y'> {
	const name = names?.[node];
	return {node, ...(name === undefined ? {} : {name}), x: finite(x[node]), y: finite(y[node])};
}

const finite = (value = 0): number => (Number.isFinite(value) ? value : 0);

/** The row that an entry is in. */
function rowOf(rowPtr: Int32Array, entry: number): number {
	let [low, high] = [0, rowPtr.length - 1];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (rowPtr[middle]! <= entry) low = middle;
		else high = middle;
	}
	return low;
}

/** A node with its `degree` and without those that it is joined to, and so without its strengths. */
export const briefReport = (graph: Graph, node: number, degree: number): NodeReport => ({
	...placeOf(graph, node),
	incoming: graph.rowPtr[node + 1]! - graph.rowPtr[node]!,
	outgoing: graph.directed ? degree - (graph.rowPtr[node + 1]! - graph.rowPtr[node]!) : degree,
	strengthIn: 0,
	strengthOut: 0,
	joined: degree,
	near: [],
});
