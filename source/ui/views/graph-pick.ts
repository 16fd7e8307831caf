import {findNode, type NamedNodes} from '../../draw/find-node.ts';
import {isIn, shareOf} from '../../draw/graph-window.ts';
import {type GraphState, pick} from './graph-state.ts';
import type {GraphStructure, KnownGraph} from './graph-structure.ts';

export {findNode, nodeName, nodesBeginning} from '../../draw/find-node.ts';

/**
The next or previous node of those in the window, along a curve that goes from near to near; the one nearest the centre when none of them is
picked. Stays where it is when there is no other.
*/
export function pickNext(state: GraphState, structure: GraphStructure, step: 1 | -1): GraphState {
	const {graph} = structure;
	const {picked} = state;
	const {order, place} = structure.walk();
	const n = order.length;
	if (n === 0) return state;
	const from = picked === undefined || !inWindow(state, graph, picked) ? undefined : place[picked];
	if (from === undefined) return pick(state, graph, nearestToCentre(state, graph, order));
	for (let away = 1; away < n; away++) {
		const node = order[(from + step * away + n) % n]!;
		if (inWindow(state, graph, node)) return pick(state, graph, node);
	}
	return state;
}

/** Chooses another row of the picked node's neighbours, the first when none is chosen; ends where they end. */
export function chooseNeighbour(state: GraphState, structure: GraphStructure, step: number): GraphState {
	if (state.picked === undefined) return state;
	const last = structure.neighboursOf(state.picked).length - 1;
	if (last < 0) return state;
	const from = state.neighbour ?? (step > 0 ? -1 : last + 1);
	return {...state, neighbour: Math.min(last, Math.max(0, from + step))};
}

/** Picks the neighbour that is chosen, if one is. */
export function goToNeighbour(state: GraphState, structure: GraphStructure): GraphState {
	const node = chosenNeighbour(state, structure);
	return node === undefined ? state : pick(state, structure.graph, node);
}

/** The node of the neighbour that is chosen. */
export function chosenNeighbour({picked, neighbour}: GraphState, structure: GraphStructure): number | undefined {
	if (picked === undefined || neighbour === undefined) return undefined;
	return structure.neighboursOf(picked)[neighbour]?.node;
}

/** Picks the node that `text` names, as `findNode` understands it. Throws a usage error `node` when it names none or several. */
export function pickNamed(state: GraphState, graph: NamedNodes & KnownGraph, text: string): GraphState {
	return pick(state, graph, findNode(graph, text));
}

function inWindow({window}: GraphState, {x, y}: KnownGraph, node: number): boolean {
	return isIn(shareOf(x[node] ?? 0, window.x, window.zoom)) && isIn(shareOf(y[node] ?? 0, window.y, window.zoom));
}

function nearestToCentre({window}: GraphState, {x, y}: KnownGraph, nodes: Int32Array): number {
	let nearest = nodes[0] ?? 0;
	let least = Number.POSITIVE_INFINITY;
	for (const node of nodes) {
		const distance =
			(shareOf(x[node] ?? 0, window.x, window.zoom) - 0.5) ** 2 +
			(shareOf(y[node] ?? 0, window.y, window.zoom) - 0.5) ** 2;
		if (distance > least || (distance === least && node > nearest)) continue;
		least = distance;
		nearest = node;
	}
	return nearest;
}
