import {createMap, type GraphMap, type MapGraph} from '../../draw/braille-map.ts';
import {nothingYet} from '../../draw/map-part.ts';
import type {GraphPart, PartLook} from '../../run/graph-part.ts';
import type {HistorySlice, HistoryWindow} from '../../run/past.ts';
import type {RecorderView} from '../../run/recording/view.ts';
import type {Theme} from '../theme.ts';
import type {ChartSource} from './live-chart.ts';
import type {FocusId} from './live-layout.ts';
import {lastFor, lastValue} from './memo.ts';

/** A part of the run's past, and the window of time that is to be drawn of it. */
export interface Past {
	readonly slice: HistorySlice | undefined;
	readonly window: HistoryWindow;
}

/** What the Live view depends on besides the frame. */
export interface LiveContext {
	/** Of the terminal, in cells. */
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
	/** Keeps what was drawn from frame to frame; made once a run. */
	readonly view: LiveView;
	/** The display stands still while the run goes on: pass the frame that was shown when it was frozen. */
	readonly frozen: boolean;
	/** The last row: the key bar, styled or not. */
	readonly keys: string;
	/** One line of news for the person at the screen; stands above the keys. */
	readonly notice?: string;
	/** The panel that has the focus. */
	readonly focus?: FocusId;
	/** The panel that takes the whole view. */
	readonly zoomed?: FocusId;
	/** The run's past, in the place of the panels at the right. */
	readonly past?: Past;
	/** What is recorded, in the place of the panels at the right. */
	readonly recorded?: {readonly views: readonly RecorderView[] | undefined};
	/** Which events are shown, when not all are. */
	readonly sifted?: string;
	/** What `loadCharts` gave; undefined until then. */
	readonly charts?: ChartSource;
}

/** What the Live view keeps from frame to frame. */
export interface LiveView {
	/** The map of the graph, or of the part of it that a frame has. */
	mapOf(part: GraphPart | undefined): GraphMap;
	/** What was drawn last, where the run keeps the graph and has to be asked for it. */
	wanted: PartLook | undefined;
	readonly memory: Map<FocusId, ReturnType<typeof lastValue<readonly string[]>>>;
	/** The past as it was drawn last. */
	past: {readonly of: Past; readonly key: string; readonly rows: readonly string[]} | undefined;
	theme: Theme | undefined;
}

/** A Live view of a run on `graph`, or on one that the run keeps, whose frames have what is drawn. */
export function createLiveView(graph: MapGraph | undefined): LiveView {
	const map = lastFor<GraphMap>();
	return {
		mapOf: part => map([graph ? undefined : part], () => createMap(graph ?? part ?? nothingYet)),
		wanted: undefined,
		memory: new Map(),
		past: undefined,
		theme: undefined,
	};
}

/** The last rows of one panel, kept while its key stays the same. */
export function memory(view: LiveView, id: FocusId) {
	const known = view.memory.get(id);
	if (known) return known;
	const made = lastValue<readonly string[]>();
	view.memory.set(id, made);
	return made;
}

/** The title of a panel, marked when it has the focus. */
export function titled(title: string, focused: boolean, {glyphs}: Theme): string {
	if (!focused) return title;
	return `${glyphs.grade === 'ascii' ? '>' : '▸'} ${title}`;
}
