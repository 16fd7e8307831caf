import {rmSync} from 'node:fs';
import {type FileHandle, link, open, realpath, rename, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {syncFolder, writeAll} from './files.ts';

/** A file that gets its name when it is whole. */
export interface ExportTarget {
	/** Throws `disk-full` or `write-failed`. */
	write(data: string | Uint8Array): Promise<void>;
	/** On disk, under its name. The number of its bytes. */
	finish(): Promise<number>;
	/** Removes what there is of it, at once. May be called again, and after the end, when it does nothing. */
	abandon(): void;
}

/**
Opens a file to write, under a name of its own beside it until it is whole. What is no plain file, such as a pipe, is written to directly. Throws
usage errors when a file of this name exists, unless `force`, and `output` when it can't be made. `mode`: who may do what with it, less the umask.
*/
export async function openExportTarget(path: string, force: boolean, mode = 0o666): Promise<ExportTarget> {
	const there = await stat(path).catch((error: unknown) => nothingThere(error, path));
	if (there?.isDirectory()) throw usage(`-o ${path}: is a directory; give the name of a file`);
	if (there && !there.isFile()) return target(path, await opened(path, 'w'));
	if (there && !force) throw exists(path);
	const place = there ? await realpath(path) : path;
	const draft = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`);
	const file = await opened(draft, 'wx', {shown: path, mode});
	return target(path, file, {
		name: async () => {
			await file.sync();
			if (force) await rename(draft, place);
			else await appear(draft, place);
			await syncFolder(dirname(place));
		},
		remove: () => rmSync(draft, {force: true}),
	});
}

interface Draft {
	name(): Promise<void>;
	remove(): void;
}

function target(path: string, file: FileHandle, draft?: Draft): ExportTarget {
	let bytes = 0;
	let over = false;
	const guard = async (action: () => Promise<void>) => {
		try {
			await action();
		} catch (error) {
			throw failure(error, path);
		}
	};
	return {
		write(data) {
			const piece = typeof data === 'string' ? Buffer.from(data) : data;
			bytes += piece.length;
			return guard(() => writeAll(file, [piece]));
		},
		async finish() {
			await guard(async () => {
				await draft?.name();
				over = true;
				await file.close();
			});
			return bytes;
		},
		abandon() {
			if (over) return;
			over = true;
			draft?.remove();
			void file.close().catch(() => undefined); // what was in it is gone
		},
	};
}

/** Gives a file its name without ever replacing another that came meanwhile. */
async function appear(draft: string, place: string): Promise<void> {
	try {
		await link(draft, place);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST') throw exists(place);
		// A file system without links: the name was free when this began.
		if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
		await rename(draft, place);
		return;
	}
	rmSync(draft, {force: true});
}

async function opened(path: string, flags: string, {shown = path, mode = 0o666} = {}): Promise<FileHandle> {
	try {
		return await open(path, flags, mode);
	} catch (error) {
		return nothingThere(error, shown) ?? refused(shown, 'there is no such directory', error);
	}
}

function nothingThere(error: unknown, path: string): undefined {
	const {code} = error as NodeJS.ErrnoException;
	if (code === 'ENOENT') return;
	refused(path, code === 'EACCES' || code === 'EROFS' ? "can't be written there" : messageOf(error), error);
}

function refused(path: string, why: string, cause: unknown): never {
	throw new ConnectopError('invalid', 'output', `-o ${path}: ${why}`, {cause});
}

function failure(error: unknown, path: string): unknown {
	if (error instanceof ConnectopError) return error;
	const {code} = error as NodeJS.ErrnoException;
	if (code === 'ENOSPC' || code === 'EDQUOT')
		return new ConnectopError('failed', 'disk-full', `${path}: no space left to write`, {cause: error});
	return new ConnectopError('failed', 'write-failed', `${path}: can't be written: ${messageOf(error)}`, {cause: error});
}

const usage = (message: string) => new ConnectopError('usage', 'output', message);
const exists = (path: string) => usage(`-o ${path}: exists; give another name, or --force to replace it`);
