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

/** Number of the first line that is not valid UTF-8. */
export function badLine(bytes: Uint8Array): number {
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
