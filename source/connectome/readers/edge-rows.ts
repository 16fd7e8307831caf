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

/** A collector with room for `expected` rows at first. */
export function collectRows(expected: number): RowCollector {
	let room = Math.max(64, Math.ceil(expected));
	let length = 0;
	let source = new Int32Array(room);
	let target = new Int32Array(room);
	let weight = new Float32Array(room);
	let kind = new Uint16Array(room);

	function grow(): void {
		room = Math.ceil(room * 1.5);
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
