import {ConnectopError} from '../base/errors.ts';
import {fromUtf32, utf32} from './npy-text.ts';
import {inOneGo, type Steps} from './pauses.ts';

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

/** A .npy file, format 1.0, as header and data, made in steps; the data of a typed array is not copied. */
export function* encodingNpy({data, shape}: NpyArray): Steps<readonly [header: Uint8Array, data: Uint8Array]> {
	const bytes =
		typeof data === 'string' ? yield* utf32(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
	const type = typeof data === 'string' ? `<U${bytes.length / 4}` : typeOf(data);
	const size = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
	const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${size}), }`;
	const padding = alignment - ((10 + description.length + 1) % alignment);
	const text = `${magic}\u0001\u0000\u0000\u0000${description}${' '.repeat(padding % alignment)}\n`;
	const header = Uint8Array.from(text, char => char.charCodeAt(0));
	new DataView(header.buffer).setUint16(8, header.length - 10, true);
	return [header, bytes];
}

/** The same in one go. */
export const encodeNpy = (array: NpyArray): readonly [header: Uint8Array, data: Uint8Array] =>
	inOneGo(encodingNpy(array));

function typeOf(data: Exclude<NpyData, string>): string {
	if (data instanceof Float32Array) return '<f4';
	if (data instanceof Float64Array) return '<f8';
	if (data instanceof Int32Array) return '<i4';
	if (data instanceof Uint32Array) return '<u4';
	if (data instanceof BigInt64Array) return '<i8';
	return data instanceof Int8Array ? '|i1' : '|u1';
}

/** What the header of a .npy file says of the data behind it. */
export interface NpyHeader {
	readonly shape: readonly number[];
	/** Bytes of the data. */
	readonly bytes: number;
	/** The array in memory that holds those bytes and nothing else. Throws `checkpoint-corrupt` for what is no text. */
	array(memory: ArrayBufferLike): NpyArray;
}

/** Bytes of a .npy file that tell how long its header is. */
export const npyPrefixBytes = 12;

/** Where the data of a .npy file begins, by its first bytes. Throws `checkpoint-corrupt` when they are those of no .npy file. */
export function npyDataStart(prefix: Uint8Array, name: string): number {
	if (prefix.length < npyPrefixBytes || String.fromCharCode(...prefix.subarray(0, 6)) !== magic)
		throw new ConnectopError('invalid', 'checkpoint-corrupt', `${name}: is no .npy array`);
	const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
	return prefix[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
}

/**
Reads a .npy file's bytes up to its data. Throws `checkpoint-corrupt` when it can't be read, `checkpoint-foreign` when its type or order is not
among those that are.
*/
export function npyHeader(bytes: Uint8Array, name: string): NpyHeader {
	const corrupt = (why: string) => new ConnectopError('invalid', 'checkpoint-corrupt', `${name}: ${why}`);
	const foreign = (why: string) =>
		new ConnectopError('invalid', 'checkpoint-foreign', `${name}: ${why}, which is not read`);
	const header = new TextDecoder('latin1').decode(bytes.subarray(bytes[6] === 1 ? 10 : 12));
	const [, type, record] = /'descr':\s*(?:'([^']+)'|(\[))/.exec(header) ?? [];
	if (record) throw foreign('holds records');
	const shape = shapeIn(header);
	if (type === undefined || !shape) throw corrupt('has a header that can not be read');
	if (/'fortran_order':\s*True/.test(header)) throw foreign('is stored in Fortran order');
	const reader = readers[type.replace(/^[<|=]/, '').replace(/^U\d+$/, 'U')];
	if (!reader || (type.includes('U') && shape.length > 0))
		throw foreign(`holds ${type} of shape (${shape.join(', ')})`);
	const size = Number(/\d+$/.exec(type)?.[0]) * (type.includes('U') ? 4 : 1);
	return {
		shape,
		bytes: shape.reduce((product, each) => product * each, size),
		array(memory) {
			const data = reader(memory);
			if (data === undefined) throw corrupt('holds what is no text');
			return {data, shape};
		},
	};
}

/** Reads a .npy file; its data is copied once. Throws what `npyDataStart` and `npyHeader` do, and `checkpoint-corrupt` when data lacks. */
export function decodeNpy(file: Uint8Array, name: string): NpyArray {
	const start = npyDataStart(file.subarray(0, npyPrefixBytes), name);
	const header = npyHeader(file.subarray(0, start), name);
	const body = file.subarray(start);
	refuseShort(header, body.length, name);
	return header.array(new Uint8Array(body.subarray(0, header.bytes)).buffer); // a copy, so that it is aligned
}

/** Throws `checkpoint-corrupt` when fewer bytes are there than belong to the array. */
export function refuseShort({bytes}: NpyHeader, there: number, name: string): void {
	if (there >= bytes) return;
	throw new ConnectopError(
		'invalid',
		'checkpoint-corrupt',
		`${name}: holds ${there} bytes of data where ${bytes} belong`,
	);
}

function shapeIn(header: string): readonly number[] | undefined {
	const numbers = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1]?.match(/\d+/g);
	return numbers === undefined ? undefined : (numbers ?? []).map(Number);
}

const bytesOf = (buffer: ArrayBufferLike) => new Uint8Array(buffer);

const readers: Readonly<Record<string, (buffer: ArrayBufferLike) => NpyData | undefined>> = {
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
