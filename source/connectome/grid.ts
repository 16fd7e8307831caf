/** Points of the unit square binned on a square grid of about two points a cell. */
export interface Grid {
	/** Cells a side. */
	readonly side: number;
	/** side² + 1 offsets: the points of cell c are `members[start[c]] … members[start[c + 1] − 1]`, lower numbers first. */
	readonly start: Int32Array;
	readonly members: Int32Array;
	/** Coordinates of the members, in their order. */
	readonly memberX: Float32Array;
	readonly memberY: Float32Array;
}

/** Memory for `bytes` bytes, zero. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** The arrays of a grid of `n` points. */
export function emptyGrid(n: number, allocate: Allocate): Grid {
	const side = Math.max(1, Math.floor(Math.sqrt(n / 2)));
	return {
		side,
		start: new Int32Array(allocate(4 * (side * side + 1))),
		members: new Int32Array(allocate(4 * n)),
		memberX: new Float32Array(allocate(4 * n)),
		memberY: new Float32Array(allocate(4 * n)),
	};
}

/** Row or column of a coordinate from 0 to 1. */
export const cellOf = (value: number, side: number): number => Math.min(side - 1, Math.floor(value * side));

/** Fills the arrays of a grid, O(N). */
export function binPoints(x: Float32Array, y: Float32Array, {side, start, members, memberX, memberY}: Grid): void {
	const n = x.length;
	const of = new Int32Array(n);
	start.fill(0);
	for (let i = 0; i < n; i++) {
		const cell = cellOf(y[i]!, side) * side + cellOf(x[i]!, side);
		of[i] = cell;
		start[cell + 1]!++;
	}
	for (let c = 0; c < side * side; c++) start[c + 1]! += start[c]!;
	const next = start.slice();
	for (let i = 0; i < n; i++) {
		const place = next[of[i]!]!++;
		members[place] = i;
		memberX[place] = x[i]!;
		memberY[place] = y[i]!;
	}
}
