import type {SavedPreset} from '../../run/presets/preset-files.ts';

/** What the Parameters view remembers. */
export interface ParametersState {
	/** Name of the chosen row; the first one without it. */
	readonly chosen: string | undefined;
	/** What has to stand in the name or the title of a row that is shown. */
	readonly filter: string;
	/** The last nudges, while nothing else has changed the value: where they began, which is a mark to come back to, and where they led. */
	readonly nudge:
		| {readonly name: string; readonly from: number; readonly to: number; readonly coarse: boolean}
		| undefined;
	/** The user's presets, as they were when they were asked for. */
	readonly presets: readonly SavedPreset[];
}

export const initialParameters: ParametersState = {chosen: undefined, filter: '', nudge: undefined, presets: []};
