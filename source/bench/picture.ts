import {scaleLog} from 'd3-scale';
import {line as lineOf} from 'd3-shape';
import {ink} from '../records/pictures/colours.ts';
import type {PictureSize} from '../records/pictures/data.ts';
import {document} from '../records/pictures/document.ts';
import type {Box} from '../records/pictures/panel.ts';
import {round, text, widthOf} from '../records/pictures/text.ts';
import {type Curve, curvesOf} from './curves.ts';
import type {BenchReport} from './report.ts';
import {machineLines} from './table.ts';

export const benchSize: PictureSize = {width: 1600, height: 1000};

const labelSize = 17;

/** Milliseconds a tick, and the ratio to C in rows, against the number of nodes; both axes logarithmic. SVG text. */
export function benchSvg(report: BenchReport, size: PictureSize = benchSize): string {
	const curves = curvesOf(report);
	const left = {x: 96, y: 190, width: size.width / 2 - 96 - 40, height: size.height - 190 - 270};
	const right = {...left, x: size.width / 2 + 90, width: size.width / 2 - 90 - 50};
	return document(size, [
		text(60, 58, `connectop ${report.version}: what a tick costs`, {size: 32, bold: true, fill: ink.strong}),
		...machineLines(report.machine).map((line, i) => text(60, 94 + 26 * i, line, {size: 18, within: size.width - 120})),
		chart(left, 'milliseconds a tick', curves, ({ms}) => ms),
		chart(right, 'the same, in ticks of C in rows', curves, ({toC}) => toC),
		key(curves, {x: 60, y: left.y + left.height + 90, width: size.width - 120, height: 200}),
	]);
}

function chart(
	box: Box,
	heading: string,
	curves: readonly Curve[],
	of: (point: Curve['points'][number]) => number | null,
): string {
	const drawn = curves.map(curve => ({
		curve,
		points: curve.points.flatMap(point => {
			const value = of(point);
			return value === null ? [] : [{nodes: point.nodes, value}];
		}),
	}));
	const all = drawn.flatMap(({points}) => points);
	const title = text(box.x, box.y - 20, heading, {size: 22, bold: true, fill: ink.strong});
	if (all.length === 0) return [title, text(box.x, box.y + 40, 'not measured', {size: 20, fill: ink.faint})].join('\n');
	const x = logScale(
		all.map(({nodes}) => nodes),
		[box.x, box.x + box.width],
	);
	const y = logScale(
		all.map(({value}) => value),
		[box.y + box.height, box.y],
	);
	const path = lineOf<(typeof all)[number]>(
		({nodes}) => x(nodes),
		({value}) => y(value),
	).digits(1);
	const lines = drawn.map(({curve: {colour, dashes}, points}) => {
		const dots = points.map(({nodes, value}) => `<circle cx="${round(x(nodes))}" cy="${round(y(value))}" r="4.5"/>`);
		const stroke = `<path d="${path(points) ?? ''}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dashes}"/>`;
		return points.length === 0 ? '' : `<g class="curve" fill="${colour}">${stroke}${dots.join('')}</g>`;
	});
	const nodes = text(box.x + box.width / 2, box.y + box.height + 60, 'nodes', {size: 18, anchor: 'middle'});
	return [title, rules(box, x, y), ...lines, nodes].join('\n');
}

type LogScale = ReturnType<typeof scaleLog<number, number>>;

/** From the power of ten below the smallest to the one above the largest. */
function logScale(values: readonly number[], range: readonly [number, number]): LogScale {
	const low = 10 ** Math.floor(Math.log10(Math.min(...values)) + 1e-9);
	const high = 10 ** Math.ceil(Math.log10(Math.max(...values)) - 1e-9);
	return scaleLog()
		.domain([low, high > low ? high : 10 * low])
		.range(range);
}

/** A rule and a label at each power of ten. */
function rules(box: Box, x: LogScale, y: LogScale): string {
	const bottom = box.y + box.height;
	const across = powersIn(y).map(value => `M${box.x} ${round(y(value))}h${box.width}`);
	const up = powersIn(x).map(value => `M${round(x(value))} ${box.y}v${box.height}`);
	return [
		`<path d="${[...across, ...up].join('')}" stroke="${ink.grid}" stroke-width="1.5"/>`,
		`<path d="M${box.x} ${bottom}h${box.width}" stroke="${ink.rule}" stroke-width="1.5"/>`,
		...powersIn(y).map(value =>
			text(box.x - 10, y(value) + 6, label(value), {size: labelSize, anchor: 'end', fill: ink.faint}),
		),
		...powersIn(x).map(value =>
			text(x(value), bottom + 28, label(value), {size: labelSize, anchor: 'middle', fill: ink.faint}),
		),
	].join('\n');
}

function powersIn(scale: LogScale): number[] {
	const [low = 1, high = 1] = scale.domain();
	const first = Math.round(Math.log10(low));
	return Array.from({length: Math.round(Math.log10(high)) - first + 1}, (_, i) => 10 ** (first + i));
}

/** 0.001 … 100, then 10³. */
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
function label(value: number): string {
	const power = Math.round(Math.log10(value));
	return power < 3 ? String(Number(value.toPrecision(1))) : `10${superscripts[power] ?? ''}`;
}

/** What each line is, with the exponent of its growth, in columns. */
function key(curves: readonly Curve[], box: Box): string {
	const width = 60 + Math.max(0, ...curves.map(({name}) => widthOf(name, labelSize)));
	const columns = Math.max(1, Math.floor(box.width / width));
	return curves
		.map(({name, colour, dashes}, i) => {
			const at = {x: box.x + (i % columns) * width, y: box.y + Math.floor(i / columns) * 28};
			const sample = `<path d="M${round(at.x)} ${at.y - 6}h34" stroke="${colour}" stroke-width="3" stroke-dasharray="${dashes}"/>`;
			return `${sample}${text(at.x + 44, at.y, name, {size: labelSize})}`;
		})
		.join('\n');
}
