import {join} from 'node:path';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {hashFile} from '../../records/files.ts';
import type {CheckpointEntry} from '../../records/run-document.ts';
import type {StartLine} from './journal-lines.ts';

type SavedFile = Pick<CheckpointEntry, 'file' | 'sha256'>;

const changed = (path: string, what: string): ConnectopError =>
	new ConnectopError('unverified', 'file-changed', `${path}: ${what}`);

/** SHA-256 of a file; undefined when there is none. Throws `file-changed` when it can't be read. */
export async function hashIfThere(path: string): Promise<string | undefined> {
	try {
		return await hashFile(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw changed(path, messageOf(error));
	}
}

/** SHA-256 of a file that should be there; a missing one is said. */
async function hashOf(path: string): Promise<string> {
	const hash = await hashIfThere(path);
	if (hash === undefined) throw changed(path, 'is missing');
	return hash;
}

/** The user's files of a stretch are what ran. Throws `file-changed`, naming the one that is not. */
export async function checkCode(directory: string, {modelFile, equationsFile, code}: StartLine): Promise<void> {
	for (const [file, sha256] of [
		[modelFile, code.model],
		[equationsFile, code.equations],
	] as const) {
		if (file === undefined) continue;
		const path = join(directory, file);
		if ((await hashOf(path)) !== sha256) throw changed(path, 'is not the code that ran: its content was changed');
	}
}

/** The graph of a stretch is the one it ran on. Throws `file-changed`. */
export async function checkGraph(directory: string, {graph}: StartLine): Promise<void> {
	const path = join(directory, graph.file);
	if ((await hashOf(path)) !== graph.sha256) throw changed(path, 'is damaged: it is not the graph of the run');
}

/** A checkpoint's content is what was saved. Throws `file-changed`. */
export async function checkCheckpoint(directory: string, {file, sha256}: SavedFile): Promise<void> {
	if ((await hashOf(join(directory, file))) !== sha256) throw damagedState(directory, file);
}

/** Says of a checkpoint that it is damaged. */
export const damagedState = (directory: string, file: string): ConnectopError =>
	changed(join(directory, file), 'is damaged: its content is not what was saved');
