import type {RecordingRun} from '../run/client.ts';
import type {ApiOptions} from '../server/open-port.ts';
import type {ServedRun} from '../server/serve-run.ts';

/** A run's server that begins before the run's first tick, so that it takes no time from it. */
export interface FirstServed {
	/** Loads the server's code; done by `begin` when nobody has. */
	load(): Promise<unknown>;
	/** Begins, and does not throw: what goes wrong is for `served` to tell, when the run goes on and can be ended. */
	begin(run: RecordingRun): Promise<void>;
	/** What has begun; undefined when nothing has. Rejects as `serveRun` does. */
	served(): Promise<ServedRun> | undefined;
}

/** The server of one run, on its socket and, where one is asked for, on a port. */
export function serveFirst(api: ApiOptions | undefined): FirstServed {
	const load = () => import('../server/serve-run.ts');
	let serving: Promise<ServedRun> | undefined;
	return {
		load,
		async begin(run) {
			serving = load().then(({serveRun}) => serveRun(run, api));
			await serving.catch(() => undefined);
		},
		served: () => serving,
	};
}
