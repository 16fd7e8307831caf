import {tableLines} from '../draw/table.ts';
import {clean, truncate, widthOf} from '../draw/text.ts';
import type {Difference} from '../run/compare/comparison.ts';

/** Lines of prose are broken, not cut: what is said is to be read. */
export function fitted(row: string, room: number, ascii: boolean): string {
	const safe = row
		.split(/(\u001B\[[\d;]*m)/)
		.map((part, i) => (i % 2 === 1 ? part : clean(part, ascii && !/[\u2800-\u28FF]/.test(part))))
		.join('');
	if (widthOf(safe) <= room || safe.includes('\u001B')) return safe;
	const lines = [''];
	for (const word of safe.split(/(?<=\S) /)) {
		const last = lines.at(-1) ?? '';
		if (last === '') lines[lines.length - 1] = word;
		else if (widthOf(last) + 1 + widthOf(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(`    ${word}`);
	}
	return lines.map(line => truncate(line, room, ascii ? '~' : '…')).join('\n');
}

/** What differs, a row each. */
export function differences(rows: readonly Difference[]): readonly string[] {
	const cell = (text: string) => truncate(clean(text), 40);
	return table(
		rows.map(({name, a, b}) => [name, cell(a), cell(b)]),
		['', 'A', 'B'],
	);
}

/** Rows below their headings; nothing where there are none. `right`: all but the first column are numbers. */
export function table(
	rows: ReadonlyArray<readonly string[]>,
	heads: readonly string[],
	right = false,
): readonly string[] {
	if (rows.length === 0) return [];
	return tableLines([heads, ...rows], at => (right && at > 0 ? 'right' : 'left')).map(line => `  ${line}`);
}
