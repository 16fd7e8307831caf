import type {CheckpointEntry} from '../run/client.ts';
import type {NodeReport} from '../run/graph-part.ts';
import type {ParameterInfo} from '../run/parameter-info.ts';
import type {CheckpointCheck, CheckpointComparison, HistorySlice, HistoryWindow} from '../run/past.ts';
import type {SavedPreset} from '../run/presets/preset-files.ts';
import type {Preset} from '../run/presets/preset-text.ts';
import type {Command, Event, Outcome, RunFacts, Settings, ShownEvent} from '../run/protocol.ts';
import type {RecorderView} from '../run/recording/view.ts';
import {emptyLog, type LogState} from './event-log.ts';
import {noPast, type PastState} from './past-state.ts';
import {noRecorded, type RecordedState} from './recorded-state.ts';
import {type GraphState, initialGraph} from './views/graph-state.ts';
import type {GraphStructure} from './views/graph-structure.ts';
import {initialParameters, type ParametersState} from './views/parameters-state.ts';

/** The screen's views, in the order of their keys. */
export type ViewId = 'live' | 'graph' | 'parameters' | 'events' | 'checkpoints';

/** What the screen is asking for, over the view. */
export type Mode =
	| 'view'
	| 'help'
	| 'palette'
	| 'text'
	| 'set'
	| 'hz'
	| 'filter'
	| 'arguments'
	| 'restore'
	| 'confirm'
	| 'quit'
	/** What to do to the marked nodes; which node to go to. */
	| 'nodes'
	| 'node'
	/** The value of the parameter that is chosen; what narrows their list. */
	| 'value'
	| 'narrow'
	/** Under which name to save a preset, whether to replace one, and which to apply. */
	| 'preset-name'
	| 'replace'
	| 'presets';

/** What the Checkpoints view remembers. */
export interface SavedState {
	/** File of the row that is chosen; the newest without one. */
	readonly chosen: string | undefined;
	/** The first of two checkpoints that are to be compared. */
	readonly marked: string | undefined;
	readonly comparison: CheckpointComparison | undefined;
	/** The SHA-256 of both, as they were when it was asked for. */
	readonly compared: readonly [a: string, b: string] | undefined;
	/** By `checkKey`: what was found when the file was read anew, or `reading` until then. */
	readonly checks: Readonly<Record<string, CheckpointCheck | 'reading'>>;
	/** First row of the comparison that is shown. */
	readonly top: number;
}

/** What the screen remembers of the mouse. */
export interface MouseState {
	/** The terminal is asked for its reports. */
	readonly on: boolean;
	/** The last press of its button: where, when (ms since 1970), and whether the mouse has moved or the press was used since. */
	readonly pressed:
		| {
				readonly column: number;
				readonly row: number;
				readonly at: number;
				readonly panel: number | undefined;
				readonly done: boolean;
		  }
		| undefined;
}

/** All that the screen remembers between two keys. */
export interface ScreenState {
	readonly mode: Mode;
	/** What has been typed in a prompt. */
	readonly draft: string;
	/** The row that is chosen in a list. */
	readonly choice: number;
	readonly frozen: boolean;
	/** What to tell the user about the last key; gone with the next. */
	readonly notice: string | undefined;
	/** The run can't be reached, and what was told about it when it was to do something. */
	readonly away: boolean;
	readonly lost: string | undefined;
	readonly view: ViewId;
	/** Number of the panel that has the focus; none before the first tab. */
	readonly focus: number | undefined;
	/** The panel that has the focus, the first without one, takes the whole view. */
	readonly zoomed: boolean;
	readonly log: LogState;
	readonly saved: SavedState;
	readonly graph: GraphState;
	readonly parameters: ParametersState;
	readonly past: PastState;
	readonly recorded: RecordedState;
	/** What `arguments`, `confirm`, `value` and `replace` are about: id of a command, file of a checkpoint, name of a parameter or a preset. */
	readonly asked: string;
	/** What was last chosen in the palette, newest first. */
	readonly recent: readonly string[];
	readonly mouse: MouseState;
}

export const initialState: ScreenState = {
	mode: 'view',
	draft: '',
	choice: 0,
	frozen: false,
	notice: undefined,
	away: false,
	lost: undefined,
	view: 'live',
	focus: undefined,
	zoomed: false,
	log: emptyLog,
	saved: {chosen: undefined, marked: undefined, comparison: undefined, compared: undefined, checks: {}, top: 0},
	graph: initialGraph,
	parameters: initialParameters,
	past: noPast,
	recorded: noRecorded,
	asked: '',
	recent: [],
	mouse: {on: true, pressed: undefined},
};

