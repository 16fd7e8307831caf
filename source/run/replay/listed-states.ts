import {join} from 'node:path';
import {stateFilesIn} from '../../records/checkpoint.ts';
import type {CheckpointEntry} from '../../records/run-document.ts';
import {hashIfThere} from './check-files.ts';

/** A state file of a run, as it was when the files were listed. */
export interface ListedState {
	readonly file: string;
	readonly epoch: number;
	readonly tick: number;
	readonly sha256: string;
	/** run.json lists it; others were written just before a kill, or just now. */
	readonly listed: boolean;
	/** Commands up to it are in the state, where that is known. */
	readonly seq?: number;
}

/**
The state files of a run: `entries`, which are those of run.json, and what else lies in the directory. Asked for before the journal and the digests
are read, they hold what the run had come to by then: commands and ticks are on disk before a state with them gets its name. Throws
`checkpoint-missing` and `file-changed` when the directory or a file in it can't be read.
*/
export async function listStates(
	directory: string,
	entries: readonly CheckpointEntry[],
): Promise<readonly ListedState[]> {
	const states: ListedState[] = entries.map(entry => ({...entry, listed: true}));
	const names = new Set(entries.map(each => each.file));
	for (const {file, epoch, tick} of await stateFilesIn(directory)) {
		if (names.has(file)) continue;
		const sha256 = await hashIfThere(join(directory, file));
		if (sha256 !== undefined) states.push({file, epoch, tick, sha256, listed: false});
	}
	return states;
}
