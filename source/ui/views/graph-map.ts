import {cellOfNode, type Label, type Name, placeLabels} from '../../draw/graph-labels.ts';
import {firstLines, type LinePlan, layLines} from '../../draw/graph-lines.ts';
import {drawScene} from '../../draw/graph-picture.ts';
import {densest, type GraphScene} from '../../draw/graph-scene.ts';
import {type Mark, signsOf} from '../../draw/graph-signs.ts';
import {count, percent, setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import {clean} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {type Colouring, colouringOf} from './graph-colour.ts';
import {chosenNeighbour, nodeName} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import type {GraphContext, HeldNodes} from './graph-view.ts';
import {titled} from './live-view.ts';
import {type Segment, segmentLine} from './segments.ts';

/** Neighbours of the picked node that may get a line or a name, the strongest first. */
const mostRays = 150;
/** Share of the cells that their lines may cross; some are drawn in any case. */
const rayRoom = 0.15;
const leastRays = 6;
/** Nodes that are asked for a name at most. */
const mostNames = 400;

/** The graph in its frame: what the window shows of it, coloured, with a legend. */
export function graphMap(
	frame: Frame,
	state: GraphState,
	context: GraphContext,
	field: Float32Array,
	{width, height}: {readonly width: number; readonly height: number},
): readonly string[] {
	const {theme, view} = context;
	const {facts, settings} = frame;
	const scene = view.sceneOf(
		state.window,
		width - 4,
		height - 2,
		theme.glyphs.grade === 'braille' ? densest.dots : densest.cells,
	);
	const colouring = colouringOf(state.colourBy, {
		facts,
		field,
		degrees: view.structure.degrees,
		components: () => view.componentsOf(frame, field),
		change: view.changeOf,
		ascii: theme.glyphs.grade === 'ascii',
		keep: view.memory.levels,
	});
	const cells = view.cellsOf(scene, state.colourBy);
	const {values, range} = colouring;
	cells.update({values, range, field, threshold: settings.threshold, edges: state.edges});
	const marks = marksOf(state, settings, scene);
	const star = state.picked === undefined ? undefined : starOf(scene, state.picked, context);
	const chosen = chosenNeighbour(state, view.structure);
	const rows = drawScene(scene, cells, {
		look: theme,
		marks,
		labels: labelsOf(scene, state, context),
		...(state.picked === undefined ? {} : {picked: state.picked}),
		...(star ? {star} : {}),
		...(state.picked === undefined || chosen === undefined ? {} : {ray: raysOf(scene, state.picked, [chosen])}),
	});
	const zoom = state.window.zoom > 1 ? ` ${theme.glyphs.times}${setting(state.window.zoom)}` : '';
	return panel(rows, {
		title: titled(`Graph${zoom}`, context.focus === 0, theme),
		note: legend(colouring, scene, theme),
		foot: footOf(scene, state, marks, star?.from.length, context, width - 6),
		width,
		height,
		look: theme,
	});
}

/** What the colours or shapes mean: `W 0 ●●●●● 0.6`. */
function legend({label, ends: [low, high]}: Colouring, scene: GraphScene, theme: Theme): string {
	const {node} = signsOf(theme, scene.apart);
	const swatch = theme.paint.levels.map((level, at) => level(node?.[at] ?? '⣿')).join('');
	return `${theme.paint.quiet(label)} ${low} ${swatch} ${high}`;
}

/** What is in the window, what is left out of it, and what the signs mean; or news. */
function footOf(
	{nodes, edgeShare, graph, apart}: GraphScene,
	state: GraphState,
	marks: ReadonlyMap<number, Mark>,
	rays: number | undefined,
	{view, theme, notice}: GraphContext,
	width: number,
): string {
	const {paint, glyphs} = theme;
	if (notice !== undefined) return paint.warn(clean(notice, glyphs.grade === 'ascii'));
	const signs = signsOf(theme, apart);
	const shown =
		nodes.length === graph.n ? `${count(graph.n)} nodes` : `${count(nodes.length)} of ${count(graph.n)} nodes`;
	const edges =
		state.edges === 'none' || edgeShare === 0 ? 'no edges' : edgeShare < 1 ? `${percent(edgeShare)} of edges` : '';
	const active = state.edges === 'active' || (state.edges === 'all' && !signs.resting) ? 'active ones only' : '';
	const all = state.picked === undefined ? 0 : view.structure.neighboursOf(state.picked).length;
	const strongest = rays !== undefined && rays < all ? `${rays} of ${all} lines` : '';
	const kinds = (['marked', 'clamped', 'silenced'] as const).filter(kind => [...marks.values()].includes(kind));
	const said: readonly Segment[] = [
		{text: shown, rank: 1},
		...(edges === '' ? [] : [{text: edges, rank: 3}]),
		...(active === '' || edges === 'no edges' ? [] : [{text: active, rank: 4}]),
		...(strongest === '' ? [] : [{text: strongest, rank: 5}]),
		...kinds.map(kind => ({text: `${signs.mark[kind]} ${kind}`, rank: 2})),
	];
	return paint.quiet(segmentLine(said, [], width + 2, glyphs.ellipsis).trim());
}

/** What stands at nodes in the window; a mark of one's own hides that a node is held, which its panel says. */
function marksOf(
	{marked}: GraphState,
	{clamped = [], silenced = []}: HeldNodes,
	scene: GraphScene,
): ReadonlyMap<number, Mark> {
	const marks = new Map<number, Mark>();
	const mark = (node: number, as: Mark) => {
		if (cellOfNode(scene, node) >= 0) marks.set(node, as);
	};
	for (const {node} of clamped) mark(node, 'clamped');
	for (const node of silenced) mark(node, 'silenced');
	for (const node of marked) mark(node, 'marked');
	return marks;
}

/** The picked node's name always; of the others those that have room: chosen and marked ones first, then neighbours, then by degree. */
function labelsOf(scene: GraphScene, state: GraphState, {view, theme}: GraphContext): readonly Label[] {
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
						.slice(0, mostRays)
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

const byDegree = ({nodes}: GraphScene, degrees: Int32Array): readonly number[] =>
	[...nodes].sort((a, b) => degrees[b]! - degrees[a]! || a - b).slice(0, mostNames);

/** Lines from the picked node to its neighbours, the strongest of them when all are too many to see. */
function starOf(scene: GraphScene, picked: number, {view}: GraphContext): LinePlan {
	return view.memory.star([scene, picked], () => {
		const near = view.structure.neighboursOf(picked).slice(0, mostRays);
		const room = rayRoom * scene.width * scene.height;
		return firstLines(
			raysOf(
				scene,
				picked,
				near.map(({node}) => node),
			),
			room,
			leastRays,
		);
	});
}

function raysOf({graph, window, width, height}: GraphScene, picked: number, nodes: readonly number[]): LinePlan {
	const to = Int32Array.from(nodes);
	return layLines(graph, window, width, height, new Int32Array(to.length).fill(picked), to);
}
