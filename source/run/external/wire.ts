import {ConnectopError} from '../../base/errors.ts';

/*
The wire between connectop and an engine (docs/engine-protocol.md): a line of JSON, `{"type": …, "arrays": [{name, dtype, shape}, …]}`, and for each
array that the line names its length in bytes (u64, little-endian) and its bytes. The same both ways.
*/

/** Version of the protocol that both sides speak. */
export const protocolVersion = 1;

/** Types of the numbers in an array, little-endian, as numpy writes them. */
const dtypes = ['u1', 'i4', 'i8', 'f4', 'f8'] as const;
export type Dtype = (typeof dtypes)[number];

/** Bytes of one number. */
export const itemBytes: Readonly<Record<Dtype, number>> = {u1: 1, i4: 4, i8: 8, f4: 4, f8: 8};

/** An array as it came: its bytes lie by themselves. */
export interface WireArray {
	readonly name: string;
	readonly dtype: Dtype;
	readonly shape: readonly number[];
	readonly bytes: Uint8Array;
}

/** A message; `fields` is its line without `arrays`. */
export interface WireMessage {
	readonly type: string;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly arrays: readonly WireArray[];
}

/** Longest line of JSON, bytes. */
const mostLine = 4 * 1024 * 1024;
/** Most bytes of one array. */
const mostArray = 2 ** 31;
const mostArrays = 64;
/** `{`, with which every message begins. */
const brace = 123;

/** What was sent is no message: the stream can't be read any further. */
const broken = (message: string) => new ConnectopError('failed', 'engine-wire', message);

/** The values of an array as numbers of 32 or 64 bits; i8 become i4. Throws `engine-wire` for whole numbers that i4 does not hold. */
export function valuesOf({name, dtype, bytes}: WireArray): Float32Array | Float64Array | Int32Array | Uint8Array {
	const {buffer, byteOffset, byteLength} = bytes;
	if (dtype === 'u1') return bytes;
	if (dtype === 'f4') return new Float32Array(buffer, byteOffset, byteLength / 4);
	if (dtype === 'f8') return new Float64Array(buffer, byteOffset, byteLength / 8);
	if (dtype === 'i4') return new Int32Array(buffer, byteOffset, byteLength / 4);
	const wide = new BigInt64Array(buffer, byteOffset, byteLength / 8);
	return Int32Array.from(wide, value => {
		if (value === BigInt.asIntN(32, value)) return Number(value);
		throw broken(`array ${name}: ${value} is not allowed; use whole numbers of 32 bits`);
	});
}

/** Arrays to send. */
export type Outgoing = Readonly<Record<string, Float32Array | Int32Array | Uint8Array>>;

/** The bytes of a message, in pieces that follow one another. Arrays of numbers have one dimension. */
export function encodeMessage(fields: Readonly<Record<string, unknown>>, arrays: Outgoing = {}): readonly Uint8Array[] {
	const entries = Object.entries(arrays);
	const heads = entries.map(([name, values]) => ({name, dtype: dtypeOf(values), shape: [values.length]}));
	const line = new TextEncoder().encode(
		`${JSON.stringify(heads.length === 0 ? fields : {...fields, arrays: heads})}\n`,
	);
	return [
		line,
		...entries.flatMap(([, {buffer, byteOffset, byteLength}]) => [
			lengthBytes(byteLength),
			new Uint8Array(buffer, byteOffset, byteLength),
		]),
	];
}

const dtypeOf = (values: Outgoing[string]): Dtype =>
	values instanceof Float32Array ? 'f4' : values instanceof Int32Array ? 'i4' : 'u1';

function lengthBytes(length: number): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
	return bytes;
}

/** Takes a stream of bytes apart. */
export interface Decoder {
	/** The messages that are complete with this chunk. Throws `engine-wire` at what is no message; nothing can be read after that. */
	push(chunk: Uint8Array): WireMessage[];
	/** What stands there of a message that is not complete, for people; '' when there is nothing. */
	rest(): string;
}

interface Head {
	readonly type: string;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly shapes: ReadonlyArray<Omit<WireArray, 'bytes'>>;
}

/** What a message says of its arrays before they come. Throws when it may not bring them. */
export type CheckArrays = (type: string, arrays: ReadonlyArray<Omit<WireArray, 'bytes'>>) => void;

