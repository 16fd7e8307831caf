import {gradientStops, ink} from './colours.ts';
import type {ConnectomeData} from './data.ts';
import type {EdgeChoice, Edges} from './edge-choice.ts';
import {edgeColours} from './edge-paths.ts';
import {shortNumber} from './numbers.ts';
import type {Box} from './panel.ts';
import {round, text, widthOf} from './text.ts';

const size = 17;
const barWidth = 320;

/** The colour scale on the left, what the lines mean on the right. */
export function legend(data: ConnectomeData, choice: EdgeChoice, box: Box): string {
	return `<g class="legend">\n${scale(data, box)}\n${edgeKey(data, choice, box)}\n</g>`;
}

/** The bar of colours over the shown range. Its ends say so when values lie beyond them. */
function scale({variable, shown: [low, high], field}: ConnectomeData, {x, y}: Box): string {
	const start = x + widthOf(variable, 20, true) + 14;
	let [below, above] = [false, false];
	for (const value of field) {
		if (value < low) below = true;
		if (value > high) above = true;
	}
	const marks = [0, 0.25, 0.5, 0.75, 1].map(share => {
		const prefix = share === 0 && below ? '≤ ' : share === 1 && above ? '≥ ' : '';
		const label = `${prefix}${Number((low + share * (high - low)).toPrecision(3))}`.replace('-', '−');
		return text(start + share * barWidth, y + 44, label, {size, anchor: 'middle', fill: ink.faint});
	});
	return [
		`<defs><linearGradient id="scale">${gradientStops}</linearGradient></defs>`,
		text(x, y + 17, variable, {size: 20, bold: true, fill: ink.strong}),
		`<rect x="${round(start)}" y="${y}" width="${barWidth}" height="20" fill="url(#scale)"/>`,
		...marks,
	].join('\n');
}

/** Samples of the kinds of edges in the picture, right-aligned, and what width and taper mean. */
function edgeKey({variable, threshold}: ConnectomeData, choice: EdgeChoice, box: Box): string {
	const {active, inactive} = choice;
	const kinds: [label: string, colour: string][] = [];
	if (someWeight(active, weight => weight >= 0))
		kinds.push([
			`active edge: ${variable}ᵢ·${variable}ⱼ > ${Number(threshold.toPrecision(4))}`,
			edgeColours.excitatory[2],
		]);
	if (someWeight(active, weight => weight < 0)) kinds.push(['active, negative weight', edgeColours.inhibitory[2]]);
	if (inactive.length > 0) kinds.push(['inactive', edgeColours.inactive]);
	const parts: string[] = [];
	let x = box.x + box.width;
	for (const [label, colour] of kinds.reverse()) {
		x -= widthOf(label, size);
		parts.push(text(x, box.y + 16, label, {size}));
		x -= 46;
		parts.push(`<path d="M${round(x)} ${box.y + 10}h36" stroke="${colour}" stroke-width="4"/>`);
		x -= 26;
	}
	const meaning = meaningOf(choice);
	return [...parts, text(box.x + box.width, box.y + 44, meaning, {size, anchor: 'end', fill: ink.faint})].join('\n');
}

function meaningOf({active, directions}: EdgeChoice): string {
	if (active.length === 0) return '';
	const [low, high] = weightRange(active);
	const name = someWeight(active, weight => weight < 0) ? '|weight|' : 'weight';
	const meanings = ['darker: stronger'];
	if (low < high) meanings.push(`wider: ${name} ${number(low)} to ${number(high)}`);
	if (directions) meanings.push('tapers from source to target');
	return meanings.join(' · ');
}

const number = (value: number): string => shortNumber(value, 3).replace(/\.0+$/, '');

/** Smallest and largest absolute weight. */
function weightRange({weight, length}: Edges): [number, number] {
	let [low, high] = [Number.POSITIVE_INFINITY, 0];
	for (let edge = 0; edge < length; edge++) {
		low = Math.min(low, Math.abs(weight[edge]!));
		high = Math.max(high, Math.abs(weight[edge]!));
	}
	return [low, high];
}

function someWeight({weight, length}: Edges, holds: (weight: number) => boolean): boolean {
	for (let edge = 0; edge < length; edge++) if (holds(weight[edge]!)) return true;
	return false;
}
