import {ink} from './colours.ts';
import type {ConnectomeData, PictureGraph, PictureSize} from './data.ts';
import {document} from './document.ts';
import {chooseEdges, type EdgeChoice} from './edge-choice.ts';
import {edgePaths} from './edge-paths.ts';
import {legend} from './legend.ts';
import {nodePaths} from './node-paths.ts';
import {count, percent, seconds} from './numbers.ts';
import type {Box} from './panel.ts';
import {type Plot, plotOf} from './plot.ts';
import {text} from './text.ts';

export const connectomeSize: PictureSize = {width: 1400, height: 1400};

/**
The nodes of a graph coloured by their value, and its active edges; of large graphs a part, and the picture says which. Draws the same
picture for the same data. SVG text.
*/
export function connectomeSvg(data: ConnectomeData, size: PictureSize = connectomeSize): string {
	const margin = 60;
	const [top, bottom] = [150, 110];
	const side = Math.min(size.width - 2 * margin, size.height - top - bottom);
	const box = {x: (size.width - side) / 2, y: top, width: side, height: side};
	const plot = plotOf(data.graph, box);
	const choice = chooseEdges(data);
	return document(size, [
		...header(data, choice, plot, box),
		`<g transform="scale(.1)">`,
		edgePaths(choice, data, plot),
		nodePaths(data, plot),
		'</g>',
		legend(data, choice, {...box, y: size.height - bottom + 30}),
	]);
}

function header(data: ConnectomeData, choice: EdgeChoice, plot: Plot, {x, width: within}: Box): string[] {
	const {tick, time, graph} = data;
	const facts = [
		`tick ${count(tick)}`,
		`model time ${seconds(time)}`,
		`N ${count(graph.n)}`,
		`${count(choice.activePairs)} of ${count(choice.pairs)} edges active`,
	];
	return [
		text(x, 58, data.title, {size: 32, bold: true, fill: ink.strong, within}),
		text(x, 94, facts.join(' · '), {size: 20, within}),
		text(x, 124, partsDrawn(choice, plot, graph), {size: 17, fill: ink.faint, within}),
	];
}

/** What share of the graph the picture shows; empty when it shows all. */
function partsDrawn(choice: EdgeChoice, {drawnNodes}: Plot, {n, directed}: PictureGraph): string {
	const {activePairs, drawnPairs, pairs, inactive, directions} = choice;
	const sampled: string[] = [];
	if (drawnNodes < n) sampled.push(`${count(drawnNodes)} of ${count(n)} nodes (${percent(drawnNodes / n)})`);
	if (drawnPairs < activePairs) {
		sampled.push(`${count(drawnPairs)} of ${count(activePairs)} active edges (${percent(drawnPairs / activePairs)})`);
	}
	const left: string[] = [];
	if (inactive.length === 0 && activePairs < pairs) left.push('inactive edges');
	if (directed && !directions) left.push('directions');
	const drawn = sampled.length > 0 ? `drawn, evenly sampled: ${sampled.join(', ')}` : '';
	return [drawn, left.length > 0 ? `not drawn: ${left.join(', ')}` : ''].filter(part => part !== '').join(' · ');
}
