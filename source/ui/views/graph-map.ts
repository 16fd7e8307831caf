import {cellOfNode} from '../../draw/graph-labels.ts';
import {firstLines, type LinePlan, layLines} from '../../draw/graph-lines.ts';
import {drawScene} from '../../draw/graph-picture.ts';
import {densest, type GraphScene, type Placed} from '../../draw/graph-scene.ts';
import type {Mark} from '../../draw/graph-signs.ts';
import {setting} from '../../draw/number.ts';
import {panel} from '../../draw/panel.ts';
import type {Frame, Settings} from '../../run/protocol.ts';
import {colouringOf} from './graph-colour.ts';
import {footOf, legend} from './graph-legend.ts';
import {labelsOf} from './graph-names.ts';
import {chosenNeighbour} from './graph-pick.ts';
import type {GraphState} from './graph-state.ts';
import type {GraphContext, GraphView} from './graph-view.ts';
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
	{width, height}: {readonly width: number; readonly height: number},
): readonly string[] {
	const {theme, view} = context;
	const {facts, settings, field} = frame;
	const scene = view.sceneOf(
		{
			window: state.window,
			width: width - 4,
			height: height - 2,
			lineShare: theme.glyphs.grade === 'braille' ? densest.dots : densest.cells,
		},
		frame.part,
		placesOf(state, settings, view),
	);
	const colouring = colouringOf(state.colourBy, {
		facts,
		field,
		degrees: () => view.degreesOf(frame.part),
		components: () => view.componentsOf(frame),
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
		...(state.picked === undefined || chosen === undefined ? {} : {ray: raysOf(scene, state.picked, [chosen], view)}),
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
	const all = view.structure.neighboursOf(picked);
	return view.memory.star([scene, picked, all], () => {
		const near = all.slice(0, mostRays);
		const room = rayRoom * scene.width * scene.height;
		return firstLines(
			raysOf(
				scene,
				picked,
				near.map(({node}) => node),
				view,
			),
			room,
			leastRays,
		);
	});
}

function raysOf(
	{window, width, height}: GraphScene,
	picked: number,
	nodes: readonly number[],
	{structure: {graph}}: GraphView,
): LinePlan {
	const to = Int32Array.from(nodes);
	return layLines(graph, window, width, height, new Int32Array(to.length).fill(picked), to);
}

/** Nodes that are to be found on a picture of cells, as far as it is known where they are. */
function placesOf(
	{picked, marked}: GraphState,
	{clamped, silenced}: Settings,
	{structure: {graph, whole}, memory}: GraphView,
): readonly Placed[] {
	if (whole) return none;
	return memory.places([picked, marked, clamped, silenced, picked === undefined ? 0 : graph.x[picked]], () => {
		const nodes = [...(picked === undefined ? [] : [picked]), ...marked, ...clamped.map(({node}) => node), ...silenced];
		return nodes.flatMap((node): Placed[] => {
			const [x, y] = [graph.x[node], graph.y[node]];
			return x === undefined || y === undefined ? [] : [[node, x, y]];
		});
	});
}

const none: readonly Placed[] = [];
