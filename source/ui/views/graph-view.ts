import type {Graph} from '../../connectome/graph.ts';
import {createGraphCells, type GraphCells} from '../../draw/graph-cells.ts';
import type {Label} from '../../draw/graph-labels.ts';
import type {LinePlan} from '../../draw/graph-lines.ts';
import {type GraphScene, type Placed, planPartScene, planScene} from '../../draw/graph-scene.ts';
import type {GraphWindow} from '../../draw/graph-window.ts';
import {nothingYet} from '../../draw/map-part.ts';
import type {GraphPart, PartLook} from '../../run/graph-part.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {type Colours, extremes} from './graph-colour.ts';
import {type ActiveComponents, activeComponents} from './graph-components.ts';
import type {ColourBy} from './graph-state.ts';
import {createStructure, type GraphStructure} from './graph-structure.ts';
import {lastFor} from './memo.ts';
import type {PartStructure} from './part-structure.ts';

/** What the Graph view depends on besides the frame and its state. */
export interface GraphContext {
	/** Of the terminal, in cells. */
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
	/** Keeps what was drawn from frame to frame; made once a run. */
	readonly view: GraphView;
	/** Rows over the view, styled or not. */
	readonly header: readonly string[];
	/** The last row, styled or not. */
	readonly keys: string;
	/** One line of news for the person at the screen. */
	readonly notice?: string;
	/** The panel that has the focus: 0 the map, 1 the one beside it. */
	readonly focus?: number;
	/** The panel that has the focus, the map without one, takes the whole view. */
	readonly zoomed?: boolean;
}

/** What a scene is laid out for: a window, cells, and the share of dots that lines may set. */
export interface SceneSize {
	readonly window: GraphWindow;
	readonly width: number;
	readonly height: number;
	readonly lineShare: number;
}

/** Rows of neighbours in the panel of the picked node: the first, counted from the panel's top border, and which neighbours they are. */
export interface ListedNeighbours {
	readonly row: number;
	readonly first: number;
	readonly count: number;
}

/** What the Graph view keeps from frame to frame. */
export interface GraphView {
	readonly structure: GraphStructure;
	/** Where neighbours stood when they were drawn last, for a mouse. */
	listed: ListedNeighbours | undefined;
	/** What was drawn last, where the run keeps the graph and has to be asked for it. */
	wanted: PartLook | undefined;
	/** The scene of a window and size, and its cells for one meaning of the colours; of a part, with `others` to be found in it. */
	sceneOf(size: SceneSize, part: GraphPart | undefined, others: readonly Placed[]): GraphScene;
	cellsOf(scene: GraphScene, by: ColourBy): GraphCells;
	/** Components of the active graph, if it is all here; of a very large one they may be some ticks old while it runs. */
	componentsOf(frame: Frame): ActiveComponents | undefined;
	/** Edges at each node, or at what a part holds, and their range. */
	degreesOf(part: GraphPart | undefined): ReturnType<Colours['degrees']>;
	/** Takes a frame in, and how much each node or cell changed lately. */
	observe(frame: Frame): void;
	changeOf(): Float32Array;
	readonly memory: {
		readonly rows: Memory<readonly string[]>;
		readonly labels: Memory<readonly Label[]>;
		readonly star: Memory<LinePlan>;
		readonly byDegree: Memory<readonly number[]>;
		readonly levels: Memory<Float32Array>;
		readonly places: Memory<readonly Placed[]>;
	};
}

/** What the field is of. */
type Moment = Pick<Frame['status'], 'tick' | 'epoch' | 'revision'>;

type Memory<Result> = ReturnType<typeof lastFor<Result>>;

/** Share of a change that is left at the next tick that is seen. */
const fading = 0.7;
/** Entries whose components are found in a few milliseconds. */
const quickEntries = 1_000_000;
const noPart: GraphPart | undefined = undefined;
const empty = {values: [], range: [0, 0]} as const;

/** A Graph view of a run on `graph`, or on one that the run keeps and of which it is known what was asked for. */
export function createGraphView(graph: Graph | PartStructure): GraphView {
	const structure: GraphStructure = 'show' in graph ? graph : createStructure(graph);
	const {whole} = structure;
	const scene = lastFor<GraphScene>();
	const cells = lastFor<GraphCells>();
	const components = lastFor<ActiveComponents>();
	const degrees = lastFor<ReturnType<Colours['degrees']>>();
	const patience = Math.max(1, Math.ceil((whole?.colIdx.length ?? 0) / quickEntries));
	let age = 0;
	let before: {readonly field: Float32Array; readonly part: GraphPart | undefined; readonly status: Moment} | undefined;
	let change = new Float32Array(whole?.n ?? 0);

	function observe({field, part, status: {tick, epoch, revision}}: Frame): void {
		if (part && 'show' in graph) graph.show(part);
		const last = before?.status;
		const same = before?.part === part;
		if (same && last?.tick === tick && last.epoch === epoch && last.revision === revision) return;
		const kept = before?.field.length === field.length ? before.field : new Float32Array(field.length);
		if (same && last?.epoch === epoch) {
			for (let i = 0; i < change.length; i++) {
				const step = Math.abs(field[i]! - kept[i]!);
				const left = fading * change[i]!;
				change[i] = step > left ? step : left;
			}
		} else if (change.length === field.length) change.fill(0);
		else change = new Float32Array(field.length);
		age++;
		kept.set(field);
		before = {field: kept, part, status: {tick, epoch, revision}};
	}

	function degreesOf(part: GraphPart | undefined): ReturnType<Colours['degrees']> {
		return degrees([part], () => {
			if (part) return {values: part.degrees, range: part.degreeRange};
			const all = structure.degrees() as Int32Array;
			return whole ? {values: all, range: extremes(all)} : empty;
		});
	}

	const view: GraphView = {
		structure,
		listed: undefined,
		wanted: undefined,
		sceneOf({window, width, height, lineShare}, part, others) {
			const {x, y, zoom} = window;
			if (!whole) view.wanted = {x, y, zoom, columns: width, rows: height};
			return scene([x, y, zoom, width, height, lineShare, whole ? noPart : part, others], () => {
				if (whole) return planScene(whole, window, width, height, lineShare);
				return planPartScene(part ?? nothingYet, structure.graph.n, others, window, width, height, lineShare);
			});
		},
		cellsOf: (of, by) => cells([of, by], () => createGraphCells(of)),
		componentsOf({status: {epoch, paused}, settings: {threshold}, field}) {
			if (!whole) return undefined;
			const due = paused ? age : Math.floor(age / patience) * patience;
			return components([epoch, due, threshold], () => activeComponents(whole, field, threshold));
		},
		degreesOf,
		observe,
		changeOf: () => change,
		memory: {
			rows: lastFor(),
			labels: lastFor(),
			star: lastFor(),
			byDegree: lastFor(),
			levels: lastFor(),
			places: lastFor(),
		},
	};
	return view;
}
