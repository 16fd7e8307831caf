import {basename} from 'node:path';
import {crc32} from 'node:zlib';
import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {type FilePassage, passFile} from './file-passage.ts';
import {type NpyArray, type NpyHeader, npyDataStart, npyHeader, npyPrefixBytes, refuseShort} from './npy.ts';
import {arrayName, damagedMember, inArchive, type NpzArrays, noArrays, unpack} from './npz.ts';
import {
	checkLocalName,
	type DirectoryPlace,
	directoryPlace,
	localTail,
	mostEndBytes,
	type ZipEntry,
	zipEntries,
} from './zip-directory.ts';
import {recordBytes} from './zip-records.ts';

/** Code of the error for an array that finds no room: its file may be as it should. */
export const noMemory = 'memory';

/** A .npz that was read. */
export interface ReadNpz {
	readonly arrays: NpzArrays;
	/** SHA-256 of the file, hex. */
	readonly sha256: string;
}

export interface ReadNpzOptions {
	/** Arrays of numbers lie in shared memory. */
	readonly shared?: boolean;
	/** Told how many bytes of the file were read. */
	readonly report?: Report | undefined;
}

/**
Reads a .npz in one passage from its beginning to its end, each array into memory of its own, whatever the file's size; checksums are verified.
Throws what `decodeNpz` does, `memory` when there is none left, and what the system does when the file can't be read.
*/
export const readNpz = (path: string, {shared = false, report}: ReadNpzOptions = {}): Promise<ReadNpz> => {
	const task = `reading ${basename(path)}`;
	const told = report && ((done: number, total: number) => report({task, done, total, unit: 'B'}));
	return passFile(path, passage => readMembers(passage, path, shared), told);
};

async function readMembers(passage: FilePassage, path: string, shared: boolean): Promise<ReadNpz> {
	const {found, behind} = await findMembers(passage, path);
	const arrays = new Map<string, NpyArray>();
	for (const entry of found.toSorted((a, b) => a.at - b.at)) {
		await passToMember(passage, entry, behind, path);
		arrays.set(entry.name, await readMember(passage, entry, path, shared));
	}
	await passage.passTo(passage.size);
	const named = found.flatMap(entry => {
		const array = arrays.get(entry.name);
		return array ? [[arrayName(entry), array] as const] : [];
	});
	return {arrays: Object.fromEntries(named), sha256: passage.sha256()};
}

/** The members of the .npz that is passed, and where the last of them ends. Throws `checkpoint-corrupt`. */
export async function findMembers(
	passage: FilePassage,
	path: string,
): Promise<{readonly found: readonly ZipEntry[]; readonly behind: number}> {
	const {size} = passage;
	const tail = await passage.peek(Math.max(0, size - mostEndBytes), mostEndBytes);
	const place: DirectoryPlace = inArchive(path, () => directoryPlace(tail, size));
	const directory = await passage.peek(place.at, place.end - place.at);
	const found = inArchive(path, () => zipEntries(directory, place));
	if (found.length === 0) throw noArrays(path);
	return {found, behind: place.at};
}

/** Goes on to a member's bytes, past its local record. */
async function passToMember(passage: FilePassage, entry: ZipEntry, behind: number, path: string): Promise<void> {
	inArchive(path, () => {
		if (entry.at < passage.at) throw new Error('its directory is damaged');
	});
	await passage.passTo(entry.at);
	const local = await passage.take(recordBytes.local);
	const {name, extra} = inArchive(path, () => {
		const lengths = localTail(local);
		if (passage.at + lengths.name + lengths.extra + entry.packed <= behind) return lengths;
		throw new Error(`${entry.name} is cut`);
	});
	const bytes = await passage.take(name);
	inArchive(path, () => checkLocalName(bytes, entry));
	await passage.take(extra);
}

async function readMember(passage: FilePassage, entry: ZipEntry, path: string, shared: boolean): Promise<NpyArray> {
	if (!entry.deflated) return readStored(passage, entry, path, shared);
	return unpack(entry, await passage.take(entry.packed), path);
}

/** Reads a member that is stored as it is: an array's bytes go where they are to stay. */
async function readStored(passage: FilePassage, entry: ZipEntry, path: string, shared: boolean): Promise<NpyArray> {
	const called = `${path}: ${entry.name}`;
	const end = passage.at + entry.packed;
	let crc = 0;
	const seen = (slice: Uint8Array) => {
		crc = crc32(slice, crc);
	};
	const whole = async () => {
		await passage.passTo(end, seen);
		if (crc !== entry.crc || entry.packed !== entry.size) throw damagedMember(entry, path);
	};
	let header: NpyHeader;
	try {
		header = await readHeader(passage, entry.packed, called, seen);
	} catch (error) {
		await whole(); // a header that was damaged is no header that is not read
		throw error;
	}
	const text = header.shape.length === 0;
	const memory = allocate(header.bytes, shared && !text, called);
	await passage.fill(new Uint8Array(memory), seen);
	await whole();
	return header.array(memory);
}

async function readHeader(
	passage: FilePassage,
	packed: number,
	called: string,
	seen: (slice: Uint8Array) => void,
): Promise<NpyHeader> {
	const prefix = await passage.peek(passage.at, Math.min(npyPrefixBytes, packed));
	const bytes = new Uint8Array(Math.min(npyDataStart(prefix, called), packed));
	await passage.fill(bytes, seen);
	const header = npyHeader(bytes, called);
	refuseShort(header, packed - bytes.length, called);
	return header;
}

function allocate(bytes: number, shared: boolean, called: string): ArrayBufferLike {
	try {
		return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
	} catch (cause) {
		throw new ConnectopError('invalid', noMemory, `${called}: there is no memory for its ${bytes} bytes`, {cause});
	}
}
