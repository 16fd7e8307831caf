import {join} from 'node:path';
import {type FilePassage, passFile} from './file-passage.ts';
import type {GraphFile} from './graph-archive.ts';
import {npyDataStart, npyHeader, refuseShort} from './npy.ts';
import {unpack} from './npz.ts';
import {findMembers} from './read-npz.ts';
import {localTail, type ZipEntry} from './zip-directory.ts';
import {recordBytes} from './zip-records.ts';

/** How large a graph is. */
export interface GraphSize {
	readonly n: number;
	/** CSR entries. */
	readonly entries: number;
	readonly directed: boolean;
}

/** Header of an array's file, bytes, at most. */
const headerBytes = 1024;

/** How large the graph is that `writeGraph` stored, without reading its arrays; undefined when the file does not say. */
export async function storedGraphSize(directory: string, {file}: GraphFile): Promise<GraphSize | undefined> {
	const path = join(directory, file);
	try {
		return await passFile(path, passage => sizeIn(passage, path));
	} catch {
		return undefined; // whoever reads the whole file says what is wrong with it
	}
}

async function sizeIn(passage: FilePassage, path: string): Promise<GraphSize> {
	const {found} = await findMembers(passage, path);
	const member = (name: string): ZipEntry => {
		const entry = found.find(each => each.name === `${name}.npy`);
		if (entry && entry.at + entry.packed <= passage.size) return entry;
		throw new Error(`there is no whole ${name}`);
	};
	const lengthOf = async (name: string): Promise<number> => {
		const entry = member(name);
		const first = await peekMember(passage, entry, headerBytes);
		const start = npyDataStart(first, name);
		const header = npyHeader(first.subarray(0, start), name);
		refuseShort(header, entry.packed - start, name); // a damaged length must not look like a graph that is too large
		return header.shape[0] ?? 0;
	};
	const about = member('about');
	const {data} = unpack(about, await peekMember(passage, about, about.packed), path);
	const {directed} = JSON.parse(String(data)) as {directed?: unknown};
	return {n: await lengthOf('x'), entries: await lengthOf('col_idx'), directed: directed === true};
}

/** The first bytes of a member as they are stored. */
async function peekMember(passage: FilePassage, {at, packed}: ZipEntry, bytes: number): Promise<Uint8Array> {
	const {name, extra} = localTail(await passage.peek(at, recordBytes.local));
	return passage.peek(at + recordBytes.local + name + extra, Math.min(bytes, packed));
}
