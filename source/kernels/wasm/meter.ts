import {composed, type Measure, type Meter} from '../../connectome/metrics.ts';
import {combined} from '../../connectome/moments.ts';
import type {Pairs} from '../../connectome/pairs.ts';
import * as at from './layout.ts';
import type {Arena} from './memory.ts';
import type {Pool} from './pool.ts';
import {partsOfRows} from './row-parts.ts';

/** What is joined: the rows of a graph whose edges all go both ways, once each, or the pairs of any other. */
export type Joined = Pick<Pairs, 'n' | 'rowPtr' | 'colIdx'> & {readonly bothWays: boolean};

/** Nodes below which one thread measures alone. */
const fewNodes = 50_000;

/**
A meter in the pool's memory, where the fields have to lie. Rows whose node and neighbours are all on one side of the threshold's root are settled
and cost nothing until one of them crosses it; the others are counted each time. Edges that appear are joined to the components; where one is lost they
are made anew. Figures equal those of `metricsOf`, bit for bit, as long as the field is finite.
*/
export function wasmMeter(graph: Joined, pool: Pool, arena: Arena): Meter {
	const {n} = graph;
	const {memory, exports, threads} = pool;
	const words = new Int32Array(memory.buffer, 0, at.firstFreeAt >> 2);
	const floats = new Float32Array(memory.buffer, 0, at.firstFreeAt >> 2);
	const {starts, neighbours, most} = neighboursOf(graph, arena);
	const classWords = Math.ceil(n / 32);
	const positive = arena.int32(classWords);
	const negative = arena.int32(classWords);
	const settled = arena.uint8(Math.ceil(n / 16) * 16);
	const degree = arena.int32(n);
	const active = arena.int32((neighbours.length >>> 5) + n + 1);
	const parent = arena.int32(n);
	const size = arena.int32(n);
	const blocks = Math.ceil(n / at.momentNodes);
	const sums = arena.float64(3 * blocks);
	const tally = arena.int32((threads * at.tallyBytes) / 4);
	const histograms = arena.int32(threads * (most + 1));
	const room = Math.min(neighbours.length >> 1, Math.max(1024, n >> 3));
	const gained = arena.int32(threads * 2 * room);
	const histogram = new Int32Array(most + 1);
	const blockParts = partsOfRows(arena, blocks, 8);
	const rowParts = partsOfRows(arena, n, 4096);
	const nodeParts = partsOfRows(arena, n, 32_768);
	const alone = n < fewNodes;
	const places: readonly (readonly [place: number, value: number])[] = [
		[at.nodesAt, n],
		[at.neighbourStartAt, starts.byteOffset],
		[at.neighboursAt, neighbours.byteOffset],
		[at.positiveAt, positive.byteOffset],
		[at.negativeAt, negative.byteOffset],
		[at.settledAt, settled.byteOffset],
		[at.degreeAt, degree.byteOffset],
		[at.activeAt, active.byteOffset],
		[at.parentAt, parent.byteOffset],
		[at.sizeAt, size.byteOffset],
		[at.momentsAt, sums.byteOffset],
		[at.tallyAt, tally.byteOffset],
		[at.histogramAt, histograms.byteOffset],
		[at.histogramBytesAt, 4 * (most + 1)],
		[at.gainedAt, gained.byteOffset],
		[at.gainedRoomAt, room],
	];
	let threshold = Number.NaN;
	let components = n;
	let largest = 1;

	return {
		measure,
		audit(field, limit) {
			const kept = measure(field, limit);
			threshold = Number.NaN;
			const anew = measure(field, limit);
			return (Object.keys(anew) as (keyof typeof anew)[])
				.filter(name => !Object.is(kept[name], anew[name]))
				.map(name => `${name} ${kept[name]}, not ${anew[name]}`);
		},
	};

	function measure(field: Float32Array, limit: number): ReturnType<Measure> {
		for (const [place, value] of places) words[place >> 2] = value;
		words[at.fieldAt >> 2] = field.byteOffset;
		const afresh = Math.fround(limit) !== threshold;
		if (afresh) forget(Math.fround(limit));
		words[at.afreshAt >> 2] = afresh ? 1 : 0;
		for (let thread = 0; thread < threads; thread++) {
			setTally(thread, at.tallyGained, 0);
			setTally(thread, at.tallyLost, 0);
			setTally(thread, at.tallyUnited, 0);
		}
		pool.run(at.jobClassify, blockParts, alone);
		pool.run(at.jobEvaluate, rowParts, alone);
		followComponents(afresh);
		if (afresh || sum(at.tallyLost) > 0 || sum(at.tallyGained) > 0) addHistograms();
		const {mean, variance} = combined(n, sums);
		return composed(n, {activeEdges: activeEdges(), components, largest, histogram, mean, variance});
	}

	/** Nothing is known of the field under another threshold. */
	function forget(limit: number): void {
		threshold = limit;
		floats[at.thresholdAt >> 2] = limit;
		floats[at.highAt >> 2] = leastAbove(limit);
		settled.fill(0, 0, n);
		settled.fill(1, n);
		active.fill(0);
		degree.fill(0);
		histograms.fill(0);
		histograms[0] = n;
		tally.fill(0);
	}

	function followComponents(afresh: boolean): void {
		const most = maximum(at.tallyGained);
		if (afresh || sum(at.tallyLost) > 0 || most > room) rebuild();
		else if (most > 0) {
			for (let thread = 0; thread < threads; thread++) {
				setTally(thread, at.tallyLargest, largest);
				exports.uniteGained(thread);
				largest = getTally(thread, at.tallyLargest);
			}
			components -= sum(at.tallyUnited);
		}
	}

	function rebuild(): void {
		pool.run(at.jobSeparate, nodeParts, alone);
		pool.run(at.jobUnite, rowParts, alone);
		pool.run(at.jobCount, nodeParts, alone);
		for (let thread = 0; thread < threads; thread++) setTally(thread, at.tallyLargest, 0);
		pool.run(at.jobLargest, nodeParts, alone);
		components = n - sum(at.tallyUnited);
		largest = maximum(at.tallyLargest);
	}

	function activeEdges(): number {
		const totals = new BigInt64Array(tally.buffer, tally.byteOffset, (threads * at.tallyBytes) / 8);
		let degrees = 0;
		for (let thread = 0; thread < threads; thread++) degrees += Number(totals[(thread * at.tallyBytes) / 8]);
		return degrees / 2;
	}

	function addHistograms(): void {
		histogram.set(histograms.subarray(0, most + 1));
		for (let thread = 1; thread < threads; thread++) {
			const from = thread * (most + 1);
			for (let d = 0; d <= most; d++) histogram[d]! += histograms[from + d]!;
		}
	}

	function getTally(thread: number, which: number): number {
		return tally[(thread * at.tallyBytes + which) >> 2]!;
	}

	function setTally(thread: number, which: number, value: number): void {
		tally[(thread * at.tallyBytes + which) >> 2] = value;
	}

	function sum(which: number): number {
		let total = 0;
		for (let thread = 0; thread < threads; thread++) total += getTally(thread, which);
		return total;
	}

	function maximum(which: number): number {
		let most = 0;
		for (let thread = 0; thread < threads; thread++) most = Math.max(most, getTally(thread, which));
		return most;
	}
}

