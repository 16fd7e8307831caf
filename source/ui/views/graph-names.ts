import {type Label, type Name, placeLabels} from '../../draw/graph-labels.ts';
import type {GraphScene} from '../../draw/graph-scene.ts';
import {chosenNeighbour, nodeName} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import type {Numbered} from './graph-structure.ts';
import type {GraphContext} from './graph-view.ts';

/** Nodes that are asked for a name at most. */
const mostNames = 400;

/** The picked node's name always; of the others those that have room: chosen and marked ones first, then neighbours, then by degree. */
export function labelsOf(scene: GraphScene, state: GraphState, {view, theme}: GraphContext): readonly Label[] {
	const {structure, memory} = view;
	const {picked, marked} = state;
	const ascii = theme.glyphs.grade === 'ascii';
	const chosen = chosenNeighbour(state, structure);
	return memory.labels([scene, picked, chosen, marked, state.names, theme], () => {
		const named = (node: number, style: Name['style']): Name => ({
			node,
			text: nodeName(structure.graph, node, ascii),
			style,
		});
		const near =
			picked === undefined
				? []
				: structure
						.neighboursOf(picked)
						.slice(0, mostNames)
						.map(({node}) => node);
		const seen = new Set<number>();
		const names: Name[] = [];
		const add = (node: number | undefined, style: Name['style']) => {
			if (node === undefined || seen.has(node)) return;
			seen.add(node);
			names.push(named(node, style));
		};
		add(picked, 'picked');
		add(chosen, 'chosen');
		for (const node of marked.slice(0, mostNames)) add(node, near.includes(node) ? 'near' : 'other');
		if (state.names && scene.roomy) {
			for (const node of near) add(node, 'near');
			for (const node of memory.byDegree([scene], () => byDegree(scene, structure.degrees()))) add(node, 'other');
		}
		return placeLabels(scene, names, theme.glyphs.ellipsis);
	});
}

const byDegree = ({nodes}: GraphScene, degrees: Numbered): readonly number[] =>
	[...nodes].sort((a, b) => (degrees[b] ?? 0) - (degrees[a] ?? 0) || a - b).slice(0, mostNames);
