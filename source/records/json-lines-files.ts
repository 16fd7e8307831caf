import {type FileHandle, open, readdir} from 'node:fs/promises';
import {basename, dirname} from 'node:path';
import {ConnectopError} from '../base/errors.ts';

const newline = 10;
const blockBytes = 64 * 1024;

/** Length of a file of `size` bytes up to and including its last newline, found from the end. */
export async function wholeLines(file: Pick<FileHandle, 'read'>, size: number): Promise<number> {
	const block = Buffer.alloc(Math.min(size, blockBytes));
	for (let end = size; end > 0; ) {
		const start = Math.max(0, end - block.length);
		const {bytesRead} = await file.read(block, 0, end - start, start);
		const at = block.subarray(0, bytesRead).lastIndexOf(newline);
		if (at >= 0) return start + at + 1;
		end = start;
	}
	return 0;
}

/** The files of a log that may have been rotated, oldest first: NAME.1, NAME.2, … and NAME. Only those that exist. */
export async function logFiles(path: string): Promise<readonly string[]> {
	const names = new Set(await readdir(dirname(path)));
	const numbers = partNumbers(names, basename(path)).sort((a, b) => a - b);
	const files = numbers.map(number => `${path}.${number}`);
	return names.has(basename(path)) ? [...files, path] : files;
}

/** The name that the next rotation of a log gives its file. */
export async function nextPart(path: string): Promise<string> {
	const numbers = partNumbers(await readdir(dirname(path)), basename(path));
	return `${path}.${Math.max(0, ...numbers) + 1}`;
}

function partNumbers(names: Iterable<string>, base: string): number[] {
	return [...names]
		.filter(name => name.startsWith(`${base}.`) && /^[1-9]\d*$/.test(name.slice(base.length + 1)))
		.map(name => Number(name.slice(base.length + 1)));
}

/**
The last whole row of a log, looked up from the end, rotated files included; undefined when there is none. Throws `log-damaged` when it is no
JSON.
*/
export async function lastRow(path: string): Promise<Record<string, unknown> | undefined> {
	for (const file of (await logFiles(path)).toReversed()) {
		const text = await lastLine(file);
		if (text === undefined) continue;
		try {
			return JSON.parse(text) as Record<string, unknown>;
		} catch (cause) {
			throw new ConnectopError('unverified', 'log-damaged', `${file}: the last line is damaged`, {cause});
		}
	}
	return undefined;
}

async function lastLine(path: string): Promise<string | undefined> {
	const file = await open(path, 'r');
	try {
		const end = await wholeLines(file, (await file.stat()).size);
		if (end === 0) return undefined;
		const start = await wholeLines(file, end - 1);
		const {buffer} = await file.read(Buffer.alloc(end - 1 - start), 0, end - 1 - start, start);
		return buffer.toString('utf8');
	} finally {
		await file.close();
	}
}
