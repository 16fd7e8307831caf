import {crc32} from 'node:zlib';
import {inflateSync} from 'fflate';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {decodeNpy, encodeNpy, type NpyArray} from './npy.ts';
import {
	endBytes,
	endSignature,
	entryBytes,
	entrySignature,
	localBytes,
	localSignature,
	type ZipEntry,
	zipDirectory,
} from './zip-directory.ts';

export type NpzArrays = Readonly<Record<string, NpyArray>>;

/** Zip without its 64-bit extension ends here. */
const mostBytes = 0xffffffff;
/** Deflate packs at most so many bytes into one. */
const mostInflation = 1032;

/**
A .npz archive as pieces to be written one after the other; array data is not copied. Stored, not compressed: state is noise to a
compressor, and the same state is the same bytes. Throws when it would exceed 4 GiB.
*/
export function encodeNpz(arrays: NpzArrays): readonly Uint8Array[] {
	const pieces: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	const members = Object.entries(arrays).map(([name, array]) => memberOf(name, encodeNpy(array)));
	refuseLarge(members);
	let offset = 0;
	for (const {file, parts, size} of members) {
		const checksum = checksumOf(parts);
		const local = header(localSignature, localBytes, file, view => common(view, 4, checksum, size, file.length));
		directory.push(
			header(entrySignature, entryBytes, file, view => {
				view.setUint16(4, 20, true);
				common(view, 6, checksum, size, file.length);
				view.setUint32(42, offset, true);
			}),
		);
		pieces.push(local, ...parts);
		offset += local.length + size;
	}
	const directorySize = directory.reduce((sum, each) => sum + each.length, 0);
	const end = header(endSignature, endBytes, new Uint8Array(0), view => {
		view.setUint16(8, directory.length, true);
		view.setUint16(10, directory.length, true);
		view.setUint32(12, directorySize, true);
		view.setUint32(16, offset, true);
	});
	return [...pieces, ...directory, end];
}

interface Member {
	/** UTF-8. */
	readonly file: Uint8Array;
	readonly parts: readonly [header: Uint8Array, data: Uint8Array];
	readonly size: number;
}

const memberOf = (name: string, parts: Member['parts']): Member => ({
	file: new TextEncoder().encode(`${name}.npy`),
	parts,
	size: parts[0].length + parts[1].length,
});

/** Node 22 takes the checksum of no bytes to be 0, whatever came before them. */
const checksumOf = (parts: readonly Uint8Array[]): number =>
	parts.reduce((checksum, part) => (part.length === 0 ? checksum : crc32(part, checksum)), 0);

function refuseLarge(members: readonly Member[]): void {
	let bytes = endBytes;
	for (const {file, size} of members) {
		bytes += localBytes + entryBytes + 2 * file.length + size;
		if (bytes <= mostBytes) continue;
		const name = new TextDecoder().decode(file);
		throw new ConnectopError('failed', 'npz-size', `an archive of more than 4 GiB can't be written (with ${name})`);
	}
}

function header(signature: number, size: number, name: Uint8Array, fill: (view: DataView) => void): Uint8Array {
	const bytes = new Uint8Array(size + name.length);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, signature, true);
	fill(view);
	bytes.set(name, size);
	return bytes;
}

/** The fields that a member's local header and its directory entry share. Time stands still at 1980-01-01. */
function common(view: DataView, at: number, checksum: number, size: number, nameLength: number): void {
	view.setUint16(at, 20, true); // version needed
	view.setUint16(at + 8, 0x21, true); // date
	view.setUint32(at + 10, checksum, true);
	view.setUint32(at + 14, size, true);
	view.setUint32(at + 18, size, true);
	view.setUint16(at + 22, nameLength, true);
}

/**
Reads a .npz, stored or deflated; checksums are verified. A stored array is copied once. Throws `checkpoint-corrupt` or `checkpoint-foreign` with
`path` in the line.
*/
export function decodeNpz(bytes: Uint8Array, path: string): NpzArrays {
	const corrupt = (why: string, cause?: unknown) =>
		new ConnectopError('invalid', 'checkpoint-corrupt', `${path}: ${why}`, {cause});
	let members: readonly ZipEntry[];
	try {
		members = zipDirectory(bytes);
	} catch (error) {
		throw corrupt(`is no whole .npz archive: ${messageOf(error)}`, error);
	}
	if (members.length === 0) throw corrupt('holds no arrays');
	const arrays = members.map(member => {
		const {name, crc} = member;
		const data = unpacked(member);
		if (!data || crc32(data) !== crc) throw corrupt(`is damaged: the content of ${name} is not what was written`);
		return [name.replace(/\.npy$/, ''), decodeNpy(data, `${path}: ${name}`)];
	});
	return Object.fromEntries(arrays) as NpzArrays;
}

/** Undefined when the bytes don't unpack to the size that the directory names. */
function unpacked({stored, deflated, size}: ZipEntry): Uint8Array | undefined {
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
