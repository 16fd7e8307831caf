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

/** The bytes of a message. The field is copied. */
export function encodeMessage(head: object, field?: Float32Array): Buffer {
	const text = Buffer.from(JSON.stringify(head));
	const start = align + Math.ceil(text.length / align) * align;
	const message = Buffer.alloc(start + (field?.byteLength ?? 0));
	message.writeUInt32LE(text.length, 0);
	text.copy(message, align);
	if (field) message.set(new Uint8Array(field.buffer, field.byteOffset, field.byteLength), start);
	return message;
}

/** A message taken apart. Throws `protocol` when it is none. */
export function decodeMessage(message: Uint8Array): {readonly head: unknown; readonly field: Float32Array | undefined} {
	const wrong = (what: string) => new ConnectopError('failed', 'protocol', `a message from the run ${what}`);
	if (message.byteLength < align) throw wrong('is too short');
	const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
	const length = bytes.readUInt32LE(0);
	const start = align + Math.ceil(length / align) * align;
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
