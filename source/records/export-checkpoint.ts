import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {type Checkpoint, newestCheckpoint, readCheckpoint} from './checkpoint.ts';
import type {CheckpointEntry} from './run-document.ts';

/**
The newest checkpoint of a run; with `at`, the one with the largest tick up to it, of several the newest. Damaged ones and those that are pruned
meanwhile are told to `passedOver`. Throws `checkpoint-missing` when there is none.
*/
export async function checkpointAt(
	directory: string,
	entries: readonly CheckpointEntry[],
	at: number | undefined,
	passedOver: (message: string) => void,
): Promise<Checkpoint> {
	if (at === undefined) return newestCheckpoint(directory, entries, passedOver);
	const before = entries.filter(({tick}) => tick <= at).sort((a, b) => b.tick - a.tick || b.epoch - a.epoch);
	for (const {file, sha256} of before) {
		try {
			const checkpoint = await readCheckpoint(join(directory, file));
			if (checkpoint.sha256 === sha256) return checkpoint;
			passedOver(`${file} is damaged: its content is not what was saved`);
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			passedOver(error.message);
		}
	}
	const ticks = entries.map(({tick}) => tick).sort((a, b) => a - b);
	throw new ConnectopError(
		'invalid',
		'checkpoint-missing',
		`${directory}: no checkpoint at or before tick ${at} can be read; there are ${ticks.join(', ') || 'none'}`,
	);
}
