/*
Memory for rows on their way to the file. It is shared, not moved: V8 throws away all compiled code for arrays when the first one is detached in a
thread. New memory for each batch would cost more than the rows, so that what was written is used again.
*/

/** Rows as they lie in a file, behind each other. */
export interface RowBatch {
	/** Whole rows; the first `used` bytes are filled. */
	readonly bytes: Uint8Array;
	/** 1 from when it is handed out until `letGo`; shared memory. */
	readonly hold: Int32Array;
}

/** Batches of a run's recorders, in the thread that fills them. */
export interface BatchPool {
	/** A batch for rows of `rowBytes`, which is free; undefined when all that may be is taken. */
	take(rowBytes: number): RowBatch | undefined;
	/** Lets go of memory for rows of other sizes. */
	keep(rowBytes: readonly number[]): void;
}

/** A batch has about so many bytes, and at least one row. */
const batchBytes = 256 * 1024;
/** What may lie between a run and its disk, all recorders together; a recorder of large rows has two batches whatever they come to. */
export const mostWaitingBytes = 64 * 1024 * 1024;

/** A pool without any memory yet. */
export function createBatchPool(mostBytes: number = mostWaitingBytes): BatchPool {
	const bySize = new Map<number, RowBatch[]>();
	let total = 0;
	const sizeFor = (rowBytes: number) => rowBytes * Math.max(1, Math.floor(batchBytes / rowBytes));
	return {
		keep(rowBytes) {
			const sizes = new Set(rowBytes.map(sizeFor));
			for (const [size, known] of bySize) {
				if (sizes.has(size)) continue;
				bySize.delete(size);
				total -= size * known.length;
			}
		},
		take(rowBytes) {
			const size = sizeFor(rowBytes);
			const known = bySize.get(size) ?? [];
			let batch = known.find(({hold}) => Atomics.load(hold, 0) === 0);
			if (!batch) {
				if (known.length >= 2 && total + size > mostBytes) return undefined;
				batch = {bytes: new Uint8Array(new SharedArrayBuffer(size)), hold: new Int32Array(new SharedArrayBuffer(4))};
				known.push(batch);
				bySize.set(size, known);
				total += size;
			}
			Atomics.store(batch.hold, 0, 1);
			return batch;
		},
	};
}

/** Its rows are written, or never will be: the memory is used again, so nobody may look at it any more. */
export function letGo({hold}: Pick<RowBatch, 'hold'>): void {
	Atomics.store(hold, 0, 0);
}
