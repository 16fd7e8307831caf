import {constants} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {afterwards, fileFailure, writeFileAtomic} from '../files.ts';
import {type GrowingFile, type OpenFile, openGrowing} from '../growing-file.ts';
import {wholeLines} from '../json-lines-files.ts';
import {npyHead} from './npy-head.ts';
import type {RecordAbout} from './record-about.ts';
import {csvRows, jsonRows} from './text-rows.ts';

/** A file of rows that is open to grow. */
export interface GrownRows {
	readonly file: GrowingFile;
	/** Rows as they lie in the file; a copy. */
	encode(rows: Uint8Array): Uint8Array;
	afterWrite(): Promise<void>;
}

/**
Opens a .npy file. Rows come first, then their number in the head: whoever reads sees whole rows at any moment. Throws what `openGrowing` does and
`disk-full`.
*/
export async function openNpyRows(path: string, {layout}: RecordAbout): Promise<GrownRows> {
	const head = npyHead(layout);
	const start = head.bytes.length;
	await placeHead(path, head.bytes);
	const file = await openGrowing(path, (_, size) => Promise.resolve(size - ((size - start) % layout.bytes)));
	const afterWrite = () => writeAt(path, head.count((file.size - start) / layout.bytes), head.countAt);
	try {
		await afterWrite(); // a kill may have left rows that the head does not count
	} catch (error) {
		throw await afterwards(error, file.close);
	}
	return {file, encode: rows => Uint8Array.from(rows), afterWrite};
}

/** Opens a file of CSV or JSON lines. Throws what `openGrowing` does and `disk-full`. */
export async function openTextRows(
	path: string,
	{to, layout, nodes, names}: RecordAbout,
	opened: OpenFile | undefined,
): Promise<GrownRows> {
	const labels = () => nodes.map((node, i) => names?.[i] ?? String(node));
	const {head, lines} = to === 'csv' ? csvRows(layout, labels()) : jsonRows(layout);
	await placeHead(path, Buffer.from(head));
	const file = await openGrowing(path, wholeLines, opened);
	return {file, encode: rows => Buffer.from(lines(rows)), afterWrite: () => Promise.resolve()};
}

/** A file has its head, whole, from the moment it is there. One that ends within it, as after a crash of the system, begins anew. */
async function placeHead(path: string, head: Uint8Array): Promise<void> {
	if (head.length > 0 && (await sizeOf(path)) < head.length) await writeFileAtomic(path, [head]);
}

async function sizeOf(path: string): Promise<number> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
		throw fileFailure(error, path);
	}
}

/** A handle of its own, since the file that grows may get a new one. */
async function writeAt(path: string, bytes: Uint8Array, at: number): Promise<void> {
	try {
		const file = await open(path, constants.O_RDWR);
		try {
			await file.write(bytes, 0, bytes.length, at);
		} finally {
			await file.close();
		}
	} catch (error) {
		throw fileFailure(error, path);
	}
}
