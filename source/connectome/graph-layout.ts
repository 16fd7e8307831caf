import {csrFromPairs, type Positions} from './csr.ts';
import {type Entries, mergeRows} from './edge-merge.ts';
import {forceLayout} from './force-layout.ts';
import {spreadEvenly} from './layout.ts';
import {pivotLayout} from './pivot-layout.ts';

/** Directed edges, struct of arrays. */
export interface Edges {
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
}

export type LayoutMethod = 'ForceAtlas2' | 'pivot MDS';

/** Nodes above which forces would take minutes and hop distances alone place them. */
const maxForceNodes = 200_000;

/** How a graph of `n` nodes is laid out. */
export const layoutMethod = (n: number): LayoutMethod => (n > maxForceNodes ? 'pivot MDS' : 'ForceAtlas2');

/** Positions in the unit square for a graph that brings none. Deterministic: the same edges give the same positions. */
export function layoutOf(n: number, edges: Edges): Positions {
	// Forces alone leave a graph folded as it began; hop distances unfold it at once, and forces then only make room
	const start = spreadEvenly(pivotLayout(csrFromPairs(n, edges.source, edges.target, edges.weight)));
	return layoutMethod(n) === 'pivot MDS' ? start : spreadEvenly(forceLayout(n, joinedPairs(n, edges), start));
}

/** Each pair of joined nodes once, with the sum of the sizes of its weights. */
function joinedPairs(n: number, {source, target, weight}: Edges): Entries {
	const {length} = source;
	return mergeRows(n, {
		length,
		source: Int32Array.from({length}, (_, e) => Math.min(source[e]!, target[e]!)),
		target: Int32Array.from({length}, (_, e) => Math.max(source[e]!, target[e]!)),
		weight: weight.map(Math.abs),
		kind: new Uint16Array(length),
	}).entries;
}
