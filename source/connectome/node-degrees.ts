import type {Graph} from './graph.ts';

/** How many edges each node has; undirected ones count once. */
export interface Degrees {
	degreeOf(node: number): number;
	readonly range: readonly [least: number, most: number];
	/** Some nodes with the most edges, the first first. */
	readonly hubs: readonly number[];
}

const mostHubs = 40;

/** Counts edges: O(N), of a directed graph O(E) and a number a node. */
export function degreesOf({n, rowPtr, colIdx, directed}: Graph): Degrees {
	const out = new Int32Array(directed ? n : 0);
	if (directed) for (const source of colIdx) out[source]!++;
	const degreeOf = (node: number) => rowPtr[node + 1]! - rowPtr[node]! + (directed ? out[node]! : 0);
	let [least, most] = n > 0 ? [degreeOf(0), degreeOf(0)] : [0, 0];
	const hubs: number[] = [];
	const comesFirst = (a: number, b: number) => degreeOf(b) - degreeOf(a) || a - b;
	for (let node = 0; node < n; node++) {
		const degree = degreeOf(node);
		if (degree < least) least = degree;
		if (degree > most) most = degree;
		const last = hubs.at(-1);
		if (hubs.length >= mostHubs && last !== undefined && degree <= degreeOf(last)) continue;
		const place = hubs.findIndex(hub => comesFirst(node, hub) < 0);
		hubs.splice(place < 0 ? hubs.length : place, 0, node);
		if (hubs.length > mostHubs) hubs.pop();
	}
	return {degreeOf, range: [least, most], hubs};
}
