import type {Settings} from '../run/protocol.ts';
import type {RecorderView} from '../run/recording/view.ts';

/** What the Live view shows of recorders, and what was asked for it. */
export interface RecordedState {
	readonly shown: boolean;
	/** When it was asked for last, ms since 1970. */
	readonly askedAt: number;
	readonly pending: boolean;
	/** As they came last. */
	readonly views: readonly RecorderView[] | undefined;
}

/** Not shown. */
export const noRecorded: RecordedState = {shown: false, askedAt: 0, pending: false, views: undefined};

/** Whether recorders stand in the place of the Live view's panels. */
export const showsRecorded = (
	{recorded}: {readonly recorded: RecordedState},
	{settings}: {readonly settings: Settings},
): boolean => recorded.shown && (settings.recorders?.length ?? 0) > 0;
