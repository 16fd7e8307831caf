import type {Csr} from '../base/csr.ts';
import {streams, uniform} from '../base/threefry.ts';
import type {Positions} from './csr.ts';
import {outEdges} from './neighbourhood.ts';

const pivots = 10;
const averagingRounds = 2;

/** Passes over all edges. */
export const pivotRounds = pivots + averagingRounds;

const powerRounds = 60;

/** In-edges and out-edges: together the neighbours of each node. */
type Sides = readonly Pick<Csr, 'rowPtr' | 'colIdx'>[];

/**
A quick layout of a large graph by pivot MDS (Brandes & Pich, "Eigensolver methods for progressive multidimensional scaling", 2006): hop distances
to ten nodes far from each other, projected on their two main directions, in O(n + E). Directions and weights are ignored; nodes
out of reach of the best connected one stand on a ring around the rest. Deterministic; the scale has no meaning.
*/
export function pivotLayout(graph: Csr, told: (done: number, rounds: number) => void = () => undefined): Positions {
	const {n} = graph;
	const sides: Sides = [graph, outEdges(graph)];
	const {distances, reached} = pivotDistances(n, sides, done => told(done, pivotRounds));
	const [first, second] = mainDirections(distances, n);
	const x = project(distances, first, n);
	const y = project(distances, second, n);
	for (let round = 1; round <= averagingRounds; round++) {
		averageWithNeighbours(sides, x, y);
		told(pivots + round, pivotRounds);
	}
	scatter(x, y, reached);
	return {x: Float32Array.from(x), y: Float32Array.from(y)};
}

/** Squared hop distances of every node to each pivot, doubly centred, and which nodes the pivots reach. */
function pivotDistances(
	n: number,
	sides: Sides,
	told: (done: number) => void,
): {distances: Float32Array[]; reached: Uint8Array} {
	const degree = (i: number) => sides.reduce((sum, {rowPtr}) => sum + rowPtr[i + 1]! - rowPtr[i]!, 0);
	let pivot = 0;
	for (let i = 1; i < n; i++) if (degree(i) > degree(pivot)) pivot = i;
	const nearest = new Int32Array(n).fill(2 ** 30);
	const reached = new Uint8Array(n);
	const distances: Float32Array[] = [];
	for (let p = 0; p < pivots; p++) {
		const hops = hopsFrom(n, sides, pivot);
		for (let i = 0; i < n; i++) {
			if (hops[i]! < 0) continue;
			reached[i] = 1;
			nearest[i] = Math.min(nearest[i]!, hops[i]!);
			if (nearest[i]! > nearest[pivot]!) pivot = i;
		}
		distances.push(Float32Array.from(hops, h => h * h));
		told(p + 1);
	}
	centre(distances, reached);
	return {distances, reached};
}

/** Hops from `start` to every node, −1 where no path leads. */
function hopsFrom(n: number, sides: Sides, start: number): Int32Array {
	const hops = new Int32Array(n).fill(-1);
	const queue = new Int32Array(n);
	hops[start] = 0;
	queue[0] = start;
	// When all nodes are in the queue, the edges of those that still wait tell nothing new
	for (let head = 0, tail = 1; head < tail && tail < n; head++) {
		const i = queue[head]!;
		for (const {rowPtr, colIdx} of sides) {
			for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
				const j = colIdx[e]!;
				if (hops[j]! >= 0) continue;
				hops[j] = hops[i]! + 1;
				queue[tail++] = j;
			}
		}
	}
	return hops;
}

/** Takes the means of columns and rows away among reached nodes; the others become 0. */
function centre(distances: readonly Float32Array[], reached: Uint8Array): void {
	const n = reached.length;
	const count = reached.reduce((sum, here) => sum + here, 0);
	const columnMeans = distances.map(column => {
		let sum = 0;
		for (let i = 0; i < n; i++) if (reached[i] === 1) sum += column[i]!;
		return sum / count;
	});
	const total = columnMeans.reduce((sum, mean) => sum + mean, 0) / distances.length;
	for (let i = 0; i < n; i++) {
		const rowMean = distances.reduce((sum, column) => sum + column[i]!, 0) / distances.length;
		distances.forEach((column, p) => {
			column[i] = reached[i] === 1 ? -0.5 * (column[i]! - columnMeans[p]! - rowMean + total) : 0;
		});
	}
}

/** The two largest eigenvectors of the pivots' covariance, by power iteration. */
function mainDirections(distances: readonly Float32Array[], n: number): [number[], number[]] {
	const covariance = distances.map(a =>
		distances.map(b => {
			let sum = 0;
			for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
			return sum;
		}),
	);
	const first = powerIteration(covariance, undefined);
	return [first, powerIteration(covariance, first)];
}

function powerIteration(matrix: readonly (readonly number[])[], orthogonalTo: readonly number[] | undefined): number[] {
	let vector = matrix.map((_, p) => 1 / (p + 1));
	for (let round = 0; round < powerRounds; round++) {
		let next = matrix.map(row => dot(row, vector));
		if (orthogonalTo) {
			const along = dot(next, orthogonalTo);
			next = next.map((value, p) => value - along * orthogonalTo[p]!);
		}
		const length = Math.sqrt(dot(next, next));
		if (length === 0) return next;
		vector = next.map(value => value / length);
	}
	return vector;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

function project(distances: readonly Float32Array[], direction: readonly number[], n: number): Float64Array {
	const values = new Float64Array(n);
	distances.forEach((column, p) => {
		for (let i = 0; i < n; i++) values[i]! += column[i]! * direction[p]!;
	});
	return values;
}

/** Moves each node half way to the middle of its neighbours: nodes at equal distances from all pivots come apart. */
function averageWithNeighbours(sides: Sides, x: Float64Array, y: Float64Array): void {
	const [oldX, oldY] = [x.slice(), y.slice()];
	for (let i = 0; i < x.length; i++) {
		let [sumX, sumY, count] = [0, 0, 0];
		for (const {rowPtr, colIdx} of sides) {
			const [start, end] = [rowPtr[i]!, rowPtr[i + 1]!];
			for (let e = start; e < end; e++) {
				sumX += oldX[colIdx[e]!]!;
				sumY += oldY[colIdx[e]!]!;
			}
			count += end - start;
		}
		if (count === 0) continue;
		x[i] = (oldX[i]! + sumX / count) / 2;
		y[i] = (oldY[i]! + sumY / count) / 2;
	}
}

/** Shakes reached nodes by 1 % of the layout's radius, so that leaves of one node do not coincide, and puts the others on a ring. */
function scatter(x: Float64Array, y: Float64Array, reached: Uint8Array): void {
	let radius = 0;
	for (let i = 0; i < x.length; i++) radius = Math.max(radius, Math.hypot(x[i]!, y[i]!));
	const lost = reached.reduce((sum, here) => sum + 1 - here, 0);
	const ring = 1.15 * (radius || 1);
	for (let i = 0, placed = 0; i < x.length; i++) {
		if (reached[i] === 1) {
			x[i]! += 0.02 * radius * (uniform(0, streams.positions, 1, 2 * i) - 0.5);
			y[i]! += 0.02 * radius * (uniform(0, streams.positions, 1, 2 * i + 1) - 0.5);
			continue;
		}
		const angle = (2 * Math.PI * placed++) / lost;
		x[i] = ring * Math.cos(angle);
		y[i] = ring * Math.sin(angle);
	}
}
