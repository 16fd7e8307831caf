import {join} from 'node:path';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {hashFile} from '../../records/files.ts';
import type {CheckpointEntry} from '../../records/run-document.ts';
import type {StartLine} from './journal-lines.ts';

const changed = (path: string, what: string): ConnectopError =>
	new ConnectopError('unverified', 'file-changed', `${path}: ${what}`);

/** SHA-256 of a file that should be there; a missing one is said. */
async function hashOf(path: string): Promise<string> {
	try {
		return await hashFile(path);
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw changed(path, missing ? 'is missing' : messageOf(error));
	}
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
export async function checkCheckpoint(directory: string, {file, sha256}: CheckpointEntry): Promise<void> {
	const path = join(directory, file);
	if ((await hashOf(path)) !== sha256) throw changed(path, 'is damaged: its content is not what was saved');
}
