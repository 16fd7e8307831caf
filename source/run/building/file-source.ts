import {closeSync, fstatSync, openSync, readSync, statSync} from 'node:fs';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {ByteSource} from '../../connectome/readers/byte-window.ts';

/** A file to be read piece by piece. */
export interface FileSource extends ByteSource {
	close(): void;
}

/**
Opens a file on disk. `told` hears of every piece that was read. Throws `graph-file` when there is none, or it is no regular file, or may not be read; so do
its methods when reading fails.
*/
export function openFile(path: string, told: (done: number) => void = () => undefined): FileSource {
	// Before it is opened: a pipe would wait for its other end
	const facts = attempt(path, () => statSync(path));
	if (facts.isDirectory()) throw failed(path, 'is a directory; a graph is one file');
	if (!facts.isFile()) throw failed(path, 'is no regular file; a graph is read from a file on disk');
	const fd = attempt(path, () => openSync(path, 'r'));
	return source(path, fd, fstatSync(fd).size, told);
}

function source(path: string, fd: number, size: number, told: (done: number) => void): FileSource {
	let at = 0;
	return {
		size,
		read(into) {
			const count = attempt(path, () => readSync(fd, into, 0, into.length, at));
			at += count;
			told(at);
			return count;
		},
		rewind() {
			at = 0;
		},
		close: () => closeSync(fd),
	};
}

function attempt<T>(path: string, act: () => T): T {
	try {
		return act();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT' || code === 'ENOTDIR') throw failed(path, 'no such file', error);
		if (code === 'EACCES' || code === 'EPERM') throw failed(path, 'may not be read by you (permission denied)', error);
		throw failed(path, `cannot be read: ${messageOf(error)}`, error);
	}
}

const failed = (path: string, why: string, cause?: unknown) =>
	new ConnectopError('invalid', 'graph-file', `${path}: ${why}`, {cause});
