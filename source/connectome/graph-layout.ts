import {csrFromPairs, type Positions} from './csr.ts';
import {type Entries, mergeRows} from './edge-merge.ts';
import {forceLayout, iterationsFor} from './force-layout.ts';
import {spreadEvenly} from './layout.ts';
import {pivotLayout, pivotRounds} from './pivot-layout.ts';

/** Directed edges, struct of arrays. */
export interface Edges {
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
}

export type LayoutMethod = 'ForceAtlas2' | 'pivot MDS';

/** Nodes above which forces would take minutes and hop distances alone place them; many edges count as a node more. */
const maxForceNodes = 200_000;

/** Edges whose forces take as long as those of a node. */
const edgesANode = 160;

/** How a graph of `n` nodes and `edges` directed edges is laid out. */
export const layoutMethod = (n: number, edges: number): LayoutMethod =>
	n + edges / edgesANode > maxForceNodes ? 'pivot MDS' : 'ForceAtlas2';

/** Told how many rounds of how many are done. */
export type RoundsDone = (done: number, rounds: number) => void;

/** Positions in the unit square for a graph that brings none. Deterministic: the same edges give the same positions. */
export function layoutOf(n: number, edges: Edges, told: RoundsDone = () => undefined): Positions {
	const forces = layoutMethod(n, edges.source.length) === 'ForceAtlas2';
	const later = forces ? iterationsFor(n) : 0;
	// Forces alone leave a graph folded as it began; hop distances unfold it at once, and forces then only make room
	const graph = csrFromPairs(n, edges.source, edges.target, edges.weight);
	const start = spreadEvenly(pivotLayout(graph, (done, rounds) => told(done, rounds + later)));
	if (!forces) return start;
	const pairs = joinedPairs(n, edges);
	return spreadEvenly(forceLayout(n, pairs, start, done => told(pivotRounds + done, pivotRounds + later)));
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
