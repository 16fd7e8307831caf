import test from 'ava';
import fc from 'fast-check';
import {binPoints, emptyGrid} from '../../source/connectome/grid.ts';
import {nearestRows} from '../../source/connectome/nearest.ts';

/** The table of all points, on a grid of their own. */
function nearestNeighbours(x: Float32Array, y: Float32Array, k: number): Int32Array {
	const grid = emptyGrid(x.length, bytes => new ArrayBuffer(bytes));
	binPoints(x, y, grid);
	const table = new Int32Array(x.length * k);
	nearestRows(x, y, k, grid, table, 0, x.length);
	return table;
}

/** The same by looking at all pairs. */
function slowly(x: Float32Array, y: Float32Array, k: number): number[] {
	return [...x].flatMap((_, i) => {
		const distance = (j: number) => {
			const [dx, dy] = [(x[j] ?? 0) - (x[i] ?? 0), (y[j] ?? 0) - (y[i] ?? 0)];
			return dx * dx + dy * dy;
		};
		const others = [...x.keys()].filter(j => j !== i);
		return others.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, k);
	});
}

/** Points in clumps and on a coarse grid, so that many lie in one cell and many distances are equal. */
const points = fc.array(
	fc.tuple(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.5000001, 0.9, 0.999), fc.constantFrom(0, 0.05, 0.3, 0.31, 0.75, 0.999)),
	{minLength: 2, maxLength: 60},
);

test('the k nearest are those that looking at all finds, ties to the lower index', t => {
	fc.assert(
		fc.property(points, fc.integer({min: 1, max: 12}), (list, wanted) => {
			const k = Math.min(wanted, list.length - 1);
			const [x, y] = [0, 1].map(axis => Float32Array.from(list, point => point[axis] ?? 0));
			t.deepEqual(
				[...nearestNeighbours(x ?? new Float32Array(0), y ?? new Float32Array(0), k)],
				slowly(x ?? new Float32Array(0), y ?? new Float32Array(0), k),
			);
		}),
	);
});

test('a far point finds its neighbours across empty cells', t => {
	const x = Float32Array.of(0.99, ...Array.from({length: 200}, (_, i) => 0.001 * (i % 20)));
	const y = Float32Array.of(0.99, ...Array.from({length: 200}, (_, i) => 0.001 * Math.floor(i / 20)));
	t.deepEqual([...nearestNeighbours(x, y, 3)], slowly(x, y, 3));
});
