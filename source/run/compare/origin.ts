import {ConnectopError} from '../../base/errors.ts';
import {findRun, holdsRun, type RunDirectory} from '../../records/run-directory.ts';
import {readRunDocument} from '../../records/run-document.ts';

/** The run that a branch came from. Throws a usage error when the run is no branch, and `run-unknown` when its origin is gone. */
export async function originOf({id, path}: RunDirectory, cwd: string): Promise<RunDirectory> {
	const {origin} = await readRunDocument(path);
	if (!origin)
		throw new ConnectopError(
			'usage',
			'compare',
			`compare ${id}: the run is no branch, so it has no origin; give the other run as well`,
		);
	const [run, directory] = [String(origin['run']), String(origin['directory'])];
	if (await holdsRun(directory)) return {id: run, path: directory};
	try {
		return await findRun(run, cwd);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		throw new ConnectopError(
			'invalid',
			'run-unknown',
			`run ${id} is a branch of ${run}, which is not found any more: ${directory} is gone`,
			{cause: error},
		);
	}
}
