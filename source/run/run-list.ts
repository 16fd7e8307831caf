import {ConnectopError} from '../base/errors.ts';
import {type Choose, findRun, knownRuns, type RunDirectory} from '../records/run-directory.ts';
import type {RunDocument} from '../records/run-document.ts';
import {type RunLife, runState} from './run-state.ts';

/** A run of the user's as a list shows it. */
export interface ListedRun {
	readonly id: string;
	readonly directory: string;
	readonly life: RunLife | 'damaged';
	/** Of the process that has it, or had it last. */
	readonly host: string;
	readonly pid: number;
	/** Absent when run.json can't be read. */
	readonly document?: RunDocument;
	/** Why it can't be read. */
	readonly problem?: string;
}

/** Every run that is known here, live ones first, the newest first among equals. `note` is told what can't be read of the index. */
export async function listRuns(cwd: string, note: (message: string) => void): Promise<readonly ListedRun[]> {
	const known = (await knownRuns(cwd, note)).toReversed();
	const runs = await Promise.all(known.map(({id, path}) => listed({id, path})));
	return runs.toSorted((a, b) => rank(a) - rank(b));
}

async function listed({id, path}: RunDirectory): Promise<ListedRun> {
	try {
		const {life, document, host, pid} = await runState(path);
		return {id, directory: path, life, host, pid, document};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		return {id, directory: path, life: 'damaged', host: '', pid: 0, problem: error.message};
	}
}

const order: readonly ListedRun['life'][] = ['live', 'elsewhere'];
const rank = ({life}: ListedRun): number => (order.includes(life) ? order.indexOf(life) : order.length);

/** Of runs that a name fits, those that are live; without one those that may go on elsewhere; else all of them. */
export const goingOn: Choose = async runs => {
	const all = await Promise.all(runs.map(listed));
	const [life] = order.filter(each => all.some(run => run.life === each));
	return life === undefined ? runs : runs.filter((_, at) => all[at]?.life === life);
};

/**
The run that a verb for live runs means: the one that is named, of several of that name the only live one; without a name the one that is live, or
the newest of them. Throws `run-unknown`, which says which are live.
*/
export async function findLiveRun(reference: string | undefined, cwd: string): Promise<RunDirectory> {
	const known = () => listRuns(cwd, () => undefined);
	if (reference === undefined || reference === 'latest') {
		// One that may be going on elsewhere can't be shown from here, but whoever asks is told where it is.
		const newest = (await known()).find(({life}) => order.includes(life));
		if (newest) return {id: newest.id, path: newest.directory};
		if (reference === undefined)
			throw new ConnectopError(
				'invalid',
				'run-unknown',
				'no run is live; connectop starts one, connectop runs lists those that have ended',
			);
	}
	try {
		return await findRun(reference ?? 'latest', cwd, goingOn);
	} catch (error) {
		if (!(error instanceof ConnectopError) || error.code !== 'run-unknown') throw error;
		const ids = (await known()).flatMap(({id, life}) => (life === 'live' ? [id] : []));
		const which = ids.length === 0 ? 'none is live' : `live: ${ids.join(', ')}`;
		throw new ConnectopError('invalid', 'run-unknown', `${error.message.split(';', 1)[0]}; ${which}`, {cause: error});
	}
}
