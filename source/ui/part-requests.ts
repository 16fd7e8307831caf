import type {GraphParts, NodeReport} from '../run/graph-part.ts';
import type {ScreenState} from './state.ts';
import type {GraphView} from './views/graph-view.ts';
import type {LiveView} from './views/live-view.ts';
import type {PartStructure} from './views/part-structure.ts';

/** What a screen asks of a run that keeps its graph. */
export interface PartRequests {
	/** Asks for what the views drew last and for the nodes that a state is about; what is there already is not asked for again. */
	follow(state: ScreenState): void;
	learn(report: NodeReport): void;
}

/** Neighbours whose values are watched: more than a panel has rows. */
const mostNear = 120;

/** `onNews` is called when something has come that can be drawn. */
export function createPartRequests(
	parts: GraphParts,
	structure: PartStructure,
	views: {readonly view: LiveView; readonly graph: GraphView},
	onNews: () => void,
): PartRequests {
	let asked: number | undefined;
	let hubsAsked = false;

	function follow(state: ScreenState): void {
		const wanted = state.view === 'graph' ? views.graph.wanted : views.view.wanted;
		if (wanted) parts.look(wanted, watchedNodes(state, structure));
		const {picked} = state.graph;
		if (picked !== undefined && picked !== asked && !structure.knows(picked)) {
			asked = picked;
			// The name of another node may be this one's number.
			void parts.report(`#${picked}`).then(learnt, () => (asked = undefined));
		}
		if (state.view === 'graph' && !hubsAsked) {
			hubsAsked = true;
			void parts.hubs().then(
				hubs => {
					structure.learnHubs(hubs);
					onNews();
				},
				() => (hubsAsked = false),
			);
		}
	}

	function learnt(report: NodeReport): void {
		structure.learn(report);
		onNews();
	}

	return {follow, learn: structure.learn};
}

/** The nodes whose values are shown one by one: the picked one and those beside it in its list, or those with the most edges. */
export function watchedNodes({view, graph}: ScreenState, structure: PartStructure): readonly number[] {
	const {picked, neighbour = 0} = graph;
	if (picked === undefined) return view === 'graph' ? structure.hubs() : [];
	if (view !== 'graph') return [picked];
	const near = structure.neighboursOf(picked).map(({node}) => node);
	const first = Math.max(0, Math.min(neighbour - mostNear / 2, near.length - mostNear));
	return [picked, ...near.slice(first, first + mostNear)];
}
