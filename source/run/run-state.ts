import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import {whereabouts} from './process-identity.ts';
import {lockOwner} from './run-lock.ts';

/**
How a run stands, found from outside: `live` in a process of this machine; `elsewhere` on another one, about which nothing more is known; `dead` when its
process is gone without a last word.
*/
export type RunLife = 'live' | 'elsewhere' | 'ended' | 'failed' | 'dead';

export interface RunState {
	readonly life: RunLife;
	readonly document: RunDocument;
	/** Of the process that has it, or had it last. */
	readonly host: string;
	readonly pid: number;
}

/** Looks at a run's lock and run.json. Throws what `readRunDocument` throws. */
export async function runState(directory: string): Promise<RunState> {
	const document = await readRunDocument(directory);
	const owner = lockOwner(directory);
	const {host, pid} = owner ?? document;
	const where = owner === undefined ? 'gone' : whereabouts(owner);
	const unlocked = document.status === 'running' ? 'dead' : document.status;
	const life = where === 'alive' ? 'live' : where === 'elsewhere' ? 'elsewhere' : unlocked;
	return {life, document, host, pid};
}
