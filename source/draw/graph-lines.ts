import {clipLine} from './graph-clip.ts';
import {candidatesOf, choose} from './graph-sample.ts';
import {type GraphWindow, shareOf} from './graph-window.ts';
import {line} from './map-edges.ts';
import {dotBit, type MapGraph} from './map-graph.ts';

/** Lines between nodes in the cells that they cross. */
export interface LinePlan {
	readonly from: Int32Array;
	readonly to: Int32Array;
	/** From `start[e]` on: the cells of line `e`, its dots in them, and fewer of them for a broken line. */
	readonly start: Int32Array;
	readonly cell: Int32Array;
	readonly dots: Uint8Array;
	readonly dashes: Uint8Array;
	/** How each line runs: 0 flat, 1 steep, 2 rising to the right, 3 falling. */
	readonly slope: Uint8Array;
}

/**
The edges with an end in the window (`cellOf` is negative for nodes out of it, `shown` are in it), all of them when they take at most the share
`densest` of all dots, else a sample that prefers short ones; none when there is not one cell for four nodes.
*/
export function planLines(
	graph: MapGraph,
	window: GraphWindow,
	width: number,
	height: number,
	cellOf: Int32Array,
	shown: number,
	densest: number,
): {readonly lines: LinePlan; readonly edgeShare: number} {
	const pairs = shown > 4 * width * height ? {from: [], to: [], total: 1} : candidatesOf(graph, cellOf, shown);
	const length = Float64Array.from(pairs.from, (a, e) => {
		const b = pairs.to[e]!;
		return (
			1 +
			Math.max(dotsBetween(graph.x, window.zoom, a, b, width * 2), dotsBetween(graph.y, window.zoom, a, b, height * 4))
		);
	});
	const chosen = choose(pairs.from, pairs.to, length, densest * width * height * 8, Math.max(width * 2, height * 4));
	const from = Int32Array.from(chosen, e => pairs.from[e]!);
	const to = Int32Array.from(chosen, e => pairs.to[e]!);
	const edgeShare = pairs.total === 0 ? 1 : Math.min(1, from.length / pairs.total);
	return {lines: layLines(graph, window, width, height, from, to), edgeShare};
}

/** A number for each node that is known. */
type Numbered = {readonly [node: number]: number | undefined};

/** The lines between the nodes `from[e]` and `to[e]`, as far as they lie in the window. */
export function layLines(
	{x, y}: {readonly x: Numbered; readonly y: Numbered},
	window: GraphWindow,
	width: number,
	height: number,
	from: Int32Array,
	to: Int32Array,
): LinePlan {
	const start = new Int32Array(from.length + 1);
	const slope = new Uint8Array(from.length);
	const cells: number[] = [];
	const dots: number[] = [];
	const dashes: number[] = [];
	const [dotsX, dotsY] = [width * 2, height * 4];
	const across = (i: number) => shareOf(x[i] ?? 0, window.x, window.zoom) * dotsX;
	const down = (i: number) => shareOf(y[i] ?? 0, window.y, window.zoom) * dotsY;
	for (let e = 0; e < from.length; e++) {
		const [a, b] = [from[e]!, to[e]!];
		const part = clipLine(across(a), down(a), across(b), down(b), dotsX, dotsY);
		if (part) {
			slope[e] = slopeOf(part[2] - part[0], part[3] - part[1]);
			let at = 0;
			line(part[0], part[1], part[2], part[3], (dotX, dotY) => {
				const cell = (dotY >> 2) * width + (dotX >> 1);
				const bit = dotBit(dotX, dotY);
				const dash = at++ % 3 === 0 ? bit : 0;
				const last = cells.length - 1;
				if (last >= start[e]! && cells[last] === cell) {
					dots[last]! |= bit;
					dashes[last]! |= dash;
					return;
				}
				cells.push(cell);
				dots.push(bit);
				dashes.push(dash);
			});
		}
		start[e + 1] = cells.length;
	}
	return {
		from,
		to,
		start,
		cell: Int32Array.from(cells),
		dots: Uint8Array.from(dots),
		dashes: Uint8Array.from(dashes),
		slope,
	};
}

/** The first lines of a plan, as many as set parts of at most `room` cells, but `least` in any case. */
export function firstLines(plan: LinePlan, room: number, least: number): LinePlan {
	const {from, to, start, slope} = plan;
	let count = Math.min(least, from.length);
	while (count < from.length && start[count + 1]! <= room) count++;
	return {
		...plan,
		from: from.subarray(0, count),
		to: to.subarray(0, count),
		start: start.subarray(0, count + 1),
		slope: slope.subarray(0, count),
	};
}

/** Dots are square enough: a line is flat or steep when one side is more than twice the other. */
function slopeOf(right: number, down: number): number {
	if (Math.abs(right) > 2 * Math.abs(down)) return 0;
	if (Math.abs(down) > 2 * Math.abs(right)) return 1;
	return right > 0 === down > 0 ? 3 : 2;
}

function dotsBetween(places: Float32Array, zoom: number, a: number, b: number, dots: number): number {
	const between = Math.abs(places[a]! - places[b]!) * zoom * dots;
	return Number.isFinite(between) ? between : dots;
}
