import {cellOf, type Grid} from './grid.ts';

/** Distances are sums of rounded squares: what is farther than they are by less than this share may be as near. */
const slack = 1 - 1e-9;

/**
Rows `from … to − 1` of the table of the k nearest neighbours of every point of the unit square: N × k, exact, without the point itself, the nearest first, ties to the lower index. Rings of cells around a point's own are searched, and of each ring the sides that
may hold something nearer than the k-th found.
*/
export function nearestRows(
	x: Float32Array,
	y: Float32Array,
	k: number,
	{side, start, members, memberX, memberY}: Grid,
	table: Int32Array,
	from: number,
	to: number,
): void {
	if (k === 0) return;
	const distances = new Float64Array(k);
	const found = new Int32Array(k);
	let count = 0;
	let farthest = Infinity;
	let [self, px, py] = [0, 0, 0];

	/** Looks at the cells `first … last` of a row. */
	function search(row: number, first: number, last: number): void {
		for (let m = start[row * side + first]!, end = start[row * side + last + 1]!; m < end; m++) {
			const dx = memberX[m]! - px;
			const dy = memberY[m]! - py;
			const distance = dx * dx + dy * dy;
			if (distance > farthest) continue;
			const j = members[m]!;
			if (j === self || (distance === farthest && j > found[k - 1]!)) continue;
			let place = count < k ? count++ : k - 1;
			while (
				place > 0 &&
				(distance < distances[place - 1]! || (distance === distances[place - 1]! && j < found[place - 1]!))
			) {
				distances[place] = distances[place - 1]!;
				found[place] = found[place - 1]!;
				place--;
			}
			distances[place] = distance;
			found[place] = j;
			if (count === k) farthest = distances[k - 1]!;
		}
	}

	/** True when nothing at this many cells or more from the point can be among the nearest. */
	const beyond = (cells: number): boolean => cells > 0 && (cells / side) ** 2 * slack > farthest;

	for (let i = from; i < to; i++) {
		[self, px, py, count, farthest] = [i, x[i]!, y[i]!, 0, Infinity];
		const cx = cellOf(px, side);
		const cy = cellOf(py, side);
		const fx = px * side - cx;
		const fy = py * side - cy;
		search(cy, cx, cx);
		for (let ring = 1; ring < side; ring++) {
			const [left, right, low, high] = [cx - ring, cx + ring, cy - ring, cy + ring];
			const seesLeft = left >= 0 && !beyond(fx + ring - 1);
			const seesRight = right < side && !beyond(ring - fx);
			const seesLow = low >= 0 && !beyond(fy + ring - 1);
			const seesHigh = high < side && !beyond(ring - fy);
			if (!seesLeft && !seesRight && !seesLow && !seesHigh) {
				if (count === k) break;
				continue;
			}
			// The columns of the low and the high side, corners included where they can matter.
			const first = Math.max(0, seesLeft ? left : left + 1);
			const last = Math.min(side - 1, seesRight ? right : right - 1);
			if (seesLow) search(low, first, last);
			if (seesHigh) search(high, first, last);
			for (let row = Math.max(0, low + 1), end = Math.min(side - 1, high - 1); row <= end; row++) {
				if (seesLeft) search(row, left, left);
				if (seesRight) search(row, right, right);
			}
		}
		table.set(found, i * k);
	}
}
