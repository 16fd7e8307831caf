/** What a sparkline is drawn with. */
export interface SparklineOptions {
	/** Cells. */
	readonly width: number;
	/** Rows; each adds the heights of one cell. Default 1. */
	readonly height?: number;
	/** Characters of one cell, lowest first. The topmost step stays free, so that lines below each other keep apart. */
	readonly heights: readonly string[];
	/** Draw two values a cell, in braille dots, instead of one in `heights`. */
	readonly dots?: boolean;
	/** The values at the bottom and the top; found from the values that are shown when absent. */
	readonly range?: readonly [low: number, high: number];
}

/**
The last values as rows of columns, oldest at the left; a value that is not finite leaves a gap. A series that hardly changes
is drawn as a calm line at a third of the height: noise below a tenth of the value is not blown up to full height.
*/
export function sparkline(
	values: readonly number[],
	{width, height = 1, heights, dots = false, range}: SparklineOptions,
): string[] {
	const shown = width > 0 ? values.slice(dots ? -2 * width : -width) : [];
	const [low, high] = range ?? rangeOf(shown);
	const parts = dots ? 4 : heights.length;
	const steps = parts * height - 1;
	const filled = shown.map(value => (Number.isFinite(value) ? 1 + stepOf(value, low, high, steps) : 0));
	return Array.from({length: height}, (_, row) => {
		const below = (height - 1 - row) * parts;
		const drawn = dots
			? dottedColumns(filled, below)
			: filled.map(part => heights[Math.min(parts, part - below) - 1] ?? ' ').join('');
		return drawn.padEnd(width);
	});
}

const leftDots = [0, 0x40, 0x44, 0x46, 0x47];
const rightDots = [0, 0x80, 0xa0, 0xb0, 0xb8];

function dottedColumns(filled: readonly number[], below: number): string {
	const part = (at: number) => Math.min(4, Math.max(0, (filled[at] ?? 0) - below));
	let drawn = '';
	for (let at = 0; at < filled.length; at += 2) {
		const bits = (leftDots[part(at)] ?? 0) | (rightDots[part(at + 1)] ?? 0);
		drawn += bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits);
	}
	return drawn;
}

/** Step 0 … `steps` − 1 of a value; quarters keep the greatest numbers from overflowing. */
function stepOf(value: number, low: number, high: number, steps: number): number {
	return Math.min(steps - 1, Math.max(0, Math.floor(((value / 4 - low / 4) / (high / 4 - low / 4)) * steps)));
}

/** Least and greatest finite value, widened to a tenth of the greatest size so that a settled series stays calm. */
export function rangeOf(values: readonly number[]): [low: number, high: number] {
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	if (low > high) return [0, 1];
	const least = 0.1 * Math.max(Math.abs(low), Math.abs(high));
	if (least === 0) return [0, 1];
	if (high / 4 - low / 4 >= least / 4) return [low, high];
	const middle = low / 2 + high / 2;
	const bottom = middle - least / 3;
	return [bottom, bottom + least];
}
