import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import {readRunDocument} from '../records/run-document.ts';
import {runDocumentName} from '../records/run-document-name.ts';
import {whereabouts} from '../run/process-identity.ts';

/** Whether anything can still come from a run. */
export interface RunState {
	/** `gone`: it says that it is going on, but its process is not there. */
	readonly going: 'on' | 'ended' | 'gone';
	/** One line for people when it is not going on. */
	readonly message: string;
}

/** Looks at run.json anew when it has changed. Throws `run-directory-lost` when it is not there any more, `run-document` when it is damaged. */
export function watchRunState({id, path}: RunDirectory): () => Promise<RunState> {
	const file = join(path, runDocumentName);
	let [version, document] = ['', undefined as Awaited<ReturnType<typeof readRunDocument>> | undefined];
	return async () => {
		const {ino, mtimeMs} = await stat(file).catch((error: unknown) => {
			throw new ConnectopError('failed', 'run-directory-lost', `${path}: the run directory is gone`, {cause: error});
		});
		const now = `${ino} ${mtimeMs}`;
		if (!document || now !== version) [version, document] = [now, await readRunDocument(path)];
		const {status, endReason, lastTick} = document;
		if (status !== 'running') {
			const why = endReason === undefined || endReason === status ? '' : ` (${endReason})`;
			return {going: 'ended', message: `run ${id} has ${status} at tick ${lastTick}${why}`};
		}
		if (whereabouts(document) !== 'gone') return {going: 'on', message: ''};
		return {
			going: 'gone',
			message: `run ${id} stopped without an end: its process is gone; connectop --resume ${id} goes on with it`,
		};
	};
}
