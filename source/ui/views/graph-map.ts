import {cellOfNode} from '../../draw/graph-labels.ts';
import {firstLines, type LinePlan, layLines} from '../../draw/graph-lines.ts';
import {drawScene} from '../../draw/graph-picture.ts';
import {densest, type GraphScene} from '../../draw/graph-scene.ts';
import type {Mark} from '../../draw/graph-signs.ts';
import {setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import type {Frame, Settings} from '../../run/protocol.ts';
import {colouringOf} from './graph-colour.ts';
import {footOf, legend} from './graph-legend.ts';
import {labelsOf} from './graph-names.ts';
import {chosenNeighbour} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import type {GraphContext} from './graph-view.ts';
import {titled} from './live-view.ts';

/** Neighbours of the picked node that may get a line, the strongest first. */
const mostRays = 150;
/** Share of the cells that their lines may cross; some are drawn in any case. */
const rayRoom = 0.15;
const leastRays = 6;

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

/** What stands at nodes in the window; a mark of one's own hides that a node is held, which its panel says. */
function marksOf({marked}: GraphState, {clamped, silenced}: Settings, scene: GraphScene): ReadonlyMap<number, Mark> {
	const marks = new Map<number, Mark>();
	const mark = (node: number, as: Mark) => {
		if (cellOfNode(scene, node) >= 0) marks.set(node, as);
	};
	for (const {node} of clamped) mark(node, 'clamped');
	for (const node of silenced) mark(node, 'silenced');
	for (const node of marked) mark(node, 'marked');
	return marks;
}

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
