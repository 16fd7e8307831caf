import type {FailureKind} from '../base/errors.ts';
import type {Progress} from '../base/progress.ts';
import type {RunOptions} from '../run/options.ts';
import type {ApiOptions} from '../server/open-port.ts';

/** To a run's process: what to run. */
export interface HostOrder {
	readonly options: RunOptions;
	readonly api: ApiOptions | undefined;
	/** Where its stderr goes, to be kept if there is anything in it. */
	readonly log: string;
}

/** From a run's process: how far it is, and in the end that it goes on, or why it can't. */
export type HostAnswer =
	| {readonly type: 'progress'; readonly progress: Progress}
	| {readonly type: 'opened'; readonly id: string; readonly directory: string; readonly api: string | undefined}
	| {readonly type: 'failed'; readonly kind: FailureKind; readonly code: string; readonly message: string};
