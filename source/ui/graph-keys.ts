import {type Binding, bind, steersRun} from './binding.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {open, stay, tell} from './transitions.ts';
import {chooseNeighbour, goToNeighbour, pickNext} from './views/graph-pick.ts';
import {
	type GraphState,
	nextColour,
	nextEdges,
	pan,
	panStep,
	showAll,
	targetsOf,
	toggleMark,
	toggleNames,
	unmarkAll,
	zoomBy,
	zoomStep,
} from './views/graph-state.ts';
import type {GraphStructure} from './views/graph-structure.ts';

const pick = 'pick a node first: n, p, or g and its name';

/** The keys of the Graph view alone. */
export const graphBindings: readonly Binding[] = [
	bind(
		'n',
		'pick the next node in the window',
		withStructure((graph, structure) => pickNext(graph, structure, 1)),
	),
	bind(
		'p',
		'pick the node before',
		withStructure((graph, structure) => pickNext(graph, structure, -1)),
	),
	bind('g', 'go to a node by its name or number', state => open('node', state)),
	bind('←', 'move the window left', state => moved(state, -1, 0), 'left'),
	bind('→', 'move the window right', state => moved(state, 1, 0), 'right'),
	bind(
		'↑',
		'move the window up; beside the map: neighbour above',
		(state, around) => upOrDown(state, around, -1),
		'up',
	),
	bind(
		'↓',
		'move the window down; beside the map: neighbour below',
		(state, around) => upOrDown(state, around, 1),
		'down',
	),
	bind('+', 'look nearer', state => changed(state, graph => zoomBy(graph, zoomStep)), '+', '='),
	bind('-', 'look from farther away', state => changed(state, graph => zoomBy(graph, 1 / zoomStep)), '-', '−'),
	bind('0', 'the whole graph', state => changed(state, showAll)),
	bind('j', 'next neighbour of the picked node', (state, around) => toNeighbour(state, around, 1), 'j', 'pagedown'),
	bind('k', 'neighbour before', (state, around) => toNeighbour(state, around, -1), 'k', 'pageup'),
	bind('Enter', 'pick the chosen neighbour', goToChosen, 'return'),
	bind('m', 'mark the picked node, or take its mark away', state =>
		state.graph.picked === undefined ? tell(state, pick) : changed(state, toggleMark),
	),
	bind('M', 'take all marks away', state => changed(state, unmarkAll)),
	steersRun(bind('x', 'stimulate, clamp, silence or release the marked nodes, else the picked one', act)),
	bind('v', 'what colours mean: value, degree, component, change', state => changed(state, nextColour)),
	bind('e', 'edges: all, active ones, none', state => changed(state, nextEdges)),
	bind('N', 'names of nodes on the map', state => changed(state, toggleNames)),
];

const changed = (state: ScreenState, change: (graph: GraphState) => GraphState): Updated =>
	stay({...state, graph: change(state.graph)});

function withStructure(change: (graph: GraphState, structure: GraphStructure) => GraphState): Binding['press'] {
	return (state, {structure}) => stay({...state, graph: change(state.graph, structure)});
}

const moved = (state: ScreenState, right: number, down: number): Updated =>
	changed(state, graph => pan(graph, right * panStep, down * panStep));

function upOrDown(state: ScreenState, around: Surroundings, step: 1 | -1): Updated {
	return state.focus === 1 ? toNeighbour(state, around, step) : moved(state, 0, step);
}

function toNeighbour(state: ScreenState, {structure}: Surroundings, step: 1 | -1): Updated {
	if (state.graph.picked === undefined) return tell(state, pick);
	return changed(state, graph => chooseNeighbour(graph, structure, step));
}

function goToChosen(state: ScreenState, {structure}: Surroundings): Updated {
	if (state.graph.picked === undefined) return tell(state, pick);
	if (state.graph.neighbour === undefined) return tell(state, 'choose a neighbour first: j and k');
	return changed(state, graph => goToNeighbour(graph, structure));
}

function act(state: ScreenState): Updated {
	return targetsOf(state.graph).length === 0 ? tell(state, pick) : open('nodes', state);
}
