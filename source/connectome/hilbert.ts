/**
Index of a cell along the Hilbert curve of order 16: cells near on the curve are near in the plane, so nodes stored in this
order have their neighbours near in memory. `x` and `y` are whole numbers from 0 to 65535.
*/
export function hilbertIndex(x: number, y: number): number {
	let index = 0;
	// How the quadrant that the walk is in is turned: mirrored on its diagonal, rotated by half a turn, or both.
	let swapped = 0;
	let flipped = 0;
	for (let bit = 15; bit >= 0; bit--) {
		const across = ((x >> bit) & 1) ^ flipped;
		const along = ((y >> bit) & 1) ^ flipped;
		const exchange = (across ^ along) & swapped;
		const right = across ^ exchange;
		const up = along ^ exchange;
		index = (index << 2) | ((3 * right) ^ up);
		swapped ^= 1 - up;
		flipped ^= right & (1 - up);
	}
	return index >>> 0;
}
