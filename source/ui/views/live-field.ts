import {count, decimal, milliseconds, shortCount} from '../../draw/number.ts';
import {sparkline} from '../../draw/sparkline.ts';
import {clean, toWidth} from '../../draw/text.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Theme} from '../theme.ts';

const labelWidth = 12;
const valueWidth = 9;

interface Row {
	readonly label: string;
	readonly values: readonly number[];
	readonly now: string;
}

/** Seconds that the sparklines of a panel show. */
export function sparkSeconds(inner: number, tall: number, theme: Theme): number {
	return sparkWidth(inner, dotted(inner, tall, theme)) * (dotted(inner, tall, theme) ? 2 : 1);
}

/** One row of braille has too few heights for a line, two have as many as a row of blocks. Where a minute has a cell a second, blocks fill it. */
const dotted = (inner: number, tall: number, {glyphs}: Theme): boolean =>
	tall > 1 && glyphs.grade === 'braille' && inner < labelWidth + 60 + valueWidth + 2;

const sparkWidth = (inner: number, dots: boolean): number =>
	Math.max(1, Math.min(dots ? 30 : 60, inner - labelWidth - valueWidth - 2));

/** A row of `tall` rows for each measure: label, the last minute, the value now. Drawn in `inner` cells. */
export function fieldRows(frame: Frame, inner: number, tall: number, theme: Theme): string[] {
	const {glyphs, paint} = theme;
	const dots = dotted(inner, tall, theme);
	const spark = sparkWidth(inner, dots);
	return measuresOf(frame, glyphs.grade === 'ascii').flatMap(({label, values, now}) => {
		const lines = sparkline(values, {width: spark, height: tall, heights: glyphs.heights, dots});
		const value = toWidth(now, Math.min(valueWidth + 1, inner - labelWidth - spark - 2), 'right', glyphs.ellipsis);
		return lines.map((line, row) => {
			const last = row === lines.length - 1;
			const named = toWidth(last ? label : '', labelWidth, 'left', glyphs.ellipsis);
			return `${last ? paint.quiet(named) : named} ${styled(line, paint.accent)} ${last ? value : ''}`;
		});
	});
}

/** Styles a line but for the spaces at its ends, so that an empty one costs nothing. */
function styled(line: string, paint: (text: string) => string): string {
	const drawn = line.trim();
	return drawn === '' ? line : line.replace(drawn, () => paint(drawn));
}

function measuresOf({facts, status, history}: Frame, ascii: boolean): Row[] {
	const {metrics} = status;
	return [
		{label: `mean ${clean(facts.variable.name, ascii)}`, values: history.meanWeight, now: decimal(metrics.meanWeight)},
		{label: 'active edges', values: history.activeEdges, now: shortCount(metrics.activeEdges, valueWidth)},
		{label: 'components', values: history.cohesion, now: shortCount(metrics.cohesion, valueWidth)},
		{label: 'complexity', values: history.complexity, now: shortCount(metrics.complexity, valueWidth)},
		{label: 'entropy', values: history.entropy, now: decimal(metrics.entropy)},
		{label: 'tick ms', values: history.tickMs, now: milliseconds(status.tickMs)},
	];
}

/** Share of the cycles that there are when every edge is active, 0 … 1; 0 when there are none. */
export function cycleShare({facts, status}: Pick<Frame, 'facts' | 'status'>): number {
	const {complexity} = status.metrics;
	const most = facts.graph.edges - facts.graph.nodes + facts.graph.components;
	return most > 0 ? complexity / most : Number.isNaN(complexity) ? complexity : 0;
}

/** How the number of components went in the last second: `14 fewer a second`. */
export function trendOf(values: readonly number[]): string {
	const change = (values.at(-1) ?? Number.NaN) - (values.at(-2) ?? Number.NaN);
	if (!Number.isFinite(change)) return '';
	return change === 0 ? 'steady' : `${count(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} a second`;
}
