/** How the three records of a zip archive begin, and their sizes without names: of a member, of its directory entry, of the end. */
export const [localSignature, entrySignature, endSignature] = [0x04034b50, 0x02014b50, 0x06054b50];
export const [localBytes, entryBytes, endBytes] = [30, 46, 22];

/** What a zip archive's directory says of a member. */
export interface ZipEntry {
	readonly name: string;
	readonly crc: number;
	/** Bytes when unpacked. */
	readonly size: number;
	/** The member's bytes as they are stored; a view. */
	readonly stored: Uint8Array;
	readonly deflated: boolean;
}

/** A comment may follow the end of the directory. */
const mostCommentBytes = 65_535;
const [storedMethod, deflateMethod] = [0, 8];
/** Stands where a number has its place in the 64-bit extension of zip. */
const extended = 0xffffffff;

/**
The members of a zip archive by its directory, in its order, where they lie. Sizes and places are taken from the directory and not from the
members, since writers that stream, numpy's among them, leave them open there. Throws a plain Error when the archive is cut or damaged.
*/
export function zipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOf(view);
	let at = view.getUint32(end + 16, true);
	const entries = Array.from({length: view.getUint16(end + 10, true)}, () => {
		if (at + entryBytes > end || view.getUint32(at, true) !== entrySignature)
			throw new Error('its directory is damaged');
		const nameLength = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + nameLength));
		if (/\p{Cc}/u.test(name)) throw new Error('its directory is damaged');
		const method = view.getUint16(at + 10, true);
		if (method !== storedMethod && method !== deflateMethod)
			throw new Error(`${name} is packed in a way that is not read`);
		const length = view.getUint32(at + 20, true);
		if (length === extended) throw new Error(`${name} is larger than the 4 GiB that are read`);
		const start = dataStart(bytes, view.getUint32(at + 42, true), name);
		if (start + length > end) throw new Error(`${name} is cut`);
		const entry = {
			name,
			crc: view.getUint32(at + 16, true),
			size: view.getUint32(at + 24, true),
			stored: bytes.subarray(start, start + length),
			deflated: method === deflateMethod,
		};
		at += entryBytes + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		return entry;
	});
	if (at !== end) throw new Error('its directory is damaged');
	return entries;
}

/** Where a member's bytes begin: behind its own header, whose extra field may differ from the directory's. */
function dataStart(bytes: Uint8Array, local: number, name: string): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const nameStart = local + localBytes;
	if (nameStart > bytes.length || view.getUint32(local, true) !== localSignature)
		throw new Error('its directory is damaged');
	const nameEnd = nameStart + view.getUint16(local + 26, true);
	if (new TextDecoder().decode(bytes.subarray(nameStart, nameEnd)) !== name)
		throw new Error(`${name} is not where its directory says`);
	return nameEnd + view.getUint16(local + 28, true);
}

function endOf(view: DataView): number {
	const last = view.byteLength - endBytes;
	for (let at = last; at >= Math.max(0, last - mostCommentBytes); at--) {
		if (view.getUint32(at, true) === endSignature) return at;
	}
	throw new Error('it has no end');
}
