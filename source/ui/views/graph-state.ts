import type {EdgesShown} from '../../draw/graph-cells.ts';
import {following, type GraphWindow, panned, wholeGraph, zoomed} from '../../draw/graph-window.ts';
import type {KnownGraph} from './graph-structure.ts';
import type {Trace} from './graph-trace.ts';

/** What the colours of the nodes mean: the coupled variable, edges at the node, size of its active component, how much it changed lately. */
export type ColourBy = 'value' | 'degree' | 'component' | 'change';

/** All that the Graph view remembers between two keys. */
export interface GraphState {
	readonly window: GraphWindow;
	readonly picked: number | undefined;
	/** Row of the picked node's neighbours that is chosen. */
	readonly neighbour: number | undefined;
	/** In the order in which they were marked. */
	readonly marked: readonly number[];
	readonly colourBy: ColourBy;
	readonly edges: EdgesShown;
	/** Whether nodes are named on the map where there is room. */
	readonly names: boolean;
	/** The coupled variable of the picked node since it was picked. */
	readonly trace: Trace | undefined;
}

/** The whole graph, nothing picked. */
export const initialGraph: GraphState = {
	window: wholeGraph,
	picked: undefined,
	neighbour: undefined,
	marked: [],
	colourBy: 'value',
	edges: 'all',
	names: true,
	trace: undefined,
};

/** Factor of one press of a zoom key, and share of the window's side that an arrow moves it. */
export const zoomStep = 1.5;
export const panStep = 0.2;

/** Moves the window by shares of its own sides, to the right and down. */
export function pan(state: GraphState, right: number, down: number): GraphState {
	return {...state, window: panned(state.window, right, down)};
}

/** Looks `factor` times as near, about the centre. */
export function zoomBy(state: GraphState, factor: number): GraphState {
	return {...state, window: zoomed(state.window, factor)};
}

/** The whole graph again; what is picked and marked stays. */
export function showAll(state: GraphState): GraphState {
	return {...state, window: wholeGraph};
}

/** Picks a node, and moves the window to it when it is out of it. */
export function pick(state: GraphState, {x, y}: Pick<KnownGraph, 'x' | 'y'>, node: number): GraphState {
	const [placeX, placeY] = [x[node], y[node]];
	const window = placeX === undefined || placeY === undefined ? state.window : following(state.window, placeX, placeY);
	if (node === state.picked) return {...state, window};
	return {...state, window, picked: node, neighbour: undefined, trace: undefined};
}

/** Nothing is picked. */
export function unpick(state: GraphState): GraphState {
	return {...state, picked: undefined, neighbour: undefined, trace: undefined};
}

/** Marks the picked node, or takes its mark away. */
export function toggleMark(state: GraphState): GraphState {
	const {picked, marked} = state;
	if (picked === undefined) return state;
	return {...state, marked: marked.includes(picked) ? marked.filter(node => node !== picked) : [...marked, picked]};
}

export function unmarkAll(state: GraphState): GraphState {
	return {...state, marked: []};
}

/** The nodes that an action is for: those marked, or else the one picked. */
export function targetsOf({marked, picked}: GraphState): readonly number[] {
	return marked.length > 0 || picked === undefined ? marked : [picked];
}

const colours: readonly ColourBy[] = ['value', 'degree', 'component', 'change'];
const edgeChoices: readonly EdgesShown[] = ['all', 'active', 'none'];

/** The next meaning of the colours. */
export function nextColour(state: GraphState): GraphState {
	return {...state, colourBy: after(colours, state.colourBy)};
}

/** All edges, active ones only, none. */
export function nextEdges(state: GraphState): GraphState {
	return {...state, edges: after(edgeChoices, state.edges)};
}

export function toggleNames(state: GraphState): GraphState {
	return {...state, names: !state.names};
}

const after = <Choice>(choices: readonly Choice[], now: Choice): Choice =>
	choices[(choices.indexOf(now) + 1) % choices.length] ?? now;
