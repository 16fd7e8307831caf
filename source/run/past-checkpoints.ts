import type {CheckpointEntry} from '../records/run-document.ts';
import type {ParameterInfo} from './parameter-info.ts';
import type {CheckpointCheck, CheckpointComparison} from './past.ts';

/** Reads a checkpoint's file anew: whether it still is what run.json says was saved. */
export function verifyCheckpoint(
	directory: string,
	listed: readonly CheckpointEntry[],
	file: string,
): Promise<CheckpointCheck> {
	throw new Error(`not yet: ${directory} ${listed.length} ${file}`);
}

/** How two checkpoints of a run differ. */
export function compareCheckpoints(
	directory: string,
	parameters: readonly ParameterInfo[],
	a: string,
	b: string,
): Promise<CheckpointComparison> {
	throw new Error(`not yet: ${directory} ${parameters.length} ${a} ${b}`);
}
