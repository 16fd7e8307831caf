import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {fileFailure} from '../files.ts';
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

/** Opens a .npy file. Rows come first, then their number in the head: whoever reads sees whole rows at any moment. Throws what `openGrowing` does. */
export async function openNpyRows(path: string, {layout}: RecordAbout): Promise<GrownRows> {
	const head = npyHead(layout);
	const start = head.bytes.length;
	const whole = (size: number) => (size < start ? 0 : size - ((size - start) % layout.bytes));
	const file = await openGrowing(path, (_, size) => Promise.resolve(whole(size)));
	if (file.size === 0) await file.append(head.bytes);
	let told = -1;
	const afterWrite = async () => {
		const rows = (file.size - start) / layout.bytes;
		if (rows === told) return;
		await writeAt(path, head.count(rows), head.countAt);
		told = rows;
	};
	await afterWrite(); // a kill may have left rows that the head does not count
	return {file, encode: rows => Uint8Array.from(rows), afterWrite};
}

/** Opens a file of CSV or JSON lines. Throws what `openGrowing` does. */
export async function openTextRows(
	path: string,
	{to, layout, nodes, names}: RecordAbout,
	opened: OpenFile | undefined,
): Promise<GrownRows> {
	const {head, lines} =
		to === 'csv'
			? csvRows(
					layout,
					nodes.map((node, i) => names?.[i] ?? String(node)),
				)
			: jsonRows(layout);
	const file = await openGrowing(path, wholeLines, opened);
	if (file.size === 0 && head !== '') await file.append(Buffer.from(head));
	return {file, encode: rows => Buffer.from(lines(rows)), afterWrite: () => Promise.resolve()};
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