/** Every node's neighbours, sorted, and the largest number of them. Four more entries lie behind: vectors may be read past the end. */
function neighboursOf(joined: Joined, arena: Arena) {
	const starts = arena.uint32(joined.n + 1).fill(0);
	if (joined.bothWays) starts.set(joined.rowPtr);
	else countBothWays(joined, starts);
	const neighbours = arena.uint32(starts[joined.n]! + 4).subarray(0, starts[joined.n]!);
	if (joined.bothWays) neighbours.set(joined.colIdx);
	else writeBothWays(joined, starts, neighbours);
	let most = 0;
	for (let i = 0; i < joined.n; i++) most = Math.max(most, starts[i + 1]! - starts[i]!);
	return {starts, neighbours, most};
}

function countBothWays({n, rowPtr, colIdx}: Joined, starts: Uint32Array): void {
	for (let i = 0; i < n; i++) {
		starts[i + 1]! += rowPtr[i + 1]! - rowPtr[i]!;
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) starts[colIdx[e]! + 1]!++;
	}
	for (let i = 0; i < n; i++) starts[i + 1]! += starts[i]!;
}

/** Rows in ascending order: what is lower comes first into every row, then what is higher, both sorted. */
function writeBothWays({n, rowPtr, colIdx}: Joined, starts: Uint32Array, neighbours: Uint32Array): void {
	const next = starts.slice();
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			neighbours[next[i]!++] = j;
			neighbours[next[j]!++] = i;
		}
	}
}

/** The least float32 h ≥ 0 with h·h > limit in float32: where both ends are at least as high, the edge is active. NaN, under which nothing is settled, for limits below 0. */
function leastAbove(limit: number): number {
	if (!(limit >= 0)) return Number.NaN;
	const bits = new Uint32Array(1);
	const value = new Float32Array(bits.buffer);
	const passes = (at: number): boolean => {
		bits[0] = at;
		return Math.fround(value[0]! * value[0]!) > limit;
	};
	let [below, above] = [0, 0x7f800000]; // bits of 0 and of infinity: as numbers they are in the order of the floats
	while (above - below > 1) {
		const middle = (below + above) >>> 1;
		if (passes(middle)) above = middle;
		else below = middle;
	}
	bits[0] = above;
	return value[0]!;
}
