import {decimal} from './number.ts';
import {sparkline} from './sparkline.ts';
import type {Look} from './style.ts';
import {clean, toWidth} from './text.ts';

/** Values over the newest ticks, oldest first; null leaves a gap. */
export interface Trace {
	readonly label: string;
	readonly values: readonly (number | null)[];
}

export interface TraceOptions {
	/** Cells. */
	readonly width: number;
	/** Rows. */
	readonly height: number;
	/** Cells of the label. */
	readonly label: number;
	readonly look: Look;
}

/** Cells of the newest value, of the least and the greatest one, and of both beside each other. */
const valueWidth = 9;
const rangeWidth = 17;
const bothWidth = 25;

/** Cells of the numbers at the right: at least half of the room is left to the line. */
function numbersOf(width: number, label: number, height: number): number {
	const room = width - label - 2;
	if (height === 1 && room >= 60) return bothWidth;
	return room >= 34 ? rangeWidth : valueWidth;
}

/**
A label and the newest values as a line: `height` rows of `width` cells. In the first row stands the last of the values, below it or beside it the least and
the greatest of those that are shown, where there is room.
*/
export function traceRows({label: name, values}: Trace, {width, height, label, look}: TraceOptions): string[] {
	const {glyphs, paint} = look;
	const room = numbersOf(width, label, height);
	const plot = Math.max(1, width - label - room - 2);
	const shown = values.slice(glyphs.grade === 'braille' ? -2 * plot : -plot);
	const numbers = shown.map(value => value ?? Number.NaN);
	const lines = sparkline(numbers, {
		width: plot,
		height,
		heights: glyphs.heights,
		dots: glyphs.grade === 'braille',
	});
	const now = numbers.length === 0 ? '' : decimal(numbers.at(-1) ?? Number.NaN);
	const range = rangeText(numbers, look);
	const said = height === 1 && room >= bothWidth ? [`${range} ${now.padStart(valueWidth - 2)}`] : [now, range];
	return lines.map((line, row) => {
		const named = toWidth(row === 0 ? clean(name, glyphs.grade === 'ascii') : '', label, 'left', glyphs.ellipsis);
		const beside = row === 0 || room >= rangeWidth ? (said[row] ?? '') : '';
		const value = toWidth(beside, room, 'right', glyphs.ellipsis);
		return `${named} ${line.trim() === '' ? line : paint.accent(line)} ${row === 0 ? value : paint.quiet(value)}`;
	});
}

/** `0.585 … 0.609`; empty without a number. */
function rangeText(values: readonly number[], {glyphs}: Look): string {
	const finite = values.filter(value => Number.isFinite(value));
	if (finite.length === 0) return '';
	const [low, high] = [Math.min(...finite), Math.max(...finite)];
	return `${decimal(low)} ${glyphs.range} ${decimal(high)}`;
}
