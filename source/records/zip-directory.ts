/** What a zip archive's directory says of a member. */
export interface ZipEntry {
	readonly name: string;
	readonly crc: number;
	/** Bytes when unpacked. */
	readonly size: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
/** A comment may follow the end of the directory. */
const mostCommentBytes = 65_535;

/**
The directory of a zip archive, in its order. Unpacking alone does not look at the checksums that stand in it, so a flipped bit would go unseen.
Throws a plain Error when there is no directory or it is cut.
*/
export function zipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = endOf(view);
	let at = view.getUint32(end + 16, true);
	return Array.from({length: view.getUint16(end + 10, true)}, () => {
		if (at + entryBytes > end || view.getUint32(at, true) !== entrySignature)
			throw new Error('its directory is damaged');
		const nameLength = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + nameLength));
		const entry = {name, crc: view.getUint32(at + 16, true), size: view.getUint32(at + 24, true)};
		at += entryBytes + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		return entry;
	});
}

function endOf(view: DataView): number {
	const last = view.byteLength - endBytes;
	for (let at = last; at >= Math.max(0, last - mostCommentBytes); at--) {
		if (view.getUint32(at, true) === endSignature) return at;
	}
	throw new Error('it has no end');
}
