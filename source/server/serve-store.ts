import {allRuns} from './all-runs.ts';
import {type ApiOptions, openPort} from './open-port.ts';

/** Opens the API over every run that is known from `cwd`. `say` is told of what should not happen. */
export async function serveStore(
	cwd: string,
	api: ApiOptions,
	say: (line: string) => void,
): Promise<{readonly address: string; close(): Promise<void>}> {
	const store = allRuns(cwd);
	const {app, address} = await openPort(api, store, error => say(`a request broke: ${error.stack ?? error.message}`));
	return {
		address,
		async close() {
			store.close();
			await app.close();
		},
	};
}
