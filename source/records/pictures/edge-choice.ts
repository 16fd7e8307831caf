import type {ConnectomeData} from './data.ts';
import {entry, pairFlags} from './pair-flags.ts';

/** Most edges that are drawn; of more, evenly spaced ones stand for all. */
export const edgeLimit = 20_000;

/** Most active edges whose direction is drawn; beyond it tapers blur into each other. */
export const directionLimit = 8_000;

/** Directed edges: `target[i]` ← `source[i]` with that weight. */
export interface Edges {
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
	readonly length: number;
}

/** Which edges a picture shows. */
export interface EdgeChoice {
	/** Joined pairs of nodes, and those of them that are active. */
	readonly pairs: number;
	readonly activePairs: number;
	/** Pairs among the active that are drawn. */
	readonly drawnPairs: number;
	/** Each direction is drawn as an edge of its own. */
	readonly directions: boolean;
	readonly active: Edges;
	/** All pairs that are not active; none when there are too many to draw. */
	readonly inactive: Edges;
}

/**
Chooses the edges to draw: all active ones up to the limit, else every so-manieth in the order of the couplings, which in generated
graphs is spread over the plane; the same for the same data. Nothing is preferred, so shares seen in the picture are those of the field.
*/
export function chooseEdges({graph, field, threshold}: ConnectomeData): EdgeChoice {
	const flags = pairFlags(graph);
	const {n, rowPtr, colIdx} = graph;
	const limit = Math.fround(threshold);
	const isActive = (i: number, j: number) => Math.fround(field[i]! * field[j]!) > limit;
	let [pairs, activePairs, activeEntries] = [0, 0, 0];
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
			if (flags[e] === entry.repeated) continue;
			const active = isActive(i, colIdx[e]!);
			if (active) activeEntries++;
			if (flags[e] !== entry.first) continue;
			pairs++;
			if (active) activePairs++;
		}
	}
	const directions = graph.directed && activePairs <= directionLimit;
	const drawnPairs = Math.min(activePairs, edgeLimit);
	const active = edgeList(directions ? activeEntries : drawnPairs);
	const inactive = edgeList(pairs <= edgeLimit ? pairs - activePairs : 0);
	let seen = 0;
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
			const flag = flags[e]!;
			if (flag === entry.repeated || (flag === entry.reverse && !directions)) continue;
			const j = colIdx[e]!;
			if (!isActive(i, j)) {
				if (pairs <= edgeLimit && flag === entry.first) inactive.push(j, i, weightOf(graph, e, end));
				continue;
			}
			if (flag === entry.first) seen++;
			// The s-th of a pairs is one of d evenly spaced ones where ⌊s·d/a⌋ steps up.
			const chosen =
				directions ||
				Math.floor((seen * drawnPairs) / activePairs) > Math.floor(((seen - 1) * drawnPairs) / activePairs);
			if (chosen) active.push(j, i, weightOf(graph, e, end));
		}
	}
	return {pairs, activePairs, drawnPairs, directions, active, inactive};
}

/** Weight of an entry and its repetitions together. */
function weightOf({colIdx, weight}: ConnectomeData['graph'], first: number, end: number): number {
	let sum = weight[first]!;
	for (let e = first + 1; e < end && colIdx[e] === colIdx[first]; e++) sum += weight[e]!;
	return sum;
}

function edgeList(capacity: number): Edges & {push(source: number, target: number, weight: number): void} {
	const list = {
		source: new Int32Array(capacity),
		target: new Int32Array(capacity),
		weight: new Float32Array(capacity),
		length: 0,
		push(source: number, target: number, weight: number) {
			const at = list.length++;
			list.source[at] = source;
			list.target[at] = target;
			list.weight[at] = weight;
		},
	};
	return list;
}
