/**
The k nearest neighbours of every point of the unit square, exact, as a flat N × k table without the point itself. Ties go to
the lower index.

Points are binned on a grid of about two points a cell; rings of cells are searched until the k-th distance found is
smaller than the distance to the next ring.
*/
export function nearestNeighbours(x: Float32Array, y: Float32Array, k: number): Int32Array {
	const n = x.length;
	const side = Math.max(1, Math.floor(Math.sqrt(n / 2)));
	const cell = (value: number) => Math.min(side - 1, Math.floor(value * side));
	const {start, members} = bin(x, y, side, cell);
	const table = new Int32Array(n * k);
	const distances = new Float64Array(k);
	const found = new Int32Array(k);
	for (let i = 0; i < n; i++) {
		const [cx, cy] = [cell(x[i]!), cell(y[i]!)];
		let count = 0;
		for (let ring = 0; ring <= side; ring++) {
			// Everything in this ring is at least (ring − 1) cells away, whatever the place of the point in its own cell.
			if (count === k && distances[k - 1]! <= ((ring - 1) / side) ** 2 && ring > 0) break;
			for (let row = cy - ring; row <= cy + ring; row++) {
				if (row < 0 || row >= side) continue;
				const edge = row === cy - ring || row === cy + ring;
				for (let column = cx - ring; column <= cx + ring; column += edge || ring === 0 ? 1 : 2 * ring) {
					if (column < 0 || column >= side) continue;
					count = search(i, row * side + column, count);
				}
			}
		}
		table.set(found, i * k);
	}
	return table;

	function search(i: number, at: number, count: number): number {
		for (let m = start[at]!; m < start[at + 1]!; m++) {
			const j = members[m]!;
			if (j === i) continue;
			const [dx, dy] = [x[j]! - x[i]!, y[j]! - y[i]!];
			const distance = dx * dx + dy * dy;
			if (count === k && !before(distance, j, distances[k - 1]!, found[k - 1]!)) continue;
			let place = count < k ? count++ : k - 1;
			for (; place > 0 && before(distance, j, distances[place - 1]!, found[place - 1]!); place--) {
				distances[place] = distances[place - 1]!;
				found[place] = found[place - 1]!;
			}
			distances[place] = distance;
			found[place] = j;
		}
		return count;
	}
}

const before = (distance: number, index: number, otherDistance: number, otherIndex: number): boolean =>
	distance < otherDistance || (distance === otherDistance && index < otherIndex);

function bin(x: Float32Array, y: Float32Array, side: number, cell: (value: number) => number) {
	const n = x.length;
	const start = new Int32Array(side * side + 1);
	const of = new Int32Array(n);
	for (let i = 0; i < n; i++) {
		of[i] = cell(y[i]!) * side + cell(x[i]!);
		start[of[i]! + 1]!++;
	}
	for (let c = 0; c < side * side; c++) start[c + 1]! += start[c]!;
	const next = start.slice();
	const members = new Int32Array(n);
	for (let i = 0; i < n; i++) members[next[of[i]!]!++] = i;
	return {start, members};
}
