/**
Index of a cell along the Hilbert curve of order 16: cells near on the curve are near in the plane, so nodes stored in this
order have their neighbours near in memory. `x` and `y` are whole numbers from 0 to 65535.
*/
export function hilbertIndex(x: number, y: number): number {
	let index = 0;
	for (let side = 1 << 15; side > 0; side >>= 1) {
		const right = (x & side) > 0 ? 1 : 0;
		const up = (y & side) > 0 ? 1 : 0;
		index = index * 4 + ((3 * right) ^ up);
		if (up === 0) {
			if (right === 1) {
				x = side - 1 - (x & (side - 1));
				y = side - 1 - (y & (side - 1));
			} else {
				x &= side - 1;
				y &= side - 1;
			}
			[x, y] = [y, x];
		} else {
			x &= side - 1;
			y &= side - 1;
		}
	}
	return index;
}
