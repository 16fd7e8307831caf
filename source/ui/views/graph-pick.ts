import {ConnectopError} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import {isIn, shareOf} from '../../draw/graph-window.ts';
import {clean} from '../../draw/text.ts';
import {type GraphState, pick} from './graph-state.ts';
import type {GraphStructure} from './graph-structure.ts';

/** A node's name, safe to draw; its index where it has none. */
export function nodeName({names}: Pick<Graph, 'names'>, node: number, ascii = false): string {
	const name = clean(names?.[node] ?? '', ascii).trim();
	return name === '' ? String(node) : name;
}

/**
The next or previous node of those in the window, along a curve that goes from near to near; the one nearest the centre when none of them is
picked. Stays where it is when there is no other.
*/
export function pickNext(state: GraphState, structure: GraphStructure, step: 1 | -1): GraphState {
	const {graph} = structure;
	const {n} = graph;
	const {picked} = state;
	if (n === 0) return state;
	if (picked === undefined || !inWindow(state, graph, picked)) return pick(state, graph, nearestToCentre(state, graph));
	const {order, place} = structure.walk();
	for (let away = 1; away < n; away++) {
		const node = order[(place[picked]! + step * away + n) % n]!;
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
export function pickNamed(state: GraphState, graph: Graph, text: string): GraphState {
	return pick(state, graph, findNode(graph, text));
}

/**
The node that a text names: a name, an index (`#12` where names are numbers themselves), a name in other letter cases, or the beginning of one
name alone. Throws a usage error `node` when it names none or several.
*/
export function findNode(graph: Graph, text: string): number {
	const wanted = text.trim();
	const exact = graph.names?.indexOf(wanted) ?? -1;
	if (exact >= 0) return exact;
	const index = /^#?(\d+)$/.exec(wanted)?.[1];
	if (index !== undefined) {
		if (Number(index) < graph.n) return Number(index);
		throw failed(`node ${index} does not exist; nodes are 0 to ${graph.n - 1}`);
	}
	if (!graph.names) throw failed(`"${clean(wanted)}" is no node; nodes have no names here but 0 to ${graph.n - 1}`);
	const fitting = nodesBeginning(graph, wanted, 5);
	const [first, ...others] = fitting;
	if (first === undefined)
		throw failed(`no node's name begins with "${clean(wanted)}"; nodes are also 0 to ${graph.n - 1}`);
	const same = fitting.filter(node => graph.names?.[node]?.toLowerCase() === wanted.toLowerCase());
	if (others.length === 0 || same.length === 1) return same[0] ?? first;
	const named = fitting.slice(0, 4).map(node => nodeName(graph, node));
	throw failed(`"${clean(wanted)}" begins more than one name: ${named.join(', ')}${fitting.length > 4 ? ', …' : ''}`);
}

/** At most `most` nodes whose names begin with `text`, whatever its letter cases, in the order of their names; names as long as the text first. */
export function nodesBeginning({names}: Pick<Graph, 'names'>, text: string, most: number): readonly number[] {
	const start = text.trim().toLowerCase();
	if (!names || start === '') return [];
	const fitting: number[] = [];
	for (let node = 0; node < names.length; node++) if (names[node]!.toLowerCase().startsWith(start)) fitting.push(node);
	const key = (node: number) => names[node]!.toLowerCase();
	return fitting.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b)).slice(0, most);
}

const failed = (message: string) => new ConnectopError('usage', 'node', message);

function inWindow({window}: GraphState, {x, y}: Graph, node: number): boolean {
	return isIn(shareOf(x[node] ?? 0, window.x, window.zoom)) && isIn(shareOf(y[node] ?? 0, window.y, window.zoom));
}

function nearestToCentre({window}: GraphState, {n, x, y}: Graph): number {
	let nearest = 0;
	let least = Number.POSITIVE_INFINITY;
	for (let i = 0; i < n; i++) {
		const distance =
			(shareOf(x[i] ?? 0, window.x, window.zoom) - 0.5) ** 2 + (shareOf(y[i] ?? 0, window.y, window.zoom) - 0.5) ** 2;
		if (distance >= least) continue;
		least = distance;
		nearest = i;
	}
	return nearest;
}
