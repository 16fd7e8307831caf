import {columnsPerCell, timeChart} from '../../draw/history-chart.ts';
import {type Columns, columnsOf, extentOf} from '../../draw/history-columns.ts';
import {decimal, milliseconds, shortCount} from '../../draw/number.ts';
import {rangeOf} from '../../draw/sparkline.ts';
import {clean, toWidth, truncate, widthOf} from '../../draw/text.ts';
import type {HistorySlice} from '../../run/past.ts';
import type {Theme} from '../theme.ts';

const valueWidth = 9;

/** A measure of the run and how its values are written. */
interface Measure {
	readonly name: string;
	readonly label: string;
	write(value: number): string;
}

/** Measures in the order of their charts; what does not fit is left out from the end. */
export const measuresOf = (variable: string, ascii: boolean): readonly Measure[] => [
	{name: 'meanWeight', label: `mean ${clean(variable, ascii)}`, write: decimal},
	{name: 'activeEdges', label: 'active edges', write: value => shortCount(value, valueWidth - 1)},
	{name: 'cohesion', label: 'components', write: value => shortCount(value, valueWidth - 1)},
	{name: 'complexity', label: 'complexity', write: value => shortCount(value, valueWidth - 1)},
	{name: 'entropy', label: 'entropy', write: decimal},
	{name: 'tickMs', label: 'tick ms', write: milliseconds},
];

/** How the charts share the room that they have. */
export interface ChartPlan {
	/** Rows of each chart, first to last. */
	readonly heights: readonly number[];
	/** Cells left of the charts and of the axis under them. */
	readonly gutter: number;
	/** Cells of the charts. */
	readonly plot: number;
	/** Each chart has a row of its own for its name; otherwise it stands at its left. */
	readonly titled: boolean;
}

const labelWidth = 13;

/** Divides `rows` rows of `width` cells among the charts: at least one row each. */
export function planCharts(count: number, rows: number, width: number): ChartPlan {
	const shown = Math.min(count, Math.max(0, rows));
	const each = shown === 0 ? 0 : Math.floor(rows / shown);
	const heights = Array.from({length: shown}, (_, at) => each + (at < rows - each * shown ? 1 : 0));
	const titled = each >= 3;
	const gutter = titled ? valueWidth : Math.min(labelWidth, Math.floor(width / 2));
	const plot = Math.max(1, width - gutter - (titled || width < 34 ? 0 : valueWidth + 1));
	return {heights, gutter, plot, titled};
}

/** A window of time, ms since 1970. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** One chart in `height` rows of `width` cells. `marks`: cells of the plot where a restore happened. */
export function measureRows(
	measure: Measure,
	slice: HistorySlice,
	stretch: Stretch,
	{height, width, plan, marks, theme}: ChartRoom,
): string[] {
	const {paint, glyphs} = theme;
	const tall = plan.titled ? height - 1 : height;
	const series = slice.series[measure.name];
	const count = plan.plot * columnsPerCell(theme, tall);
	const none: Columns = columnsOf({at: [], mean: [], low: [], high: []}, 0, 1, count);
	const columns = series ? columnsOf({at: slice.at, ...series}, stretch.from, stretch.to, count) : none;
	const extent = extentOf(columns);
	const range = scaleOf(columns, tall);
	const drawn = timeChart(columns, {width: plan.plot, height: tall, range, marks, look: theme});
	if (!plan.titled) {
		const value = extent ? measure.write(extent.mean) : '-';
		return drawn.map((line, row) => {
			const last = row === drawn.length - 1;
			const label = toWidth(last ? measure.label : '', plan.gutter - 1, 'left', glyphs.ellipsis);
			const room = width - plan.gutter - plan.plot;
			return `${last ? paint.quiet(label) : label} ${line}${toWidth(last && room > 0 ? value : '', room, 'right', glyphs.ellipsis)}`;
		});
	}
	const scale = (text: string) => `${paint.faint(toWidth(text, plan.gutter - 1, 'right', glyphs.ellipsis))} `;
	const said = extent
		? `${measure.write(extent.mean)}  ${paint.quiet(`${measure.write(extent.low)} ${glyphs.range} ${measure.write(extent.high)}`)}`
		: paint.quiet('not measured');
	const title = `${' '.repeat(plan.gutter)}${paint.title(measure.label)}`;
	return [
		toWidth(
			`${title}${' '.repeat(Math.max(1, width - widthOf(title) - widthOf(said)))}${truncate(said, width - widthOf(title) - 1, glyphs.ellipsis)}`,
			width,
			'left',
			glyphs.ellipsis,
		),
		...drawn.map((line, row) => {
			const edge = row === 0 ? measure.write(range[1]) : row === drawn.length - 1 ? measure.write(range[0]) : '';
			return scale(extent ? edge : '') + line;
		}),
	];
}

/**
Bottom and top of a chart: those of the means, and of the band up to as much again on either side. A single slow tick would press the line of all
others flat; its band is cut at the top instead. One row has no band.
*/
function scaleOf({mean, low, high}: Columns, tall: number): readonly [low: number, high: number] {
	const [bottom, top] = rangeOf([...mean]);
	if (tall === 1) return [bottom, top];
	const room = top - bottom;
	const finite = (values: Float64Array) => [...values].filter(value => !Number.isNaN(value));
	return [
		Math.max(bottom - room, Math.min(bottom, ...finite(low))),
		Math.min(top + room, Math.max(top, ...finite(high))),
	];
}

interface ChartRoom {
	readonly height: number;
	readonly width: number;
	readonly plan: ChartPlan;
	readonly marks: ReadonlySet<number>;
	readonly theme: Theme;
}
