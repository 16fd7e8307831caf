import {shortCount} from '../../draw/number.ts';
import {toWidth, truncate, widthOf} from '../../draw/text.ts';
import {clockText, dateText, placed, spanText, timeLabels} from '../../draw/time-axis.ts';
import type {HistorySlice} from '../../run/past.ts';
import type {Theme} from '../theme.ts';
import type {ChartPlan, Stretch} from './history-charts.ts';

/** `10:02:10 – 10:07:10, 5 min of 2 h`, or that there is nothing to see there. */
export function boundsRow(slice: HistorySlice, {from, to}: Stretch, width: number, theme: Theme): string {
	const {paint, glyphs} = theme;
	const [span, run] = [to - from, slice.last - slice.first];
	const dash = glyphs.grade === 'ascii' ? '-' : '–';
	const step = span >= 3_600_000 ? 60_000 : span >= 10_000 ? 1000 : 100;
	const bounds = (exact: number, dated: boolean) =>
		[from, to].map(at => `${dated ? `${dateText(at)} ` : ''}${clockText(at, exact)}`).join(` ${dash} `);
	const zooms = span >= run ? [`whole run, ${spanText(span)}`, 'whole run'] : [`${spanText(span)} of ${spanText(run)}`];
	const dated = dateText(from) !== dateText(to);
	// From the fullest to the shortest; minutes alone would not tell the bounds of a short stretch apart.
	const steps = span >= 120_000 ? [step, Math.max(step, 60_000)] : [step];
	const ways = (dated ? [true, false] : [false]).flatMap(withDate => steps.map(exact => bounds(exact, withDate)));
	const all = ways.flatMap(way => zooms.map(zoom => `${way}, ${zoom}`));
	const said = all.find(way => widthOf(way) <= width) ?? truncate(all.at(-1) ?? '', width, glyphs.ellipsis);
	if (slice.at.some(at => at >= from && at <= to)) return said;
	const empty = 'nothing was measured here';
	return widthOf(said) + widthOf(empty) + 2 <= width
		? `${said}  ${paint.warn(empty)}`
		: paint.warn(truncate(empty, width, glyphs.ellipsis));
}

/** Under the charts: wall clock, and the tick that the run was at. */
export function axisRows(slice: HistorySlice, stretch: Stretch, {gutter, plot}: ChartPlan, theme: Theme): string[] {
	const {paint, glyphs} = theme;
	const labels = timeLabels(stretch, plot, [glyphs.box[2], glyphs.box[3]]);
	const ticks = labels.map(({at, start, text}, index) => {
		const tick = tickAt(slice, at, (stretch.to - stretch.from) / plot);
		const indent = text.startsWith(glyphs.box[2]) ? 1 : 0;
		const room = (labels[index + 1]?.start ?? plot) - start - indent - 1;
		return {start: start + indent, text: tick === undefined ? '' : shortCount(tick, room)};
	});
	const row = (name: string, texts: string) => {
		const label = toWidth(name, gutter - 1, gutter > 10 ? 'left' : 'right', glyphs.ellipsis);
		return `${paint.quiet(label)} ${paint.quiet(texts)}`;
	};
	return [row('UTC', placed(labels, plot)), row('tick', placed(ticks, plot))];
}

/** The tick nearest to a wall time, if one was measured within about two cells of it. */
function tickAt({at, tick}: HistorySlice, time: number, cell: number): number | undefined {
	let [nearest, distance] = [-1, 2 * cell + 1000];
	for (const [index, each] of at.entries()) {
		if (Math.abs(each - time) > distance) continue;
		nearest = index;
		distance = Math.abs(each - time);
	}
	return tick[nearest];
}
