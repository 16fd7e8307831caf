/*
The records of a zip archive as they are written: before each member, in the directory, at the end. Sizes and places of 4 GiB and more stand in the
64-bit extension of zip, which archives go without where they can.
*/

/** How the records of a zip archive begin. */
export const signatures = {
	local: 0x04034b50,
	entry: 0x02014b50,
	end: 0x06054b50,
	wideEnd: 0x06064b50,
	wideLocator: 0x07064b50,
} as const;

/** Their sizes, without names and extra fields. */
export const recordBytes = {local: 30, entry: 46, end: 22, wideEnd: 56, wideLocator: 20} as const;

/** Stands where a number has its place in the 64-bit extension. */
export const extended = {count: 0xffff, number: 0xffffffff} as const;

/** Kind of the extra field in which the extension's numbers stand. */
export const wideField = 1;

/** A member that is stored as it is. */
export interface StoredMember {
	/** UTF-8. */
	readonly name: Uint8Array;
	readonly crc: number;
	readonly size: number;
}

/** What stands before a member's bytes. Numbers from `wideFrom` on stand in the extension. */
export function localRecord({name, crc, size}: StoredMember, wideFrom: number = extended.number): Uint8Array {
	const wide = size >= wideFrom ? wideNumbers([size, size]) : none;
	return record(signatures.local, recordBytes.local, [name, wide], view => {
		common(view, 4, crc, wide.length > 0 ? extended.number : size, name.length, wide.length);
	});
}

/** A member's entry in the directory; `at` is the place of its local record. */
export function entryRecord(
	{name, crc, size}: StoredMember,
	at: number,
	wideFrom: number = extended.number,
): Uint8Array {
	const [wideSize, wideAt] = [size >= wideFrom, at >= wideFrom];
	const wide = wideNumbers([...(wideSize ? [size, size] : []), ...(wideAt ? [at] : [])]);
	return record(signatures.entry, recordBytes.entry, [name, wide], view => {
		view.setUint16(4, wide.length > 0 ? 45 : 20, true); // version made by
		common(view, 6, crc, wideSize ? extended.number : size, name.length, wide.length);
		view.setUint32(42, wideAt ? extended.number : at, true);
	});
}

/** What ends an archive whose directory of `count` entries lies at `at` and has so many bytes. */
export function endRecords(
	count: number,
	bytes: number,
	at: number,
	wideFrom: number = extended.number,
): readonly Uint8Array[] {
	const wide = at >= wideFrom || bytes >= wideFrom || count >= extended.count;
	const end = record(signatures.end, recordBytes.end, [], view => {
		view.setUint16(8, wide ? extended.count : count, true);
		view.setUint16(10, wide ? extended.count : count, true);
		view.setUint32(12, wide ? extended.number : bytes, true);
		view.setUint32(16, wide ? extended.number : at, true);
	});
	if (!wide) return [end];
	const wideEnd = record(signatures.wideEnd, recordBytes.wideEnd, [], view => {
		view.setBigUint64(4, BigInt(recordBytes.wideEnd - 12), true);
		view.setUint16(12, 45, true); // version made by
		view.setUint16(14, 45, true); // version needed
		for (const [i, value] of [count, count, bytes, at].entries()) view.setBigUint64(24 + 8 * i, BigInt(value), true);
	});
	const locator = record(signatures.wideLocator, recordBytes.wideLocator, [], view => {
		view.setBigUint64(8, BigInt(at + bytes), true);
		view.setUint32(16, 1, true); // number of disks
	});
	return [wideEnd, locator, end];
}

const none = new Uint8Array(0);

function wideNumbers(values: readonly number[]): Uint8Array {
	if (values.length === 0) return none;
	const bytes = new Uint8Array(4 + 8 * values.length);
	const view = new DataView(bytes.buffer);
	view.setUint16(0, wideField, true);
	view.setUint16(2, 8 * values.length, true);
	for (const [i, value] of values.entries()) view.setBigUint64(4 + 8 * i, BigInt(value), true);
	return bytes;
}

function record(
	signature: number,
	size: number,
	behind: readonly Uint8Array[],
	fill: (view: DataView) => void,
): Uint8Array {
	const bytes = new Uint8Array(behind.reduce((sum, each) => sum + each.length, size));
	const view = new DataView(bytes.buffer);
	view.setUint32(0, signature, true);
	fill(view);
	let at = size;
	for (const each of behind) {
		bytes.set(each, at);
		at += each.length;
	}
	return bytes;
}

/** The fields that a member's local record and its directory entry share. Time stands still at 1980-01-01. */
function common(view: DataView, at: number, crc: number, size: number, nameLength: number, extraLength: number): void {
	view.setUint16(at, extraLength > 0 ? 45 : 20, true); // version needed
	view.setUint16(at + 8, 0x21, true); // date
	view.setUint32(at + 10, crc, true);
	view.setUint32(at + 14, size, true);
	view.setUint32(at + 18, size, true);
	view.setUint16(at + 22, nameLength, true);
	view.setUint16(at + 24, extraLength, true);
}