/** A prompt with what was typed in it, to go back to when the run refuses it. */
export type Typed = Pick<ScreenState, 'mode' | 'draft' | 'asked'>;

/** What a run is asked about its past, and the user's files about presets; the answer comes back as a `Message`. */
export type Question =
	| {readonly type: 'past-events'; readonly limit: number; readonly before: number | undefined}
	| {readonly type: 'history'; readonly window: HistoryWindow}
	| {readonly type: 'recorders'; readonly newest: number}
	/** Which node a text names, of a graph that the run keeps. */
	| {readonly type: 'node'; readonly text: string}
	| {readonly type: 'presets'}
	| {readonly type: 'preset'; readonly name: string}
	| {readonly type: 'save-preset'; readonly name: string; readonly text: string; readonly replace: boolean}
	| {readonly type: 'verify'; readonly file: string; readonly sha256: string}
	| {
			readonly type: 'compare';
			readonly a: string;
			readonly b: string;
			readonly sha256: readonly [a: string, b: string];
	  };

/** What a key causes outside the screen. */
export type Effect =
	| {readonly type: 'send'; readonly command: Command; readonly typed?: Typed}
	| {readonly type: 'ask'; readonly question: Question}
	/** Text for the clipboard of the terminal. */
	| {readonly type: 'copy'; readonly text: string}
	/** The screen goes, the run goes on. */
	| {readonly type: 'detach'}
	| {readonly type: 'interrupt'}
	| {readonly type: 'suspend'}
	/** The mouse on or off. */
	| {readonly type: 'mouse'; readonly on: boolean}
	/** The newest picture of the run on the whole terminal. */
	| {readonly type: 'picture'}
	| {readonly type: 'repaint'};

/** What comes back from outside. */
export type Message =
	| {readonly type: 'outcome'; readonly command: Command; readonly outcome: Outcome; readonly typed?: Typed}
	| {
			readonly type: 'past-events';
			readonly before: number | undefined;
			readonly limit: number;
			readonly events: readonly Event[];
	  }
	| {readonly type: 'history'; readonly slice: HistorySlice}
	| {readonly type: 'recorders'; readonly views: readonly RecorderView[]}
	| {readonly type: 'verified'; readonly check: CheckpointCheck; readonly sha256: string}
	| {
			readonly type: 'compared';
			readonly comparison: CheckpointComparison;
			readonly sha256: readonly [a: string, b: string];
	  }
	| {readonly type: 'node'; readonly report: NodeReport}
	| {readonly type: 'presets'; readonly presets: readonly SavedPreset[]}
	| {readonly type: 'preset'; readonly name: string; readonly preset: Preset}
	/** `file` is undefined when there is one of this name already, which was not to be replaced. */
	| {readonly type: 'preset-saved'; readonly name: string; readonly file: string | undefined}
	/** A question that could not be answered, and why. */
	| {readonly type: 'failed'; readonly question: Question; readonly error: string}
	/** Something else for the person at the screen. */
	| {readonly type: 'notice'; readonly text: string};

/** What the update may look at. */
export interface Surroundings {
	readonly facts: RunFacts;
	readonly settings: Settings;
	readonly parameters: readonly ParameterInfo[];
	readonly presets: {readonly title: string; readonly names: readonly string[]} | undefined;
	/** Newest first. */
	readonly checkpoints: readonly CheckpointEntry[];
	/** A recorded run is played again: it is gone about in, and not steered. */
	readonly replay: boolean;
	/** This screen only looks. */
	readonly readOnly: boolean;
	/** Ticks since the newest checkpoint. */
	readonly unsaved: number;
	/** What is wrong with an external engine: nothing can be saved then. */
	readonly engine?: string | undefined;
	/** Whether a command has changed the field since the newest checkpoint. */
	readonly steered: boolean;
	/** Wall time, ms since 1970. */
	readonly now: number;
	/** The nodes of the graph and what joins them. */
	readonly structure: GraphStructure;
	/** The tick that the run is at. */
	readonly tick: number;
	/** The newest events, oldest first. */
	readonly events: readonly ShownEvent[];
	/** Cells and rows of the terminal. */
	readonly width: number;
	readonly height: number;
}

export interface Updated {
	readonly state: ScreenState;
	readonly effects: readonly Effect[];
}
