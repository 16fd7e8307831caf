import type {CheckpointEntry} from '../run/client.ts';
import type {ParameterInfo} from '../run/parameter-info.ts';
import type {Command, Settings} from '../run/protocol.ts';

/** What the screen is asking for, over the view. */
export type Mode = 'view' | 'help' | 'text' | 'set' | 'hz' | 'restore' | 'quit';

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
}

export const initialState: ScreenState = {mode: 'view', draft: '', choice: 0, frozen: false, notice: undefined};

/** What a key causes outside the screen. */
export type Effect =
	/** `typed`: the prompt that it came from, to go back to when the run refuses it. */
	| {readonly type: 'send'; readonly command: Command; readonly typed?: ScreenState}
	| {readonly type: 'interrupt'}
	| {readonly type: 'suspend'}
	| {readonly type: 'repaint'};

/** What the update may look at. */
export interface Surroundings {
	readonly settings: Settings;
	readonly parameters: readonly ParameterInfo[];
	readonly presets: {readonly title: string; readonly names: readonly string[]} | undefined;
	/** Newest first. */
	readonly checkpoints: readonly CheckpointEntry[];
	/** Ticks since the newest checkpoint. */
	readonly unsaved: number;
	/** Rows of the terminal. */
	readonly height: number;
}

export interface Updated {
	readonly state: ScreenState;
	readonly effects: readonly Effect[];
}
