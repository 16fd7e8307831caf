import {edgesWithin, type Room, refuseRows} from '../forecast.ts';
import {checkEntries, maxEntries} from '../sort-edges.ts';

/** The rows of a file as they stand in it: loops, zeros and duplicates are still there. Struct of arrays, cut to `length`. */
export interface EdgeRows {
	readonly length: number;
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
	/** 2 · index of the type + 1 when the row goes both ways. */
	readonly kind: Uint16Array;
}

/** Collects rows in arrays that grow. */
export interface RowCollector {
	add(source: number, target: number, weight: number, kind: number): void;
	rows(): EdgeRows;
}

/**
A collector with room for `expected` rows at first. `add` throws `graph-memory`, in the name of `file`, when a graph of that many edges would need
more memory than there is, `graph-entries` for more than 2³¹ − 1 rows.
*/
export function collectRows(expected: number, file: string, memory?: Room): RowCollector {
	const most = Math.min(maxEntries, memory ? edgesWithin(memory.bytes) : maxEntries);
	let room = Math.max(64, Math.ceil(Math.min(expected, most)));
	let length = 0;
	let source = new Int32Array(room);
	let target = new Int32Array(room);
	let weight = new Float32Array(room);
	let kind = new Uint16Array(room);

	function grow(): void {
		checkEntries(length + 1);
		if (memory && length >= most) refuseRows(file, most, memory);
		room = Math.min(most, Math.ceil(room * 1.5));
		source = copied(source, new Int32Array(room));
		target = copied(target, new Int32Array(room));
		weight = copied(weight, new Float32Array(room));
		kind = copied(kind, new Uint16Array(room));
	}

	return {
		add(from, to, value, sort) {
			if (length === room) grow();
			source[length] = from;
			target[length] = to;
			weight[length] = value;
			kind[length] = sort;
			length++;
		},
		rows: () => ({
			length,
			source: source.subarray(0, length),
			target: target.subarray(0, length),
			weight: weight.subarray(0, length),
			kind: kind.subarray(0, length),
		}),
	};
}

function copied<T extends Int32Array | Float32Array | Uint16Array>(from: T, to: T): T {
	to.set(from);
	return to;
}
