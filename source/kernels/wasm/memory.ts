import {ConnectopError, messageOf} from '../../base/errors.ts';
import {firstFreeAt} from './layout.ts';

const pageBytes = 65536;
/** All that 32-bit addresses reach; what is not used costs address space alone. */
const mostPages = 65536;

/** Shared memory that a wasm kernel's threads compute in, with `bytes` for others at `firstFreeAt`. Throws RangeError where there is no room. */
export const createKernelMemory = (bytes: number): WebAssembly.Memory =>
	new WebAssembly.Memory({initial: pagesFor(firstFreeAt + bytes), maximum: mostPages, shared: true});

const pagesFor = (bytes: number): number => Math.ceil(bytes / pageBytes);

/** Arrays in a kernel's memory, one behind the other, each at a multiple of 64 bytes. `byteOffset` of an array is its address in wasm. */
export interface Arena {
	uint8(length: number): Uint8Array<SharedArrayBuffer>;
	int32(length: number): Int32Array<SharedArrayBuffer>;
	uint32(length: number): Uint32Array<SharedArrayBuffer>;
	float32(length: number): Float32Array<SharedArrayBuffer>;
	float64(length: number): Float64Array<SharedArrayBuffer>;
	/** An arena of its own inside this one, that must not need more than so many bytes. */
	part(bytes: number): Arena;
	/** From where on nothing was given yet. */
	mark(): number;
	/** What was given behind the mark is given again, and is not zero then: nobody may use it any more. */
	reset(mark: number): void;
}

/** The memory from byte `from` on. Its methods throw `kernel-memory` when no more is to be had; what they give is zeroed if nobody used it before. */
export function createArena(memory: WebAssembly.Memory, from: number): Arena {
	let next = from;
	const take = (bytes: number): number => {
		const at = Math.ceil(next / 64) * 64;
		const missing = pagesFor(at + bytes) - memory.buffer.byteLength / pageBytes;
		if (missing > 0) grow(memory, missing);
		next = at + bytes;
		return at;
	};
	const buffer = () => memory.buffer;
	// The address first: taking it may replace the buffer by a longer one.
	return {
		uint8: length => viewOf(take(length), at => new Uint8Array(buffer(), at, length)),
		int32: length => viewOf(take(4 * length), at => new Int32Array(buffer(), at, length)),
		uint32: length => viewOf(take(4 * length), at => new Uint32Array(buffer(), at, length)),
		float32: length => viewOf(take(4 * length), at => new Float32Array(buffer(), at, length)),
		float64: length => viewOf(take(8 * length), at => new Float64Array(buffer(), at, length)),
		part: bytes => createArena(memory, take(bytes)),
		mark: () => next,
		reset(mark) {
			next = mark;
		},
	};
}

const viewOf = <T>(at: number, make: (at: number) => T): T => make(at);

function grow(memory: WebAssembly.Memory, pages: number): void {
	try {
		memory.grow(pages);
	} catch (error) {
		const has = memory.buffer.byteLength / 2 ** 20;
		throw new ConnectopError(
			'failed',
			'kernel-memory',
			`wasm memory can't grow from ${has.toFixed(0)} MiB by ${(pages / 16).toFixed(0)} MiB; 4 GiB is all that 32-bit addresses reach (${messageOf(error)})`,
			{cause: error},
		);
	}
}
