import {closeSync, openSync, readSync, writeSync} from 'node:fs';
import {endianness} from 'node:os';
import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';

/*
The file that every contestant reads, one of a size (fixtures/bench/baseline.h says the same to those written in C):

	char magic[8] "ctbench1"; uint32 n, entries; float growth, decay; uint32 0, 0;
	int32 rowPtr[n + 1]; int32 colIdx[entries]; float field[n]

All of it little-endian. Weights are all 1.
*/
const magic = 'ctbench1';
const headBytes = 32;

/** The work to be done: a graph without weights, the field at the start, and the law's numbers a reference tick. */
export interface Problem {
	readonly n: number;
	readonly rowPtr: Int32Array;
	readonly colIdx: Int32Array;
	readonly field: Float32Array;
	/** alpha · modulation. */
	readonly growth: number;
	/** beta · modulation. */
	readonly decay: number;
}

/** Writes the file. Throws `bench-machine` on a big-endian machine, and what the file system says. */
export function writeProblem(path: string, {n, rowPtr, colIdx, field, growth, decay}: Problem): void {
	refuseBigEndian();
	const head = new DataView(new ArrayBuffer(headBytes));
	for (let i = 0; i < magic.length; i++) head.setUint8(i, magic.charCodeAt(i));
	head.setUint32(8, n, true);
	head.setUint32(12, colIdx.length, true);
	head.setFloat32(16, growth, true);
	head.setFloat32(20, decay, true);
	const file = openSync(path, 'wx');
	try {
		for (const part of [head, rowPtr, colIdx, field]) writeAll(file, part);
	} finally {
		closeSync(file);
	}
}

/** Reads the file. Throws `bench-problem` when it is none. */
export function readProblem(path: string): Problem {
	refuseBigEndian();
	const file = openSync(path, 'r');
	const fill = <T extends ArrayBufferView>(part: T): T => {
		const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
		for (let at = 0; at < bytes.length; ) {
			const count = readSync(file, bytes, at, Math.min(bytes.length - at, pieceBytes), null);
			if (count === 0) throw new ConnectopError('invalid', 'bench-problem', `${path}: is cut short`);
			at += count;
		}
		return part;
	};
	try {
		const head = fill(new DataView(new ArrayBuffer(headBytes)));
		const found = String.fromCharCode(...new Uint8Array(head.buffer, 0, magic.length));
		if (found !== magic) throw new ConnectopError('invalid', 'bench-problem', `${path}: is no problem of the bench`);
		const [n, entries] = [head.getUint32(8, true), head.getUint32(12, true)];
		return {
			n,
			growth: head.getFloat32(16, true),
			decay: head.getFloat32(20, true),
			rowPtr: fill(new Int32Array(n + 1)),
			colIdx: fill(new Int32Array(entries)),
			field: fill(new Float32Array(n)),
		};
	} finally {
		closeSync(file);
	}
}

/** The problem's graph as kernels take it. */
export const graphOf = ({n, rowPtr, colIdx}: Problem): Csr => ({
	n,
	rowPtr,
	colIdx,
	weight: new Float32Array(colIdx.length).fill(1),
	unit: true,
	signed: false,
});

/** One call to the system moves no more than 2 GiB. */
const pieceBytes = 2 ** 30;

function writeAll(file: number, part: ArrayBufferView): void {
	const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
	for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, Math.min(bytes.length - at, pieceBytes), null);
}

function refuseBigEndian(): void {
	if (endianness() === 'BE')
		throw new ConnectopError('invalid', 'bench-machine', 'bench: its files are little-endian, and this machine is not');
}
