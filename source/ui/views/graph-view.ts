import type {Graph} from '../../connectome/graph.ts';
import {createGraphCells, type GraphCells} from '../../draw/graph-cells.ts';
import type {Label} from '../../draw/graph-labels.ts';
import type {LinePlan} from '../../draw/graph-lines.ts';
import {type GraphScene, planScene} from '../../draw/graph-scene.ts';
import type {GraphWindow} from '../../draw/graph-window.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';
import {type ActiveComponents, activeComponents} from './graph-components.ts';
import type {ColourBy} from './graph-state.ts';
import {createStructure, type GraphStructure} from './graph-structure.ts';
import {lastFor} from './memo.ts';

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

/** What the Graph view keeps from frame to frame. */
export interface GraphView {
	readonly structure: GraphStructure;
	/** The scene of a window and size, and its cells for one meaning of the colours. */
	sceneOf(window: GraphWindow, width: number, height: number, lineShare: number): GraphScene;
	cellsOf(scene: GraphScene, by: ColourBy): GraphCells;
	/** Components of the active graph; of a very large one they may be some ticks old while it runs. */
	componentsOf(frame: Frame, field: Float32Array): ActiveComponents;
	/** Takes a frame in, and how much each node changed lately. */
	observe(frame: Frame): void;
	changeOf(): Float32Array;
	readonly memory: {
		readonly rows: Memory<readonly string[]>;
		readonly labels: Memory<readonly Label[]>;
		readonly star: Memory<LinePlan>;
		readonly byDegree: Memory<readonly number[]>;
		readonly levels: Memory<Float32Array>;
	};
}

/** What the field is of. */
type Moment = Pick<Frame['status'], 'tick' | 'epoch' | 'revision'>;

type Memory<Result> = ReturnType<typeof lastFor<Result>>;

/** Share of a change that is left at the next tick that is seen. */
const fading = 0.7;
/** Entries whose components are found in a few milliseconds. */
const quickEntries = 1_000_000;

/** A Graph view of a run on `graph`. */
export function createGraphView(graph: Graph): GraphView {
	const scene = lastFor<GraphScene>();
	const cells = lastFor<GraphCells>();
	const components = lastFor<ActiveComponents>();
	const patience = Math.max(1, Math.ceil(graph.colIdx.length / quickEntries));
	let age = 0;
	let before: {readonly field: Float32Array; readonly status: Moment} | undefined;
	const change = new Float32Array(graph.n);

	function observe({field, status: {tick, epoch, revision}}: Frame): void {
		const last = before?.status;
		if (last?.tick === tick && last.epoch === epoch && last.revision === revision) return;
		const kept = before?.field ?? new Float32Array(field.length);
		if (last?.epoch === epoch) {
			for (let i = 0; i < change.length; i++) {
				const step = Math.abs(field[i]! - kept[i]!);
				const left = fading * change[i]!;
				change[i] = step > left ? step : left;
			}
		} else change.fill(0);
		age++;
		kept.set(field);
		before = {field: kept, status: {tick, epoch, revision}};
	}

	return {
		structure: createStructure(graph),
		sceneOf: (window, width, height, lineShare) =>
			scene([window.x, window.y, window.zoom, width, height, lineShare], () =>
				planScene(graph, window, width, height, lineShare),
			),
		cellsOf: (of, by) => cells([of, by], () => createGraphCells(of)),
		componentsOf({status: {epoch, paused}, settings: {threshold}}, field) {
			const due = paused ? age : Math.floor(age / patience) * patience;
			return components([epoch, due, threshold], () => activeComponents(graph, field, threshold));
		},
		observe,
		changeOf: () => change,
		memory: {rows: lastFor(), labels: lastFor(), star: lastFor(), byDegree: lastFor(), levels: lastFor()},
	};
}
