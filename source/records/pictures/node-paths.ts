import {colourAt} from './colours.ts';
import type {ConnectomeData} from './data.ts';
import type {Plot} from './plot.ts';

/** Steps of the colour scale. */
const levels = 48;

/** Most nodes that are drawn round and set off from the edges by a halo; more are so small that squares do as well. */
const roundLimit = 12_000;

/** The nodes, coloured by the field: one path for each step of the scale, high values on top. */
export function nodePaths({field, shown: [low, high]}: ConnectomeData, plot: Plot): string {
	const {x, y, radius, stride, drawnNodes} = plot;
	const round = drawnNodes <= roundLimit;
	const batches: string[][] = Array.from({length: levels}, () => []);
	const halos: string[] = [];
	const [shape, halo] = round
		? [disc(radius), disc(radius + Math.min(1.5, 0.3 * radius))]
		: [square(radius), undefined];
	for (let i = 0; i < x.length; i += stride) {
		const share = (field[i]! - low) / (high - low);
		const level = Math.min(levels - 1, Math.max(0, Math.floor(levels * share) || 0));
		batches[level]!.push(shape(x[i]!, y[i]!));
		if (halo !== undefined) halos.push(halo(x[i]!, y[i]!));
	}
	const rim =
		radius >= 3 ? ` stroke="#30363d" stroke-opacity=".65" stroke-width="${Math.round(Math.min(7, 2 * radius))}"` : '';
	const coloured = batches.map((shapes, level) =>
		path(`class="nodes" fill="${colourAt((level + 0.5) / levels)}"${rim}`, shapes),
	);
	return [path('class="halos" fill="#ffffff"', halos), ...coloured].filter(part => part !== '').join('\n');
}

const path = (attributes: string, shapes: readonly string[]): string =>
	shapes.length === 0 ? '' : `<path ${attributes} d="${shapes.join('')}"/>`;

function disc(radius: number): (x: number, y: number) => string {
	const r = Math.round(10 * radius);
	const arcs = `a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
	return (x, y) => `M${x - r} ${y}${arcs}`;
}

function square(radius: number): (x: number, y: number) => string {
	const side = Math.round(17.7 * radius); // As much area as the disc.
	const sides = `h${side}v${side}h${-side}z`;
	return (x, y) => `M${x - (side >> 1)} ${y - (side >> 1)}${sides}`;
}
