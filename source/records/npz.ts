import {crc32} from 'node:zlib';
import {inflateSync} from 'fflate';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {decodeNpy, encodingNpy, type NpyArray} from './npy.ts';
import {inOneGo, type Steps} from './pauses.ts';
import {checkLocalName, directoryPlace, localTail, type ZipEntry, zipEntries} from './zip-directory.ts';
import {endRecords, entryRecord, extended, localRecord, recordBytes} from './zip-records.ts';

export type NpzArrays = Readonly<Record<string, NpyArray>>;

/** Deflate packs at most so many bytes into one. */
const mostInflation = 1032;
/** Bytes whose checksum is taken between two pauses. */
const stepBytes = 16 * 1024 * 1024;

/**
A .npz archive as pieces to be written one after the other, made in steps; array data is not copied. Stored, not compressed: state is noise to a
compressor, and the same state is the same bytes. What lies beyond `wideFrom` bytes is told in the 64-bit extension of zip.
*/
export function* encodingNpz(arrays: NpzArrays, wideFrom: number = extended.number): Steps<readonly Uint8Array[]> {
	const pieces: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let offset = 0;
	for (const [name, array] of Object.entries(arrays)) {
		const parts = yield* encodingNpy(array);
		const crc = yield* checksum(parts);
		const member = {name: new TextEncoder().encode(`${name}.npy`), crc, size: bytesIn(parts)};
		const local = localRecord(member, wideFrom);
		directory.push(entryRecord(member, offset, wideFrom));
		pieces.push(local, ...parts);
		offset += local.length + member.size;
		yield;
	}
	return [...pieces, ...directory, ...endRecords(directory.length, bytesIn(directory), offset, wideFrom)];
}

/** The same in one go. */
export const encodeNpz = (arrays: NpzArrays, wideFrom?: number): readonly Uint8Array[] =>
	inOneGo(encodingNpz(arrays, wideFrom));

const bytesIn = (parts: readonly Uint8Array[]): number => parts.reduce((sum, each) => sum + each.length, 0);

function* checksum(parts: readonly Uint8Array[]): Steps<number> {
	let crc = 0;
	for (const part of parts) {
		for (let at = 0; at < part.length; at += stepBytes) {
			if (at > 0) yield;
			crc = crc32(part.subarray(at, at + stepBytes), crc);
		}
	}
	return crc;
}

/**
Reads a .npz, stored or deflated, that lies in memory; checksums are verified. A stored array is copied once. Throws `checkpoint-corrupt` or
`checkpoint-foreign` with `path` in the line.
*/
export function decodeNpz(bytes: Uint8Array, path: string): NpzArrays {
	const members = inArchive(path, () => {
		const place = directoryPlace(bytes, bytes.length);
		const entries = zipEntries(bytes.subarray(place.at, place.end), place);
		return entries.map(entry => ({entry, stored: storedBytes(bytes, entry)}));
	});
	if (members.length === 0) throw noArrays(path);
	return Object.fromEntries(members.map(({entry, stored}) => [arrayName(entry), unpack(entry, stored, path)]));
}

/** A name of an archive's member as that of its array. */
export const arrayName = ({name}: ZipEntry): string => name.replace(/\.npy$/, '');

/** Does what finds its way in an archive: whatever it throws is told as `checkpoint-corrupt`. */
export function inArchive<T>(path: string, find: () => T): T {
	try {
		return find();
	} catch (error) {
		const message = `${path}: is no whole .npz archive: ${messageOf(error)}`;
		throw new ConnectopError('invalid', 'checkpoint-corrupt', message, {cause: error});
	}
}

/** An archive without members. */
export const noArrays = (path: string): ConnectopError =>
	new ConnectopError('invalid', 'checkpoint-corrupt', `${path}: holds no arrays`);

/** A member whose checksum or size is not that of the directory. */
export const damagedMember = ({name}: ZipEntry, path: string): ConnectopError =>
	new ConnectopError(
		'invalid',
		'checkpoint-corrupt',
		`${path}: is damaged: the content of ${name} is not what was written`,
	);

/** The array in a member's bytes as they are stored. Throws as `decodeNpz` does. */
export function unpack(entry: ZipEntry, stored: Uint8Array, path: string): NpyArray {
	const data = inflated(entry, stored);
	if (!data || crc32(data) !== entry.crc) throw damagedMember(entry, path);
	return decodeNpy(data, `${path}: ${entry.name}`);
}

/** Undefined when the bytes don't unpack to the size that the directory names. */
function inflated({size, deflated}: ZipEntry, stored: Uint8Array): Uint8Array | undefined {
	if (!deflated) return stored.length === size ? stored : undefined;
	// More than deflate can make of these bytes: a damaged size must not take all memory
	if (size > stored.length * mostInflation + 64) return undefined;
	try {
		const data = inflateSync(stored, {out: new Uint8Array(size)});
		return data.length === size ? data : undefined;
	} catch {
		return undefined; // the caller says that the member is damaged
	}
}

/** The bytes of a member, where they lie. Throws a plain Error when it is not where the directory says. */
function storedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
	const nameStart = entry.at + recordBytes.local;
	const {name, extra} = localTail(bytes.subarray(entry.at, nameStart));
	checkLocalName(bytes.subarray(nameStart, nameStart + name), entry);
	const start = nameStart + name + extra;
	if (start + entry.packed > bytes.length) throw new Error(`${entry.name} is cut`);
	return bytes.subarray(start, start + entry.packed);
}
