import {extended, recordBytes, signatures, wideField} from './zip-records.ts';

/** What a zip archive's directory says of a member. */
export interface ZipEntry {
	readonly name: string;
	readonly crc: number;
	/** Bytes when unpacked. */
	readonly size: number;
	/** Bytes as it is stored. */
	readonly packed: number;
	readonly deflated: boolean;
	/** Where its local record begins in the archive. */
	readonly at: number;
}

/** Where a zip archive's directory lies. */
export interface DirectoryPlace {
	readonly at: number;
	/** Behind its last byte. */
	readonly end: number;
	readonly count: number;
}

/** The end of an archive lies within so many of its last bytes: a comment may follow it. */
export const mostEndBytes = 65_535 + recordBytes.end + recordBytes.wideLocator + recordBytes.wideEnd;

const [storedMethod, deflateMethod] = [0, 8];
const damaged = () => new Error('its directory is damaged');
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the directory lies by the last bytes of an archive of `size` bytes. Throws a plain Error when it is cut or damaged. */
export function directoryPlace(tail: Uint8Array, size: number): DirectoryPlace {
	const view = viewOf(tail);
	const before = size - tail.length;
	const end = endIn(view);
	const locator = end - recordBytes.wideLocator;
	if (locator < 0 || view.getUint32(locator, true) !== signatures.wideLocator)
		return placed(view.getUint32(end + 16, true), before + end, view.getUint16(end + 10, true));
	const wideEnd = Number(view.getBigUint64(locator + 8, true)) - before;
	if (!(wideEnd >= 0 && wideEnd + recordBytes.wideEnd <= locator)) throw damaged();
	if (view.getUint32(wideEnd, true) !== signatures.wideEnd) throw damaged();
	const [count, at] = [view.getBigUint64(wideEnd + 32, true), view.getBigUint64(wideEnd + 48, true)];
	return placed(Number(at), before + wideEnd, Number(count));
}

function placed(at: number, end: number, count: number): DirectoryPlace {
	if (at + count * recordBytes.entry > end) throw damaged();
	return {at, end, count};
}

function endIn(view: DataView): number {
	for (let at = view.byteLength - recordBytes.end; at >= 0; at--) {
		if (view.getUint32(at, true) === signatures.end) return at;
	}
	throw new Error('it has no end');
}

/**
The members that a directory lists, in its order. Sizes and places are taken from here and not from the members, since writers that stream, numpy's
among them, leave them open there. Throws a plain Error when it is damaged or lists what is not read.
*/
export function zipEntries(directory: Uint8Array, {at: behind, count}: DirectoryPlace): readonly ZipEntry[] {
	const view = viewOf(directory);
	let at = 0;
	const entries = Array.from({length: count}, () => {
		if (at + recordBytes.entry > directory.length || view.getUint32(at, true) !== signatures.entry) throw damaged();
		const nameEnd = at + recordBytes.entry + view.getUint16(at + 28, true);
		const extraEnd = nameEnd + view.getUint16(at + 30, true);
		if (extraEnd > directory.length) throw damaged();
		const name = new TextDecoder().decode(directory.slice(at + recordBytes.entry, nameEnd));
		if (/\p{Cc}/u.test(name)) throw damaged();
		const method = view.getUint16(at + 10, true);
		if (method !== storedMethod && method !== deflateMethod)
			throw new Error(`${name} is packed in a way that is not read`);
		const narrow = [at + 24, at + 20, at + 42].map(place => view.getUint32(place, true));
		const [size = 0, packed = 0, local = 0] = widened(narrow, directory.subarray(nameEnd, extraEnd));
		if (local + recordBytes.local + packed > behind) throw new Error(`${name} is cut`);
		const entry = {
			name,
			crc: view.getUint32(at + 16, true),
			size,
			packed,
			deflated: method === deflateMethod,
			at: local,
		};
		at = extraEnd + view.getUint16(at + 32, true);
		return entry;
	});
	if (at !== directory.length) throw damaged();
	return entries;
}

/** The numbers of an entry, those that did not fit from the extension among its extra fields. */
function widened(narrow: readonly number[], extra: Uint8Array): readonly number[] {
	if (!narrow.includes(extended.number)) return narrow;
	const view = viewOf(extra);
	let at = 0;
	while (at + 4 <= extra.length && view.getUint16(at, true) !== wideField) at += 4 + view.getUint16(at + 2, true);
	if (at + 4 > extra.length) throw damaged();
	const end = Math.min(extra.length, at + 4 + view.getUint16(at + 2, true));
	at += 4;
	return narrow.map(value => {
		if (value !== extended.number) return value;
		if (at + 8 > end) throw damaged();
		at += 8;
		return Number(view.getBigUint64(at - 8, true));
	});
}

/** Bytes of the name and the extra field that follow a member's local record; the latter may differ from the directory's. */
export function localTail(local: Uint8Array): {readonly name: number; readonly extra: number} {
	const view = viewOf(local);
	if (local.length < recordBytes.local || view.getUint32(0, true) !== signatures.local) throw damaged();
	return {name: view.getUint16(26, true), extra: view.getUint16(28, true)};
}

/** Throws a plain Error unless a member's local record bears the name that the directory gives it. */
export function checkLocalName(name: Uint8Array, entry: ZipEntry): void {
	if (new TextDecoder().decode(name) !== entry.name) throw new Error(`${entry.name} is not where its directory says`);
}
