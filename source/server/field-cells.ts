/** Which cell of a `columns` × `rows` raster over the unit square each node lies in, and how many nodes each cell has. */
export function cellsOf(
	x: Float32Array,
	y: Float32Array,
	columns: number,
	rows: number,
): {readonly cell: Int32Array; readonly nodes: Uint32Array} {
	const cell = new Int32Array(x.length);
	const nodes = new Uint32Array(columns * rows);
	for (let i = 0; i < x.length; i++) {
		const column = Math.min(columns - 1, Math.max(0, Math.floor(x[i]! * columns)));
		const row = Math.min(rows - 1, Math.max(0, Math.floor(y[i]! * rows)));
		cell[i] = row * columns + column;
		nodes[cell[i]!]!++;
	}
	return {cell, nodes};
}

/** The mean of the field over the nodes of each cell, row by row; NaN where there are none. */
export function cellMeans(field: Float32Array, {cell, nodes}: ReturnType<typeof cellsOf>): Float32Array {
	const sums = new Float64Array(nodes.length);
	for (let i = 0; i < cell.length; i++) sums[cell[i]!]! += field[i]!;
	return Float32Array.from(sums, (sum, at) => sum / nodes[at]!);
}
