import {createMap, type GraphMap, type MapGraph} from '../../draw/braille-map.ts';
import type {Theme} from '../theme.ts';
import type {ChartSource} from './live-chart.ts';
import type {PanelId} from './live-layout.ts';
import {lastValue} from './memo.ts';

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
	/** What `loadCharts` gave; undefined until then. */
	readonly charts?: ChartSource;
}

/** What the Live view keeps from frame to frame. */
export interface LiveView {
	readonly map: GraphMap;
	readonly memory: Map<PanelId | 'events' | 'map', ReturnType<typeof lastValue<readonly string[]>>>;
	/** The field as it was when the display was frozen. */
	frozen: Float32Array | undefined;
	theme: Theme | undefined;
}

/** A Live view of a run on `graph`. */
export function createLiveView(graph: MapGraph): LiveView {
	return {map: createMap(graph), memory: new Map(), frozen: undefined, theme: undefined};
}

/** The last rows of one panel, kept while its key stays the same. */
export function memory(view: LiveView, id: PanelId | 'events' | 'map') {
	const known = view.memory.get(id);
	if (known) return known;
	const made = lastValue<readonly string[]>();
	view.memory.set(id, made);
	return made;
}
