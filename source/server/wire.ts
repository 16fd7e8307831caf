import {ConnectopError} from '../base/errors.ts';

/*
A message of the frame stream: the length of its head (uint32, little endian), the head (JSON), filling up to a multiple of 4, then the
field (float32, little endian), if it has one.
*/

/** What the two ends of a connection must have in common. */
export const protocolVersion = 1;

/** The header in which a client says which protocol it speaks. */
export const protocolHeader = 'x-connectop-protocol';

const align = 4;

/** Numbers that follow a head: whole words, filled up with zeros. */
type Body = Float32Array | Int32Array | Uint8Array;

const filled = (bytes: number): number => Math.ceil(bytes / align) * align;

/** The bytes of a message. The body is copied, each of its arrays filled up to a multiple of 4. */
export function encodeMessage(head: object, ...body: readonly (Body | undefined)[]): Buffer {
	const text = JSON.stringify(head);
	const length = Buffer.byteLength(text);
	let at = align + filled(length);
	const message = Buffer.alloc(body.reduce((end, part) => end + filled(part?.byteLength ?? 0), at));
	message.writeUInt32LE(length, 0);
	message.write(text, align);
	for (const part of body) {
		if (!part) continue;
		message.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
		at += filled(part.byteLength);
	}
	return message;
}

/** Takes arrays out of a body in the order in which they were put in. Throws `protocol` when it is too short. */
export function readBody(body: Float32Array | undefined) {
	let at = 0;
	const floats = (count: number): Float32Array<ArrayBuffer> => {
		const start = at;
		at += count;
		if (at > (body?.length ?? 0))
			throw new ConnectopError('failed', 'protocol', 'a message from the run has less in it than it says');
		return body?.slice(start, at) ?? new Float32Array(0);
	};
	return {
		floats,
		integers: (count: number) => new Int32Array(floats(count).buffer),
		bytes: (count: number) => new Uint8Array(floats(filled(count) / align).buffer, 0, count),
	};
}

/** A message taken apart. Throws `protocol` when it is none. */
export function decodeMessage(message: Uint8Array): {readonly head: unknown; readonly field: Float32Array | undefined} {
	const wrong = (what: string) => new ConnectopError('failed', 'protocol', `a message from the run ${what}`);
	if (message.byteLength < align) throw wrong('is too short');
	const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
	const length = bytes.readUInt32LE(0);
	const start = align + filled(length);
	if (start > bytes.length || (bytes.length - start) % 4 !== 0) throw wrong('has another length than it says');
	let head: unknown;
	try {
		head = JSON.parse(bytes.toString('utf8', align, align + length));
	} catch (cause) {
		throw new ConnectopError('failed', 'protocol', 'a message from the run is no JSON', {cause});
	}
	if (start === bytes.length) return {head, field: undefined};
	// A copy: the bytes may not lie at a multiple of 4, and the buffer they came in is used again.
	return {
		head,
		field: new Float32Array(
			bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length) as ArrayBuffer,
		),
	};
}
