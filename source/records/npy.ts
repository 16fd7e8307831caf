import {ConnectopError} from '../base/errors.ts';

/** Array types of .npy members that connectop reads and writes. 64-bit integers are read into doubles when they fit. */
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

/** A .npy file, format 1.0, as header and data; the data is not copied. */
export function encodeNpy({data, shape}: NpyArray): readonly [header: Uint8Array, data: Uint8Array] {
	const bytes = typeof data === 'string' ? utf32(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	const size = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
	const description = `{'descr': '${descriptor(data)}', 'fortran_order': False, 'shape': (${size}), }`;
	const padding = alignment - ((10 + description.length + 1) % alignment);
	const text = `${magic}\u0001\u0000\u0000\u0000${description}${' '.repeat(padding % alignment)}\n`;
	const header = Uint8Array.from(text, char => char.charCodeAt(0));
	new DataView(header.buffer).setUint16(8, header.length - 10, true);
	return [header, bytes];
}

function descriptor(data: NpyData): string {
	if (typeof data === 'string') return `<U${Math.max(1, [...data].length)}`;
	if (data instanceof Float32Array) return '<f4';
	if (data instanceof Float64Array) return '<f8';
	if (data instanceof Int32Array) return '<i4';
	if (data instanceof Uint32Array) return '<u4';
	if (data instanceof BigInt64Array) return '<i8';
	return data instanceof Int8Array ? '|i1' : '|u1';
}

/** Reads a .npy file. Throws `checkpoint-corrupt` when it is none, `checkpoint-foreign` when its type or order is not read. */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
	const corrupt = (why: string) => new ConnectopError('invalid', 'checkpoint-corrupt', `${name}: ${why}`);
	if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 6)) !== magic) throw corrupt('is no .npy array');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const start = bytes[6] === 1 ? 10 : 12;
	const length = bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
	const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
	const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
	const shape = /'shape':\s*\(([^)]*)\)/
		.exec(header)?.[1]
		?.split(',')
		.map(each => each.trim())
		.filter(each => each !== '')
		.map(Number);
	if (type === undefined || !shape || shape.some(each => !(Number.isInteger(each) && each >= 0)))
		throw corrupt('has a header that can not be read');
	if (/'fortran_order':\s*True/.test(header))
		throw new ConnectopError('invalid', 'checkpoint-foreign', `${name}: is stored in Fortran order, which is not read`);
	const count = shape.reduce((product, each) => product * each, 1);
	const body = bytes.subarray(start + length);
	return {data: decodeData(type, count, body, name, corrupt), shape};
}

function decodeData(
	type: string,
	count: number,
	body: Uint8Array,
	name: string,
	corrupt: (why: string) => ConnectopError,
): NpyData {
	const [, kind = '', width = ''] = /^[<|=]([a-zA-Z])(\d+)$/.exec(type) ?? [];
	const bytes = (kind === 'U' ? 4 : 1) * Number(width) * count;
	if (kind === '')
		throw new ConnectopError('invalid', 'checkpoint-foreign', `${name}: has type ${type}, which is not read`);
	if (body.length < bytes) throw corrupt(`holds ${body.length} bytes of data where ${bytes} belong`);
	const buffer = body.slice(0, bytes).buffer; // aligned
	switch (kind + width) {
		case 'f4':
			return new Float32Array(buffer);
		case 'f8':
			return new Float64Array(buffer);
		case 'i4':
			return new Int32Array(buffer);
		case 'u4':
			return new Uint32Array(buffer);
		case 'i8':
			return new BigInt64Array(buffer);
		case 'i1':
			return new Int8Array(buffer);
		case 'u1':
		case 'b1':
			return new Uint8Array(buffer);
		default:
			if (kind !== 'U')
				throw new ConnectopError('invalid', 'checkpoint-foreign', `${name}: has type ${type}, which is not read`);
			return fromUtf32(new Uint32Array(buffer), corrupt);
	}
}

function utf32(text: string): Uint8Array {
	const points = [...(text === '' ? '\0' : text)].map(char => char.codePointAt(0) ?? 0);
	return new Uint8Array(Uint32Array.from(points).buffer);
}

function fromUtf32(points: Uint32Array, corrupt: (why: string) => ConnectopError): string {
	let text = '';
	for (const point of points) {
		if (point > mostCodePoint) throw corrupt('holds what is no text');
		text += point === 0 ? '' : String.fromCodePoint(point);
	}
	return text;
}
