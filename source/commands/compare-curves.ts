import {columnsOf} from '../draw/history-columns.ts';
import {count} from '../draw/number.ts';
import type {Look} from '../draw/style.ts';
import {toWidth} from '../draw/text.ts';
import {columnOf} from '../draw/time-axis.ts';
import {twoCurves, valuesPerCell} from '../draw/two-curves.ts';
import type {MetricCurve} from '../run/compare/comparison.ts';
import {figure} from './compare-verdict.ts';

const height = 6;
const labelWidth = 11;

/** A metric of two runs as rows of a terminal `width` cells wide: the curves, their least and greatest value, the ticks below them. */
export function curveRows(
	{tick, a, b}: MetricCurve,
	{look, width, mark}: {readonly look: Look; readonly width: number; readonly mark: number | undefined},
): readonly string[] {
	const cells = Math.max(10, width - labelWidth - 1);
	const [first = 0, last = 0] = [tick[0], tick.at(-1)];
	const columns = [a, b].map(
		values => columnsOf(samplesOf(tick, values), first, last, cells * valuesPerCell(look)).mean,
	);
	const range = rangeOf([...a, ...b]);
	const inside = mark !== undefined && mark >= first && mark <= last;
	const rows = twoCurves(columns[0] ?? new Float64Array(0), columns[1] ?? new Float64Array(0), {
		width: cells,
		height,
		range,
		look,
		...(inside ? {mark: columnOf(mark, first, last, cells)} : {}),
	});
	const {quiet} = look.paint;
	const label = (row: number) => (row === 0 ? figure(range[1], 5) : row === height - 1 ? figure(range[0], 5) : '');
	const [left, right] = [count(first), count(last)];
	const axis = `${left}${right.padStart(Math.max(right.length + 1, cells - left.length))}`;
	return [
		...rows.map((row, at) => `${quiet(toWidth(label(at), labelWidth, 'right'))} ${row}`.trimEnd()),
		`${' '.repeat(labelWidth + 1)}${quiet(axis)}`,
	];
}

function samplesOf(tick: readonly number[], values: readonly (number | null)[]) {
	const there = tick.flatMap((at, i) => {
		const value = values[i];
		return typeof value === 'number' ? [{at, value}] : [];
	});
	const [at, mean] = [there.map(each => each.at), there.map(each => each.value)];
	return {at, mean, low: mean, high: mean};
}

/** The least and the greatest value of either run, as far apart as they are; a constant lies near the middle, not on the edge of two rows. */
function rangeOf(values: readonly (number | null)[]): readonly [number, number] {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		if (value === null) continue;
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	if (low > high) return [0, 1];
	const room = Math.abs(low) > 0 ? 0.05 * Math.abs(low) : 0.5;
	return high > low ? [low, high] : [low - room, high + 1.2 * room];
}
