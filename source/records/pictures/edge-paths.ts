import type {ConnectomeData} from './data.ts';
import type {EdgeChoice, Edges} from './edge-choice.ts';
import type {Plot} from './plot.ts';

/** Colours of edges by strength, weak to strong: grey, and another hue where the weight is negative (inhibitory). */
export const edgeColours = {
	excitatory: ['#a9b2bd', '#76818e', '#505a66'],
	inhibitory: ['#f0b08a', '#e2763f', '#b8400a'],
	inactive: '#e4e7eb',
} as const;

/** Widths of edges by weight, light to heavy, as multiples of the basic width. */
const widths = [0.7, 1, 1.6, 2.6] as const;

/** The edges as one path for each kind, strength and width: inactive ones as hairlines below, strong ones on top. */
export function edgePaths(
	{active, inactive, directions}: EdgeChoice,
	{field, graph, shown, threshold}: ConnectomeData,
	plot: Plot,
): string {
	const basic = basicWidth(active, plot);
	const span = graph.unit ? undefined : weightSpan(active);
	const strongest = Math.max(...shown.map(Math.abs)) ** 2;
	const batches = new Map<string, string[]>();
	for (let edge = 0; edge < active.length; edge++) {
		const [source, target, weight] = [active.source[edge]!, active.target[edge]!, active.weight[edge]!];
		const strength = clampedStep((field[source]! * field[target]! - threshold) / (strongest - threshold), 3);
		const level =
			span === undefined ? 1 : clampedStep((Math.log(Math.abs(weight)) - span[0]) / (span[1] - span[0]), widths.length);
		const width = basic * (widths[level] ?? 1);
		const colour = edgeColours[weight < 0 ? 'inhibitory' : 'excitatory'][strength] ?? '';
		const paint = directions ? `fill="${colour}"` : stroke(colour, width);
		const key = `${strength} ${paint}`;
		const batch = batches.get(key) ?? [];
		batches.set(key, batch);
		batch.push(directions ? taper(plot, source, target, width) : segment(plot, source, target));
	}
	const drawn = [...batches]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, shapes]) => path('edges', key.slice(2), shapes));
	return (inactive.length > 0 ? [hairlines(inactive, plot), ...drawn] : drawn).join('\n');
}

function hairlines(edges: Edges, plot: Plot): string {
	const shapes = Array.from({length: edges.length}, (_, edge) =>
		segment(plot, edges.source[edge]!, edges.target[edge]!),
	);
	return path('inactive', stroke(edgeColours.inactive, Math.min(0.8, basicWidth(edges, plot))), shapes);
}

/** A width in pixels at which all edges together leave most of the plot white. */
function basicWidth({source, target, length}: Edges, {x, y, area}: Plot): number {
	let total = 0;
	for (let edge = 0; edge < length; edge++) {
		const [from, to] = [source[edge]!, target[edge]!];
		total += Math.hypot(x[from]! - x[to]!, y[from]! - y[to]!) / 10;
	}
	return Math.min(1.4, Math.max(0.3, (0.4 * area) / (total + 1)));
}

const path = (kind: string, paint: string, shapes: readonly string[]): string =>
	`<path class="${kind}" ${paint} d="${shapes.join('')}"/>`;

const stroke = (colour: string, width: number): string =>
	`fill="none" stroke="${colour}" stroke-width="${Math.round(10 * width)}"`;

/** Which of `steps` equal parts of [0, 1] a share lies in; the first or last beyond it, the first for NaN. */
const clampedStep = (share: number, steps: number): number =>
	Math.min(steps - 1, Math.max(0, Math.floor(steps * share) || 0));

function segment({x, y}: Plot, source: number, target: number): string {
	return `M${x[source]} ${y[source]}L${x[target]} ${y[target]}`;
}

/** A triangle, wide at the source and pointed at the target's rim: what readers get right most often (Holten and van Wijk 2009). */
function taper({x, y, radius}: Plot, source: number, target: number, width: number): string {
	const [fromX, fromY] = [x[source]!, y[source]!];
	const [dx, dy] = [x[target]! - fromX, y[target]! - fromY];
	const length = Math.hypot(dx, dy);
	if (length === 0) return '';
	// Twice the width at the base: as much ink as an even line. All triangles turn the same way, or overlaps would cancel.
	const half = (10 * width) / length;
	const reach = Math.max(0.5, 1 - (10 * radius) / length);
	const [sideX, sideY] = [Math.round(-dy * half), Math.round(dx * half)];
	return `M${fromX + sideX} ${fromY + sideY}L${fromX - sideX} ${fromY - sideY}L${Math.round(fromX + reach * dx)} ${Math.round(fromY + reach * dy)}Z`;
}

/** Logarithms of the lightest and heaviest weight; nothing when all weigh the same. */
function weightSpan({weight, length}: Edges): readonly [number, number] | undefined {
	let [low, high] = [Number.POSITIVE_INFINITY, 0];
	for (let edge = 0; edge < length; edge++) {
		const size = Math.abs(weight[edge]!);
		if (size > 0 && size < low) low = size;
		if (size > high && Number.isFinite(size)) high = size;
	}
	return low < high ? [Math.log(low), Math.log(high)] : undefined;
}
