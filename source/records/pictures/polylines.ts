export type Point = [x: number, y: number];

/**
The samples `start … end − 1` as lines in pixels, cut where a value is not finite. Of all samples in one pixel column only the first,
the lowest, the highest and the last are kept, which draws the same picture (M4, Jugel et al. 2014).
*/
export function polylines(
	tick: Float64Array,
	values: Float64Array,
	[start, end]: readonly [number, number],
	[x, y]: readonly [(tick: number) => number, (value: number) => number],
): Point[][] {
	const lines: Point[][] = [];
	let current: Point[] = [];
	let column: Point[] = [];
	for (let i = start; i < end; i++) {
		const value = values[i] ?? Number.NaN;
		if (!Number.isFinite(value)) {
			finish();
			continue;
		}
		const point: Point = [x(tick[i] ?? 0), y(value)];
		if (column[0] !== undefined && Math.floor(column[0][0]) !== Math.floor(point[0])) flush();
		column = extend(column, point);
	}
	finish();
	return lines;

	function flush(): void {
		current.push(...new Set(column));
		column = [];
	}

	function finish(): void {
		flush();
		if (current.length > 0) lines.push(current);
		current = [];
	}
}

/** Keeps [first, earlier extreme, later extreme, last] of a pixel column; entries may be the same point. */
function extend(column: Point[], point: Point): Point[] {
	const [first, one, other] = column;
	if (first === undefined || one === undefined || other === undefined) return [point, point, point, point];
	const [low, high] = one[1] <= other[1] ? [one, other] : [other, one];
	if (point[1] < low[1]) return [first, high, point, point];
	if (point[1] > high[1]) return [first, low, point, point];
	return [first, one, other, point];
}
