import {type Axis, labelSize, type Quantity, tickAxis, valueAxis} from './axes.ts';
import {ink, line} from './colours.ts';
import type {PictureSize} from './data.ts';
import {document} from './document.ts';
import {type Panel, panel, type Series} from './panel.ts';
import {shortened, text, widthOf} from './text.ts';

/** A metric of two runs over the same ticks; NaN where a run has none. */
export interface ComparedCurve {
	readonly name: string;
	readonly tick: Float64Array;
	readonly a: Float64Array;
	readonly b: Float64Array;
	/** What is to be said of the difference, in a few words. */
	readonly difference: string;
}

export interface ComparisonData {
	/** What the runs are called. */
	readonly a: string;
	readonly b: string;
	/** What came of the comparison: one line. */
	readonly verdict: string;
	/** The first tick that differs. */
	readonly mark: number | undefined;
	readonly curves: readonly ComparedCurve[];
}

/** Of the headings of panels, pixels. */
const headingSize = 22;

const any: Quantity = {min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, whole: false};

/** The size that a picture of so many curves has, pixels. */
export const comparisonSize = (curves: number): PictureSize => ({
	width: 1600,
	height: 150 + 425 * Math.max(1, Math.ceil(curves / 2)),
});

/** Curves of two runs over each other, one panel a metric, two panels a row. SVG text. */
export function comparisonSvg(data: ComparisonData, size: PictureSize = comparisonSize(data.curves.length)): string {
	const panels = data.curves.map(panelOf);
	const columns = Math.min(2, Math.max(1, panels.length));
	const rows = Math.max(1, Math.ceil(panels.length / columns));
	const labels = panels.flatMap(({series}) => series.flatMap(({axis}) => axis.marks.map(({label}) => label)));
	const gutter = 28 + Math.max(0, ...labels.map(label => widthOf(label, labelSize)));
	const width = size.width / columns - gutter - 36;
	const height = (size.height - 150) / rows - 112;
	const drawn = panels.map((one, i) => {
		const x = (i % columns) * (size.width / columns) + gutter;
		const y = 196 + Math.floor(i / columns) * (height + 112);
		const tick = data.curves[i]?.tick ?? new Float64Array(0);
		const time = {
			tick,
			axis: tickAxis(tick, width),
			stretches: [{start: 0, replaced: tick.length, end: tick.length}],
			restores: data.mark === undefined || !within(tick, data.mark) ? [] : [data.mark],
		};
		const room = width - widthOf(one.latest, headingSize, true) - 66;
		const heading = shortened(one.heading, Math.max(0, room), headingSize, true);
		return panel({x, y, width, height}, {...one, heading}, time);
	});
	return document(size, [...header(data, size, gutter), ...drawn]);
}

const within = (tick: Float64Array, mark: number): boolean =>
	mark >= (tick[0] ?? Infinity) && mark <= (tick.at(-1) ?? 0);

function header({a, b, verdict, mark, curves}: ComparisonData, size: PictureSize, left: number): string[] {
	const room = size.width - left - 36;
	const half = room / 2 - 40;
	const key = (x: number, id: string, colour: string) => [
		`<path d="M${x} 48h36" stroke="${colour}" stroke-width="5"/>`,
		text(x + 48, 58, id, {size: 28, bold: true, fill: ink.strong, within: half - 48}),
	];
	return [
		...key(left, a, line.first),
		...key(left + room / 2, b, line.second),
		text(left, 98, verdict, {size: 20, within: mark === undefined ? room : room - 300}),
		mark === undefined
			? ''
			: text(left + room, 98, 'dashed: the first tick that differs', {size: 17, anchor: 'end', fill: ink.faint}),
		curves.length === 0 ? text(left, 190, 'no metrics of the same name', {size: 20, fill: ink.faint}) : '',
	];
}

/** The axis belongs to a series without values, so that its labels have no run's colour. */
function panelOf({name, tick, a, b, difference}: ComparedCurve): Panel {
	const axis = valueAxis([a, b], any);
	const bare: Axis = {domain: axis.domain, marks: []};
	const none: Series = {values: new Float64Array(0), axis, side: 'left', colour: ink.faint, stroke: 1, meaning: ''};
	const first: Series = {...none, values: bridged(tick, a), axis: bare, colour: line.first, stroke: 3.5};
	const second: Series = {...none, values: bridged(tick, b), axis: bare, colour: line.second, stroke: 1.8};
	return {heading: name, latest: difference, series: [none, first, second]};
}

/** Straight lines over what lies between two values: runs that wrote at other intervals have none on each other's ticks. */
function bridged(tick: Float64Array, values: Float64Array): Float64Array {
	const filled = values.slice();
	let left = -1;
	for (const [at, value] of values.entries()) {
		if (!Number.isFinite(value)) continue;
		for (let between = left + 1; left >= 0 && between < at; between++) {
			const share = ((tick[between] ?? 0) - (tick[left] ?? 0)) / ((tick[at] ?? 0) - (tick[left] ?? 0));
			filled[between] = (1 - share) * (values[left] ?? 0) + share * value;
		}
		left = at;
	}
	return filled;
}
