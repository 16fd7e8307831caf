import {type FaultCode, fault} from './fault.ts';

const magics: readonly {readonly bytes: readonly number[]; readonly code: FaultCode; readonly what: string}[] = [
	{bytes: [0x1f, 0x8b], code: 'graph-binary', what: 'is compressed by gzip; unpack it first (gunzip)'},
	{bytes: [0x50, 0x4b, 3, 4], code: 'graph-binary', what: 'is a zip archive; unpack it first'},
	{bytes: [0xff, 0xfe], code: 'graph-encoding', what: 'is UTF-16; save it as UTF-8'},
	{bytes: [0xfe, 0xff], code: 'graph-encoding', what: 'is UTF-16; save it as UTF-8'},
];

/**
Offset of the first byte of text after a byte order mark. Throws when the file is empty, compressed, in UTF-16 or binary (a
zero byte near its beginning).
*/
export function textStart(bytes: Uint8Array, file: string): number {
	for (const {bytes: magic, code, what} of magics) {
		if (magic.every((byte, i) => bytes[i] === byte)) throw fault(code, file, undefined, what);
	}
	if (bytes.subarray(0, 65_536).includes(0))
		throw fault('graph-binary', file, undefined, 'is a binary file; a graph file is UTF-8 text');
	const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	if (start === bytes.length) throw fault('graph-empty', file, undefined, 'is empty; a graph has at least one edge');
	return start;
}

/** Finds the line of bytes that are no UTF-8 in a file that comes in pieces. */
export interface LineWatch {
	/** A piece was good. */
	pass(piece: Uint8Array): void;
	/** Number of the first line that is not valid UTF-8; the piece that follows those that were good holds it, or ends inside it. */
	badIn(piece: Uint8Array): number;
}

export function lineWatch(): LineWatch {
	let lines = 0;
	// The beginning of a line that goes on in the next piece
	let open: Uint8Array = new Uint8Array(0);
	return {
		pass(piece) {
			const end = piece.lastIndexOf(10);
			for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
			open = end < 0 ? joined(open, piece) : piece.slice(end + 1);
		},
		badIn: piece => lines + badLine(joined(open, piece)),
	};
}

/** The end of a long line is enough to tell that a character is broken off in it. */
const openBytes = 65_536;

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
	const kept = before.subarray(Math.max(0, before.length - openBytes));
	const both = new Uint8Array(kept.length + after.length);
	both.set(kept);
	both.set(after, kept.length);
	return both;
}

/** Number of the first line that is not valid UTF-8. */
function badLine(bytes: Uint8Array): number {
	const decoder = new TextDecoder('utf-8', {fatal: true});
	for (let line = 1, from = 0; ; line++) {
		const end = bytes.indexOf(10, from);
		try {
			decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end));
		} catch {
			return line;
		}
		if (end < 0) return line;
		from = end + 1;
	}
}
