import {scaleLinear} from 'd3-scale';
import {line as lineOf} from 'd3-shape';
import {type Axis, labelSize} from './axes.ts';
import {ink} from './colours.ts';
import {type Point, polylines} from './polylines.ts';
import type {Stretch} from './stretches.ts';
import {round, text, widthOf} from './text.ts';

/** A rectangle in pixels. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Series {
	readonly values: Float64Array;
	readonly axis: Axis;
	readonly side: 'left' | 'right';
	readonly colour: string;
	/** Line width, pixels. */
	readonly stroke: number;
	/** What the values are, in a few words; stands in the heading, in the line's colour when there are several. */
	readonly meaning: string;
}

export interface Panel {
	readonly heading: string;
	/** The newest value, at the heading's right end. */
	readonly latest: string;
	readonly series: readonly Series[];
}

export interface TimeAxis {
	readonly tick: Float64Array;
	readonly axis: Axis;
	readonly stretches: readonly Stretch[];
	/** Ticks that a restore went back to. */
	readonly restores: readonly number[];
}

/** One chart: `box` is its plot; the heading stands above it, labels left, right and below. */
export function panel(box: Box, {heading, latest, series}: Panel, time: TimeAxis): string {
	const x = scaleLinear()
		.domain(time.axis.domain)
		.range([box.x, box.x + box.width]);
	const parts = [headingOf(box, heading, latest, series)];
	for (const {axis, side, colour} of series) {
		const tinted = series.length > 1 ? colour : ink.faint;
		parts.push(valueMarks(box, axis, side, tinted));
	}
	parts.push(tickMarks(box, time.axis, x), restoreMarks(box, time.restores, x));
	if (time.tick.length === 0) {
		parts.push(
			text(box.x + box.width / 2, box.y + box.height / 2, 'no samples yet', {
				size: 20,
				anchor: 'middle',
				fill: ink.faint,
			}),
		);
	}
	for (const one of series) parts.push(curve(box, one, time, x));
	return `<g class="panel">\n${parts.filter(part => part !== '').join('\n')}\n</g>`;
}

function headingOf(box: Box, heading: string, latest: string, series: readonly Series[]): string {
	const y = box.y - 18;
	const end = box.x + box.width;
	const parts = [
		text(box.x, y, heading, {size: 22, bold: true, fill: ink.strong}),
		text(end, y, latest, {size: 22, bold: true, anchor: 'end', fill: ink.strong}),
	];
	let x = box.x + widthOf(heading, 22, true) + 14;
	for (const {meaning, colour} of series) {
		const within = end - widthOf(latest, 22, true) - 16 - x;
		parts.push(text(x, y, meaning, {size: 17, fill: series.length > 1 ? colour : ink.faint, within}));
		x += widthOf(meaning, 17) + 18;
	}
	return parts.join('\n');
}

function valueMarks(box: Box, axis: Axis, side: 'left' | 'right', fill: string): string {
	const y = scaleLinear()
		.domain(axis.domain)
		.range([box.y + box.height, box.y]);
	const at = side === 'left' ? box.x - 10 : box.x + box.width + 10;
	const labels = axis.marks.map(({value, label}) =>
		text(at, y(value) + 0.36 * labelSize, label, {size: labelSize, anchor: side === 'left' ? 'end' : 'start', fill}),
	);
	if (side === 'right') return labels.join('\n');
	const rules = axis.marks.map(({value}) => `M${box.x} ${round(y(value))}h${box.width}`).join('');
	return [`<path d="${rules}" stroke="${ink.grid}" stroke-width="1.5"/>`, ...labels].join('\n');
}

function tickMarks(box: Box, axis: Axis, x: (value: number) => number): string {
	const bottom = box.y + box.height;
	const dashes = axis.marks.map(({value}) => `M${round(x(value))} ${bottom}v6`).join('');
	const labels = axis.marks.map(({value, label}) =>
		text(x(value), bottom + 10 + labelSize, label, {size: labelSize, anchor: 'middle', fill: ink.faint}),
	);
	return [
		`<path d="M${box.x} ${bottom}h${box.width}${dashes}" stroke="${ink.rule}" stroke-width="1.5" fill="none"/>`,
		...labels,
	].join('\n');
}

function restoreMarks(box: Box, restores: readonly number[], x: (value: number) => number): string {
	const columns = new Set(restores.map(tick => Math.round(x(tick))));
	if (columns.size === 0) return '';
	const dashes = [...columns].map(column => `M${column} ${box.y}v${box.height}`).join('');
	return `<path class="restore" d="${dashes}" stroke="${ink.faint}" stroke-width="1.2" stroke-dasharray="3 5"/>`;
}

/** The series, pale where a restore replaced it. */
function curve(
	box: Box,
	{values, axis, colour, stroke}: Series,
	{tick, stretches}: TimeAxis,
	x: (value: number) => number,
): string {
	const y = scaleLinear()
		.domain(axis.domain)
		.range([box.y + box.height, box.y]);
	const lines = (start: number, end: number) => polylines(tick, values, [start, end], [x, y]);
	const kept = stretches.flatMap(({start, replaced}) => lines(start, replaced));
	const pale = stretches.flatMap(({start, replaced, end}) =>
		end > replaced ? lines(Math.max(start, replaced - 1), end) : [],
	);
	return [shapes(pale, colour, stroke, 0.3), shapes(kept, colour, stroke, 1)].filter(part => part !== '').join('\n');
}

/** Lines as one path each; a line of one point as a dot. */
function shapes(lines: readonly Point[][], colour: string, stroke: number, opacity: number): string {
	const path = lineOf().digits(1);
	const drawn = lines.map(points => {
		const [only] = points;
		if (points.length > 1 || only === undefined) return `<path class="line" d="${path(points) ?? ''}"/>`;
		return `<circle cx="${round(only[0])}" cy="${round(only[1])}" r="${2 + stroke / 2}" fill="${colour}" stroke="none"/>`;
	});
	if (drawn.length === 0) return '';
	return `<g fill="none" stroke="${colour}" stroke-width="${stroke}" stroke-linejoin="round" stroke-linecap="round" opacity="${opacity}">${drawn.join('')}</g>`;
}
