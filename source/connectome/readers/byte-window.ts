/** A file that is read piece by piece, so that it is never in memory as a whole. */
export interface ByteSource {
	/** Bytes of the file, as far as anyone knows before it is read. */
	readonly size: number;
	/** Fills `into` from its beginning with the bytes that come next, and gives their number; 0 at the end. */
	read(into: Uint8Array): number;
	/** Begins again with the first byte. */
	rewind(): void;
}

/** What readers take: a file in memory, or one to be read piece by piece. */
export type Input = Uint8Array | ByteSource;

/** A part of a file, which can be moved on towards its end. */
export interface ByteWindow {
	/** The bytes that can be seen now. */
	readonly bytes: Uint8Array;
	/** The last byte of the file can be seen. */
	readonly ended: boolean;
	/** Lets go of what stands before `keep`, which becomes byte 0, and reads on; all of `bytes` is kept when nothing else makes room. */
	moveOn(keep: number): void;
}

/** Bytes at the beginning of a file that tell what it is. */
const headBytes = 65_536;

/** Bytes of a window at first. */
const windowBytes = 4 * 1024 * 1024;

/** A window on a file from its beginning: all of it when it is in memory. */
export function windowOn(input: Input, size = windowBytes): ByteWindow {
	if (input instanceof Uint8Array) return {bytes: input, ended: true, moveOn: () => undefined};
	input.rewind();
	let room = new Uint8Array(size);
	let length = 0;
	const window = {
		bytes: room.subarray(0, 0),
		ended: false,
		moveOn(keep: number) {
			const kept = room.subarray(keep, length);
			// What is kept fills the window: it is one long row
			const next = 2 * kept.length > room.length ? new Uint8Array(2 * room.length) : room;
			if (next === room) room.copyWithin(0, keep, length);
			else next.set(kept);
			room = next;
			length -= keep;
			while (length < room.length && !window.ended) {
				const count = input.read(room.subarray(length));
				window.ended = count === 0;
				length += count;
			}
			window.bytes = room.subarray(0, length);
		},
	};
	window.moveOn(0);
	return window;
}

/** A window for who looks at the first rows alone; it grows where one is longer. */
export const headWindow = (input: Input): ByteWindow => windowOn(input, headBytes);

/** The first bytes of a file, enough to tell what it is. */
export const headOf = (input: Input): Uint8Array => headWindow(input).bytes.subarray(0, headBytes);

/** The file in pieces of at most `size` bytes, from byte `from` on; a piece is good until the next is taken. */
export function* piecesOf(input: Input, from: number, size: number): Generator<{piece: Uint8Array; last: boolean}> {
	if (input instanceof Uint8Array) {
		for (let at = from; at < input.length; at += size)
			yield {piece: input.subarray(at, at + size), last: at + size >= input.length};
		return;
	}
	const window = windowOn(input, size);
	for (let at = from; ; at = 0) {
		yield {piece: window.bytes.subarray(at), last: window.ended};
		if (window.ended) return;
		window.moveOn(window.bytes.length);
	}
}

/** Bytes of the whole file. */
export const sizeOf = (input: Input): number => (input instanceof Uint8Array ? input.length : input.size);
