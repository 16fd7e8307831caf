import {join} from 'node:path';
import {digestState} from '../../base/digest.ts';
import {ConnectopError} from '../../base/errors.ts';
import {type Checkpoint, readCheckpoint, stateFile} from '../../records/checkpoint.ts';
import type {CheckpointEntry} from '../../records/run-document.ts';
import type {TickDigest} from './digest-line.ts';
import {epochAt} from './lineage.ts';
import type {OpenedRun} from './opened-run.ts';

/** The checkpoint that run.json lists of a tick that the run ended up with. */
export function savedAt(run: OpenedRun, tick: number): CheckpointEntry | undefined {
	const epoch = epochAt(run.lineage, tick);
	return run.document.checkpoints.findLast(each => each.epoch === epoch && each.tick === tick);
}

/** The ticks that the run ended up with and that it has a checkpoint of, in order. */
export function savedTicks(run: OpenedRun): readonly number[] {
	const ticks = run.document.checkpoints.flatMap(({epoch, tick}) =>
		epochAt(run.lineage, tick) === epoch ? [tick] : [],
	);
	return [...new Set(ticks)].sort((a, b) => a - b);
}

/** The checkpoint of a tick; undefined, with the reason as a note, when it can't be read or was deleted meanwhile. */
export async function stateAt(
	run: OpenedRun,
	tick: number,
	note: (message: string) => void,
): Promise<Checkpoint | undefined> {
	const epoch = epochAt(run.lineage, tick);
	const entry = savedAt(run, tick);
	const file = entry?.file ?? (tick === run.first && epoch !== undefined ? stateFile(tick, epoch) : undefined);
	if (file === undefined) return undefined;
	try {
		const found = await readCheckpoint(join(run.directory, file));
		if (entry === undefined || entry.sha256 === found.sha256) return found;
		note(`${join(run.directory, file)} is damaged: its content is not what was saved`);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		note(error.message);
	}
	return undefined;
}

/** The digest of a saved state, as a kernel gives it. */
export function digestOf({state}: Checkpoint): TickDigest {
	const [lo, hi] = digestState(Object.values(state.variables));
	return {tick: state.tick, lo, hi};
}
