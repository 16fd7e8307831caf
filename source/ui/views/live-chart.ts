import type {Charts} from '../../draw/charts.ts';
import {sparkline} from '../../draw/sparkline.ts';
import {colour} from '../../draw/style.ts';
import {clean, truncate} from '../../draw/text.ts';
import type {Theme} from '../theme.ts';

/** A chart of one or two series of the last minute. */
export interface ChartSpec {
	readonly title: string;
	readonly series: readonly {readonly name: string; readonly values: readonly number[]}[];
}

/** The charts, the reason why there are none, or undefined while they are being loaded. */
export type ChartSource = Charts | string | undefined;

export const points = 60;

/** Rows of a chart in `inner` × `height` cells, and the note of its panel: its series in their colours. */
export function chartRows(
	{series}: ChartSpec,
	inner: number,
	height: number,
	theme: Theme,
	charts: ChartSource,
): {rows: readonly string[]; note: string} {
	const {paint, glyphs, colour: level} = theme;
	const paints = paint.chart.series.map(code => colour(level, code));
	const names = (unit: string) =>
		[...series.map(({name}, at) => (paints[at] ?? paint.quiet)(name)), ...(unit === '' ? [] : [unit])].join('  ');
	// The charts are drawn in braille: without it, and where no colour tells two lines apart, the same series stand as columns.
	if (glyphs.grade !== 'braille' || (level === 0 && series.length > 1)) {
		const tall = Math.max(1, Math.floor(height / series.length));
		const rows = series.flatMap(({values}, at) =>
			sparkline(values, {width: inner, height: tall, heights: glyphs.heights}).map(line =>
				line.trim() === '' ? line : (paints[at] ?? paint.accent)(line),
			),
		);
		return {rows, note: names('')};
	}
	if (charts === undefined) return {rows: [], note: names('')};
	if (typeof charts === 'string')
		return {rows: [paint.warn(truncate(clean(`no charts: ${charts}`), inner, glyphs.ellipsis))], note: ''};
	const drawn = charts.line({
		series: series.map(({values}, at) => ({values, code: paint.chart.series[at === 0 ? 0 : 1]})),
		points,
		width: inner,
		height,
		look: theme,
	});
	return {rows: drawn.rows, note: names(drawn.unit)};
}
