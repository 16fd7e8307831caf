import {type Axis, labelSize, type Quantity, tickAxis, valueAxis} from './axes.ts';
import {ink, line} from './colours.ts';
import type {DashboardData, PictureSize} from './data.ts';
import {document} from './document.ts';
import {count, percent, shortNumber} from './numbers.ts';
import {type Panel, panel, type Series} from './panel.ts';
import {stretchesOf} from './stretches.ts';
import {text, widthOf} from './text.ts';

export const dashboardSize: PictureSize = {width: 1600, height: 1000};

const share: Quantity = {min: 0, max: 1, whole: false};
const number: Quantity = {min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, whole: false};
const whole: Quantity = {min: 0, max: Number.POSITIVE_INFINITY, whole: true};

/** Four charts against tick: sparsity, mean weight, cohesion, complexity. Any number of samples, none included. SVG text. */
export function dashboardSvg(data: DashboardData, size: PictureSize = dashboardSize): string {
	const panels = panelsOf(data);
	const gutter = 28 + widest(panels, 'left');
	const right = 36 + widest(panels, 'right');
	const width = size.width / 2 - gutter - right;
	const height = (size.height - 150) / 2 - 112;
	const stretches = stretchesOf(data.tick);
	const restores = stretches.slice(1).map(({start}) => data.tick[start] ?? 0);
	const time = {tick: data.tick, axis: tickAxis(data.tick, width), stretches, restores};
	const drawn = panels.map((one, i) => {
		const x = (i % 2) * (size.width / 2) + gutter;
		const y = 176 + Math.floor(i / 2) * (height + 112);
		return panel({x, y, width, height}, one, time);
	});
	const below = [0, 1].map(column =>
		text(column * (size.width / 2) + gutter + width / 2, size.height - 22, 'tick', {size: 18, anchor: 'middle'}),
	);
	return document(size, [...header(data, size, gutter, right, restores.length), ...drawn, ...below]);
}

function header(data: DashboardData, size: PictureSize, left: number, right: number, restores: number): string[] {
	const end = size.width - right;
	const samples = data.tick.length;
	const state =
		samples === 0
			? 'no samples'
			: `tick ${count(data.tick[samples - 1] ?? 0)} · ${count(samples)} ${samples === 1 ? 'sample' : 'samples'}`;
	const titleWidth = end - left - widthOf(state, 20) - 30;
	return [
		text(left, 58, data.title, {size: 32, bold: true, fill: ink.strong, within: titleWidth}),
		text(end, 58, state, {size: 20, anchor: 'end'}),
		text(left, 94, data.subtitle, {size: 20, within: restores > 0 ? (end - left) * 0.6 : end - left}),
		restores > 0
			? text(end, 94, 'dashed: restored there; pale: replaced by it', {size: 17, anchor: 'end', fill: ink.faint})
			: '',
	];
}

function panelsOf(data: DashboardData): Panel[] {
	return [
		single('Sparsity', 'share of all pairs without an active edge', data.sparsity, share, value => shortNumber(value)),
		single('Mean weight', 'mean of the field over all nodes', data.meanWeight, number, value => shortNumber(value, 4)),
		cohesionOf(data),
		single('Complexity', 'independent cycles of the active graph', data.complexity, whole, count),
	];
}

function single(
	heading: string,
	meaning: string,
	values: Float64Array,
	quantity: Quantity,
	format: (value: number) => string,
): Panel {
	const axis = valueAxis([values], quantity);
	const series: Series = {values, axis, side: 'left', colour: line.first, stroke: 2.5, meaning};
	return {heading, latest: latestOf(values, format), series: [series]};
}

function cohesionOf({cohesion, largestComponent}: DashboardData): Panel {
	const panel = single('Cohesion', 'components of the active graph', cohesion, whole, count);
	if (largestComponent === undefined) return panel;
	const meaning = 'share of nodes in the largest';
	const second: Series = {
		values: largestComponent,
		axis: shareAxis,
		side: 'right',
		colour: line.second,
		stroke: 1.5,
		meaning,
	};
	return {...panel, series: [...panel.series.map(one => ({...one, meaning: 'components'})), second]};
}

const shareAxis: Axis = {domain: [0, 1], marks: [0, 0.25, 0.5, 0.75, 1].map(value => ({value, label: percent(value)}))};

function latestOf(values: Float64Array, format: (value: number) => string): string {
	const latest = values.at(-1);
	return latest === undefined || !Number.isFinite(latest) ? '–' : format(latest);
}

/** Width of the widest label on that side of any panel, so that all plots are of one size. */
function widest(panels: readonly Panel[], side: 'left' | 'right'): number {
	const labels = panels.flatMap(({series}) =>
		series.filter(one => one.side === side).flatMap(({axis}) => axis.marks.map(mark => mark.label)),
	);
	return Math.max(0, ...labels.map(label => widthOf(label, labelSize)));
}