/** A decoder that copies each byte once. `check` is asked before memory is taken for arrays. */
export function createDecoder(check: CheckArrays = () => undefined): Decoder {
	/** Pieces of a line that has no end yet. */
	let line: Uint8Array[] = [];
	let lineBytes = 0;
	let head: Head | undefined;
	let arrays: WireArray[] = [];
	const prefix = new Uint8Array(8);
	let prefixed = 0;
	let filling: Uint8Array | undefined;
	let filled = 0;

	function takeLine(chunk: Uint8Array, at: number, messages: WireMessage[]): number {
		const end = chunk.indexOf(10, at);
		const piece = chunk.subarray(at, end < 0 ? chunk.length : end);
		lineBytes += piece.length;
		if (lineBytes > mostLine)
			throw broken(`a line of more than ${mostLine} bytes is no message${said(line[0] ?? piece)}`);
		line.push(end < 0 ? piece.slice() : piece);
		if (end < 0) return chunk.length;
		head = readHead(joined(line, lineBytes));
		line = [];
		lineBytes = 0;
		check(head.type, head.shapes);
		complete(messages);
		return end + 1;
	}

	function takeLength(chunk: Uint8Array, at: number, shape: Omit<WireArray, 'bytes'>): number {
		const piece = chunk.subarray(at, at + 8 - prefixed);
		prefix.set(piece, prefixed);
		prefixed += piece.length;
		if (prefixed < 8) return chunk.length;
		prefixed = 0;
		const given = new DataView(prefix.buffer).getBigUint64(0, true);
		const wanted = shape.shape.reduce((all, each) => all * each, itemBytes[shape.dtype]);
		if (given !== BigInt(wanted))
			throw broken(
				`array ${shape.name}: ${given} bytes follow, and ${shape.dtype} of shape [${shape.shape.join(', ')}] takes ${wanted}`,
			);
		filling = new Uint8Array(wanted);
		filled = 0;
		return at + piece.length;
	}

	function complete(messages: WireMessage[]): void {
		if (!head || arrays.length < head.shapes.length) return;
		messages.push({type: head.type, fields: head.fields, arrays});
		head = undefined;
		arrays = [];
	}

	return {
		push(chunk) {
			const messages: WireMessage[] = [];
			let at = 0;
			while (at < chunk.length || filling?.length === 0) {
				const shape = head?.shapes[arrays.length];
				if (!head || !shape) {
					at = takeLine(chunk, at, messages);
				} else if (!filling) {
					at = takeLength(chunk, at, shape);
				} else {
					const piece = chunk.subarray(at, at + filling.length - filled);
					filling.set(piece, filled);
					filled += piece.length;
					at += piece.length;
					if (filled < filling.length) break;
					arrays.push({...shape, bytes: filling});
					filling = undefined;
					complete(messages);
				}
			}
			return messages;
		},
		rest() {
			if (head) return `a message ${head.type} whose arrays are not complete`;
			return lineBytes === 0 ? '' : `a line without an end${said(joined(line, lineBytes))}`;
		},
	};
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
	if (pieces.length === 1 && pieces[0]) return pieces[0];
	const whole = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

/** The beginning of what was sent, for a message. */
function said(bytes: Uint8Array): string {
	const text = new TextDecoder()
		.decode(bytes.subarray(0, 80))
		.replaceAll(/[\p{C}\uFFFD]+/gu, ' ')
		.trim();
	return text === '' ? '' : `: “${text.slice(0, 60)}${text.length > 60 ? '…' : ''}”`;
}

function readHead(bytes: Uint8Array): Head {
	const {type, arrays = [], ...fields} = objectOf(bytes);
	if (typeof type !== 'string') throw broken(`a message without a type came${said(bytes)}`);
	if (!Array.isArray(arrays) || arrays.length > mostArrays)
		throw broken(`${type}: arrays is not a list of up to ${mostArrays} arrays`);
	return {type, fields, shapes: arrays.map((each: unknown) => readShape(type, each))};
}

function objectOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	} catch {
		// told below, with what was sent
	}
	throw broken(
		bytes[0] === brace
			? `a line that is not JSON came${said(bytes)}; JSON knows no NaN and no Infinity`
			: `text came on its data pipe (stdout)${said(bytes)}; only messages may go there, print to stderr`,
	);
}

function readShape(type: string, entry: unknown): Omit<WireArray, 'bytes'> {
	const {
		name,
		dtype: given,
		shape,
	} = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
	if (typeof name !== 'string') throw broken(`${type}: an array without a name`);
	const dtype = dtypes.find(each => each === String(given).replace(/^[<|]/, ''));
	if (dtype === undefined)
		throw broken(`${type}: array ${name}: dtype "${String(given)}" is not allowed; use one of ${dtypes.join(', ')}`);
	const sizes = Array.isArray(shape) ? shape : [];
	const whole = sizes.length > 0 && sizes.every(each => Number.isInteger(each) && Number(each) >= 0);
	if (!whole || sizes.reduce((all: number, each: number) => all * each, itemBytes[dtype]) > mostArray)
		throw broken(
			`${type}: array ${name}: shape ${JSON.stringify(shape)} is not allowed; use a list of lengths, up to 2 GiB in all`,
		);
	return {name, dtype, shape: sizes as number[]};
}
