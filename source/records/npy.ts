import {ConnectopError} from '../base/errors.ts';

/** Array types of .npy members that connectop reads and writes. Booleans are read as bytes, 0 and 1. */
export type NpyData =
	| Float32Array
	| Float64Array
	| Int32Array
	| Uint32Array
	| Uint8Array
	| Int8Array
	| BigInt64Array
	| string;

/** One array of a .npz: values in C order with a shape; a string is a 0-d `<U` array. */
export interface NpyArray {
	readonly data: NpyData;
	/** `[]` for a single value. */
	readonly shape: readonly number[];
}

const magic = '\u0093NUMPY';
const alignment = 64;
const mostCodePoint = 0x10ffff;

/** A .npy file, format 1.0, as header and data; the data of a typed array is not copied. */
export function encodeNpy({data, shape}: NpyArray): readonly [header: Uint8Array, data: Uint8Array] {
	const bytes = typeof data === 'string' ? utf32(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	const type = typeof data === 'string' ? `<U${bytes.length / 4}` : typeOf(data);
	const size = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
	const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${size}), }`;
	const padding = alignment - ((10 + description.length + 1) % alignment);
	const text = `${magic}\u0001\u0000\u0000\u0000${description}${' '.repeat(padding % alignment)}\n`;
	const header = Uint8Array.from(text, char => char.charCodeAt(0));
	new DataView(header.buffer).setUint16(8, header.length - 10, true);
	return [header, bytes];
}

function typeOf(data: Exclude<NpyData, string>): string {
	if (data instanceof Float32Array) return '<f4';
	if (data instanceof Float64Array) return '<f8';
	if (data instanceof Int32Array) return '<i4';
	if (data instanceof Uint32Array) return '<u4';
	if (data instanceof BigInt64Array) return '<i8';
	return data instanceof Int8Array ? '|i1' : '|u1';
}

/** Reads a .npy file; its data is copied once. Throws `checkpoint-corrupt` when it is none, `checkpoint-foreign` when its type or order is not read. */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
	const corrupt = (why: string) => new ConnectopError('invalid', 'checkpoint-corrupt', `${name}: ${why}`);
	const foreign = (why: string) =>
		new ConnectopError('invalid', 'checkpoint-foreign', `${name}: ${why}, which is not read`);
	if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 6)) !== magic) throw corrupt('is no .npy array');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = bytes[6] === 1 ? 10 : 12;
	const length = bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
	const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
	const [, type, record] = /'descr':\s*(?:'([^']+)'|(\[))/.exec(header) ?? [];
	if (record) throw foreign('holds records');
	const shape = shapeIn(header);
	if (type === undefined || !shape) throw corrupt('has a header that can not be read');
	if (/'fortran_order':\s*True/.test(header)) throw foreign('is stored in Fortran order');
	const reader = readers[type.replace(/^[<|=]/, '').replace(/^U\d+$/, 'U')];
	if (!reader || (type.includes('U') && shape.length > 0))
		throw foreign(`holds ${type} of shape (${shape.join(', ')})`);
	const size = /\d+$/.exec(type)?.[0];
	const needed = shape.reduce((product, each) => product * each, Number(size) * (type.includes('U') ? 4 : 1));
	const body = bytes.subarray(start + length);
	if (body.length < needed) throw corrupt(`holds ${body.length} bytes of data where ${needed} belong`);
	const data = reader(new Uint8Array(body.subarray(0, needed)).buffer); // a copy, so that it is aligned
	if (data === undefined) throw corrupt('holds what is no text');
	return {data, shape};
}

function shapeIn(header: string): readonly number[] | undefined {
	const numbers = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1]?.match(/\d+/g);
	return numbers === undefined ? undefined : (numbers ?? []).map(Number);
}

const bytesOf = (buffer: ArrayBuffer) => new Uint8Array(buffer);

const readers: Readonly<Record<string, (buffer: ArrayBuffer) => NpyData | undefined>> = {
	f4: buffer => new Float32Array(buffer),
	f8: buffer => new Float64Array(buffer),
	i4: buffer => new Int32Array(buffer),
	u4: buffer => new Uint32Array(buffer),
	i8: buffer => new BigInt64Array(buffer),
	i1: buffer => new Int8Array(buffer),
	u1: bytesOf,
	b1: bytesOf,
	U: buffer => fromUtf32(new Uint32Array(buffer)),
};

/** Code points of a text, at least one: numpy has no text of width 0. */
function utf32(text: string): Uint8Array {
	let length = 0;
	for (const _ of text) length++;
	const points = new Uint32Array(Math.max(1, length));
	let at = 0;
	for (const char of text) points[at++] = char.codePointAt(0) ?? 0;
	return new Uint8Array(points.buffer);
}

/** The text without the zeros that fill it up; undefined when a number is no code point. */
function fromUtf32(points: Uint32Array): string | undefined {
	const end = points.findLastIndex(point => point !== 0) + 1;
	const parts: string[] = [];
	for (let at = 0; at < end; at += 4096) {
		const part = points.subarray(at, Math.min(end, at + 4096));
		if (part.some(point => point > mostCodePoint)) return undefined;
		parts.push(String.fromCodePoint(...part));
	}
	return parts.join('');
}
