import {crc32} from 'node:zlib';
import {unzipSync} from 'fflate';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {decodeNpy, encodeNpy, type NpyArray} from './npy.ts';
import {type ZipEntry, zipDirectory} from './zip-directory.ts';

export type NpzArrays = Readonly<Record<string, NpyArray>>;

/** Zip without its 64-bit extension ends here. */
const mostBytes = 0xffffffff;

/**
A .npz archive as pieces to be written one after the other; array data is not copied. Stored, not compressed: state is noise to a
compressor, and the same state is the same bytes. Throws when it would exceed 4 GiB.
*/
export function encodeNpz(arrays: NpzArrays): readonly Uint8Array[] {
	const pieces: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let offset = 0;
	for (const [name, array] of Object.entries(arrays)) {
		const parts = encodeNpy(array);
		const size = parts[0].length + parts[1].length;
		const checksum = crc32(parts[1], crc32(parts[0]));
		const file = new TextEncoder().encode(`${name}.npy`);
		if (offset + size > mostBytes)
			throw new ConnectopError('failed', 'npz-size', `an archive of more than 4 GiB can't be written (array ${name})`);
		const local = header(0x04034b50, 30, file, view => common(view, 4, checksum, size, file.length));
		directory.push(
			header(0x02014b50, 46, file, view => {
				view.setUint16(4, 20, true);
				common(view, 6, checksum, size, file.length);
				view.setUint32(42, offset, true);
			}),
		);
		pieces.push(local, ...parts);
		offset += local.length + size;
	}
	const directorySize = directory.reduce((sum, each) => sum + each.length, 0);
	const end = header(0x06054b50, 22, new Uint8Array(0), view => {
		view.setUint16(8, directory.length, true);
		view.setUint16(10, directory.length, true);
		view.setUint32(12, directorySize, true);
		view.setUint32(16, offset, true);
	});
	return [...pieces, ...directory, end];
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

/** Reads a .npz, stored or deflated. Throws `checkpoint-corrupt` or `checkpoint-foreign` with `path` in the line. */
export function decodeNpz(bytes: Uint8Array, path: string): NpzArrays {
	const corrupt = (why: string, cause?: unknown) =>
		new ConnectopError('invalid', 'checkpoint-corrupt', `${path}: ${why}`, {cause});
	let directory: readonly ZipEntry[];
	let members: Record<string, Uint8Array>;
	try {
		directory = zipDirectory(bytes);
		members = unzipSync(bytes);
	} catch (error) {
		throw corrupt(`is no whole .npz archive: ${messageOf(error)}`, error);
	}
	if (directory.length === 0) throw corrupt('holds no arrays');
	const arrays = directory.map(({name, crc, size}) => {
		const data = members[name];
		if (data?.length !== size || crc32(data) !== crc) {
			throw corrupt(`is damaged: the content of ${name} is not what was written`);
		}
		return [name.replace(/\.npy$/, ''), decodeNpy(data, `${path}: ${name}`)];
	});
	return Object.fromEntries(arrays) as NpzArrays;
}
