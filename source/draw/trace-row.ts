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

const valueWidth = 9;

/** Values that a trace of `width` cells shows. */
export const tracePoints = (width: number, label: number, {glyphs}: Look): number =>
	plotOf(width, label) * (glyphs.grade === 'braille' ? 2 : 1);

const plotOf = (width: number, label: number): number => Math.max(1, width - label - valueWidth - 2);

/** A label, the newest values as a line and the last of them as a number: `height` rows of `width` cells. */
export function traceRows({label: name, values}: Trace, {width, height, label, look}: TraceOptions): string[] {
	const {glyphs, paint} = look;
	const numbers = values.map(value => value ?? Number.NaN);
	const plot = plotOf(width, label);
	const lines = sparkline(numbers, {
		width: plot,
		height,
		heights: glyphs.heights,
		dots: glyphs.grade === 'braille',
	});
	const now = numbers.length === 0 ? '' : decimal(numbers.at(-1) ?? Number.NaN);
	return lines.map((line, row) => {
		const last = row === lines.length - 1;
		const named = toWidth(last ? clean(name, glyphs.grade === 'ascii') : '', label, 'left', glyphs.ellipsis);
		const value = toWidth(last ? now : '', valueWidth, 'right', glyphs.ellipsis);
		return `${paint.quiet(named)} ${line.trim() === '' ? line : paint.accent(line)} ${value}`;
	});
}
