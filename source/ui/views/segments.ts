import {truncate, widthOf} from '../../draw/text.ts';

/** A piece of a line that is left out as a whole when the line is too long, those of the highest rank first. */
export interface Segment {
	/** Styled text. */
	readonly text: string;
	/** 0: never left out. */
	readonly rank: number;
}

const gap = 2;

/** One line of `width` cells: `left` and `right` at its ends, pieces two cells apart, one free cell at each end; cut with `mark` at the last. */
export function segmentLine(left: readonly Segment[], right: readonly Segment[], width: number, mark: string): string {
	const all = [...left, ...right];
	const kept = new Set(all);
	const widths = new Map(all.map(segment => [segment, widthOf(segment.text)]));
	const total = () => [...kept].reduce((sum, segment) => sum + (widths.get(segment) ?? 0) + gap, 0);
	const byRank = all.filter(segment => segment.rank > 0).toSorted((a, b) => b.rank - a.rank);
	for (const segment of byRank) {
		if (total() <= width) break;
		kept.delete(segment);
	}
	const join = (segments: readonly Segment[]) =>
		segments
			.filter(segment => kept.has(segment))
			.map(segment => segment.text)
			.join(' '.repeat(gap));
	const [start, end] = [join(left), join(right)];
	const space = width - 2 - widthOf(start) - widthOf(end);
	return truncate(` ${start}${' '.repeat(Math.max(end === '' ? 0 : gap, space))}${end} `, width, mark);
}
