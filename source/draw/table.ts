import {toWidth, widthOf} from './text.ts';

/** Rows of cells as lines, in columns as wide as what stands in them, two cells apart. */
export function tableLines(
	rows: ReadonlyArray<readonly string[]>,
	align: (column: number) => 'left' | 'right',
): readonly string[] {
	const widths: number[] = [];
	for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
	return rows.map(row =>
		row
			.map((cell, at) => toWidth(cell, widths[at] ?? 0, align(at)))
			.join('  ')
			.trimEnd(),
	);
}
