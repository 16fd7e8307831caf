import {messageOf} from '../base/errors.ts';
import type {ContribHost, DrawnCell, Widget} from './contrib-host.ts';
import {rangeOf} from './sparkline.ts';
import {colour, type Look} from './style.ts';

/** One line of a chart: values at equal distances, oldest first. A value that is not finite repeats the one before it. */
export interface Series {
	readonly values: readonly number[];
	/** Colour number of 256. */
	readonly code: number;
}

export interface LineChartOptions {
	readonly series: readonly Series[];
	/** Values that fit on the horizontal axis; a shorter series starts at the left and grows. */
	readonly points: number;
	/** Cells. */
	readonly width: number;
	readonly height: number;
	readonly look: Look;
}

export interface DonutOptions {
	/** 0 … 1. */
	readonly share: number;
	/** Cells. */
	readonly width: number;
	readonly height: number;
	readonly look: Look;
}

/** Charts by blessed-contrib, drawn off screen. Every chart is `height` rows of `width` cells. */
export interface Charts {
	/** Lines over a common axis; `unit` is the factor its numbers are to be multiplied by, `''` for 1. */
	line(options: LineChartOptions): {readonly rows: readonly string[]; readonly unit: string};
	/** A ring that is closed at share 1, with the percentage inside. */
	donut(options: DonutOptions): readonly string[];
	close(): void;
}

/** Loads the charts: a tenth of a second, so do it after the first frame. Gives the reason as a string when they cannot be had. */
export async function loadCharts(
	load: () => Promise<{openContribHost(): ContribHost}> = () => import('./contrib-host.ts'),
): Promise<Charts | string> {
	try {
		return chartsOf((await load()).openContribHost());
	} catch (error) {
		return messageOf(error).split('\n', 1)[0] ?? 'unknown reason';
	}
}

const mostWidgets = 4;

function chartsOf(host: ContribHost): Charts {
	// One widget a size: a widget keeps the canvas that it was made with.
	const widgets = new Map<string, Widget>();
	const widgetOf = <Data>(key: string, create: () => Widget<Data>): Widget<Data> => {
		const known = widgets.get(key);
		if (known) return known as Widget<Data>;
		const oldest = widgets.size >= mostWidgets ? widgets.keys().next().value : undefined;
		if (oldest !== undefined) {
			host.drop(widgets.get(oldest) as Widget);
			widgets.delete(oldest);
		}
		const widget = create();
		widgets.set(key, widget as Widget);
		return widget;
	};

	function line({series, points, width, height, look}: LineChartOptions) {
		if (width < 12 || height < 3) return {rows: blank(width, height), unit: ''};
		const finite = series.map(({values, code}) => ({code, values: held(values.slice(-points))}));
		const {low, high, exponent} = axisOf(finite.flatMap(({values}) => values));
		const parts = height >= 9 ? 4 : 2;
		const {hidden, drawn} = canvasRows(height, parts);
		const {text, base} = look.paint.chart;
		const widget = widgetOf(`line ${width} ${height} ${low} ${high} ${text}`, () =>
			host.line({
				width: width + 6, // the widget leaves 6 columns and 2 rows of itself free
				height: drawn + 2,
				style: {text, baseline: base, line: text},
				xPadding: 10,
				xLabelPadding: 10,
				numYLabels: parts + 1,
				minY: low,
				maxY: high + (high - low) / parts,
			}),
		);
		const x = Array.from({length: points}, () => ' ');
		const data = finite.filter(({values}) => values.length > 0);
		widget.setData(
			data.length === 0
				? [{x, y: [low], style: {line: base}}]
				: data.map(({values, code}) => ({x, y: values.map(value => value / 10 ** exponent), style: {line: code}})),
		);
		return {
			rows: rowsOf(host.cells(widget as Widget, width, hidden + height).slice(hidden), look),
			unit: exponent === 0 ? '' : `${look.glyphs.times}1e${exponent}`,
		};
	}

	function donut({share, width, height, look}: DonutOptions) {
		if (!(share >= 0) || width < 10 || height < 5) return blank(width, height);
		const radius = Math.floor(Math.min(width, height * 2)) - 1;
		const {series, base, text} = look.paint.chart;
		const widget = widgetOf(`donut ${width} ${height} ${base}`, () =>
			host.donut({
				width: width + 3,
				height: height + 3,
				radius,
				arcWidth: Math.max(2, Math.round(radius / 5)),
				yPadding: 0,
				spacing: 0,
				remainColor: base,
				fill: text,
				data: [],
			}),
		);
		widget.setData([{percent: Math.min(1, share), label: ' ', color: series[0]}]);
		return rowsOf(host.cells(widget as Widget, width, height), look);
	}

	return {line, donut, close: () => host.close()};
}

const blank = (width: number, height: number): string[] => Array.from({length: height}, () => ' '.repeat(width));

/** The values from the first finite one on, with the one before in place of each that is not: the widget draws no gaps. */
function held(values: readonly number[]): number[] {
	const kept: number[] = [];
	for (const value of values) {
		const last = kept.at(-1);
		if (Number.isFinite(value)) kept.push(value);
		else if (last !== undefined) kept.push(last);
	}
	return kept;
}

/**
The widget cuts off what lies at the very top of its axis and writes no label there. So its axis is made one part longer than
what is to be seen, and the rows of that part are hidden; below the axis two rows more are left away. All in rows.
*/
function canvasRows(height: number, parts: number): {hidden: number; drawn: number} {
	for (let drawn = height + 2; ; drawn++) {
		const hidden = Math.max(0, Math.floor(((drawn * 4 - 11) / (parts + 1) - 2) / 4));
		if (drawn - 2 - hidden >= height) return {hidden: drawn - 2 - height, drawn};
	}
}

/** Ends of the axis in units of 10^exponent, such that a quarter of it has at most two digits after the point. */
function axisOf(values: readonly number[]): {low: number; high: number; exponent: number} {
	const [least, most] = rangeOf(values);
	const size = Math.max(Math.abs(least), Math.abs(most));
	const exponent = size >= 10_000 || size <= 0.1 ? 3 * Math.floor(Math.log10(size) / 3) : 0;
	const unit = 10 ** exponent;
	return {low: least < 0 ? -rounded(-least / unit) : 0, high: most > 0 ? rounded(most / unit) : 0.01, exponent};
}

/** The next of 1, 2, 4, 6, 8 times a power of ten. */
function rounded(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 4, 6, 8].find(candidate => candidate * power >= value * (1 - 1e-9)) ?? 10;
	return step * power;
}

/** Rows of drawn cells with one style for neighbours of one colour. */
function rowsOf(cells: readonly (readonly DrawnCell[])[], {colour: level}: Look): string[] {
	return cells.map(row => {
		let drawn = '';
		let run = '';
		let code = -1;
		for (const cell of row) {
			if (cell.character !== ' ' && cell.colour !== code) {
				drawn += colour(level, code)(run);
				run = '';
				code = cell.colour;
			}
			run += cell.character;
		}
		return drawn + colour(level, code)(run);
	});
}
