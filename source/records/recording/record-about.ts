import {existsSync} from 'node:fs';
import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileFailure, writeFileAtomic} from '../files.ts';
import type {RowLayout} from './layout.ts';
import {recordVersion} from './text-rows.ts';

/** What a recorder's file is about; it stands beside it in NAME.json. */
export interface RecordAbout {
	readonly name: string;
	readonly to: 'npy' | 'csv' | 'jsonl';
	readonly layout: RowLayout;
	/** Indices of the nodes of a row's columns, and what they are called where they have names. */
	readonly nodes: readonly number[];
	readonly names?: readonly string[];
	/** Units by column: `s` of `time`. */
	readonly units: Readonly<Record<string, string>>;
	/** What was asked for. */
	readonly spec: string;
}

/**
The first of NAME, NAME-2, … in a folder, which is made, that is not there or is the same recorder's with the same rows; its NAME.json is written where
there is none. What is another's, or nobody's, is left alone. Throws `disk-full`, `run-directory-lost` or `write-failed`.
*/
export async function nameFor(
	folder: string,
	{name, spec, to, layout, nodes, names, units}: RecordAbout,
): Promise<string> {
	const columns = layout.columns.map(each => ({...each, unit: units[each.name] ?? ''}));
	const rest = {spec, rowBytes: layout.bytes, to, columns, nodes, ...(names ? {names} : {})};
	try {
		await mkdir(folder, {recursive: true});
	} catch (error) {
		throw fileFailure(error, folder);
	}
	for (let number = 1; ; number++) {
		const own = number === 1 ? name : `${name}-${number}`;
		const file = `${own}.${to}`;
		const text = `${JSON.stringify({v: recordVersion, name, file, ...rest})}\n`;
		const path = join(folder, `${own}.json`);
		const before = await textIn(path);
		if (before === text) return own;
		if (before !== undefined || existsSync(join(folder, file))) continue;
		await writeFileAtomic(path, [Buffer.from(text)]);
		return own;
	}
}

async function textIn(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw fileFailure(error, path);
	}
}
